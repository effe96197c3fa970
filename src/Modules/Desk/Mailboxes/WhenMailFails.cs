using System.Globalization;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.Mail.Servers;
using Banzhang.People.Contracts;
using Banzhang.Platform.Ledger;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Notices;
using Banzhang.Platform.Outbox;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes;

/// <summary>A server of an account has refused us too often, or has long been out of reach.</summary>
/// <param name="Step">Where it fails.</param>
/// <param name="IsStopped">True when it is not tried again until somebody changes the account.</param>
internal sealed record MailAccountFails(MailAccountId Account, MailDirection Direction, MailStep Step, bool IsStopped) : IDomainEvent
{
    public Guid Subject => Account.Value;
}

/// <summary>Answers wait, or have failed, because their account was switched off or removed.</summary>
/// <param name="Letters">How many.</param>
internal sealed record LettersAreStranded(MailAccountId Account, string Address, int Letters, bool IsRemoved) : IDomainEvent
{
    public Guid Subject => Account.Value;
}

/// <summary>Tells those who can do something about it: the managers of an account that fails, whoever answers for a ticket of an answer that did not arrive.</summary>
internal sealed class WhenMailFailsHandler(IPeople peopleBook) : IHear<MailAccountFails>, IHear<LettersAreStranded>, IHear<AnswerNotDelivered>
{
    public async Task HearAsync(LettersAreStranded happened, Delivery delivery, CancellationToken stop)
    {
        var people = await peopleBook.ReadAsync(stop);
        var word = happened.IsRemoved ? nameof(Words.NoticeLettersFailed) : nameof(Words.NoticeLettersWait);
        foreach (var person in people.LeadsOf(null).Concat(people.Managers()).Distinct())
        {
            delivery.Act.Add(Notice.Of(
                person.Value, nameof(LettersAreStranded), Say(Languages.Chinese, word, happened.Letters, happened.Address), Say(Languages.English, word, happened.Letters, happened.Address), $"/mail/outbox?state={(happened.IsRemoved ? OutgoingState.Failed : OutgoingState.Waiting)}", delivery.Act.Now));
            delivery.Topics.Add($"user:{person.Value}");
        }
    }

    public async Task HearAsync(MailAccountFails happened, Delivery delivery, CancellationToken stop)
    {
        if (await delivery.Act.Db.Set<MailAccount>().AsNoTracking().SingleOrDefaultAsync(a => a.Id == happened.Account, stop) is not { } account)
        {
            return;
        }

        foreach (var manager in (await peopleBook.ReadAsync(stop)).Managers())
        {
            string In(string language) => Say(language, happened.IsStopped ? nameof(Words.NoticeAccountStopped) : nameof(Words.NoticeAccountFails), account.Address, Step(language, happened.Step));
            delivery.Act.Add(Notice.Of(manager.Value, nameof(MailAccountFails), In(Languages.Chinese), In(Languages.English), $"/settings/mail/account?id={account.Id.Value}", delivery.Act.Now));
            delivery.Topics.Add($"user:{manager.Value}");
        }
    }

    public async Task HearAsync(AnswerNotDelivered happened, Delivery delivery, CancellationToken stop)
    {
        var number = TicketNumbers.Format(happened.Facts.Number);
        var word = happened.CameBack ? nameof(Words.NoticeAnswerCameBack) : nameof(Words.NoticeAnswerNotSent);
        IReadOnlyList<AgentId> persons = happened.Facts.Agent is { } agent ? [agent] : (await peopleBook.ReadAsync(stop)).LeadsOf(happened.Facts.Team);
        foreach (var person in persons)
        {
            delivery.Act.Add(Notice.Of(person.Value, nameof(AnswerNotDelivered), Say(Languages.Chinese, word, number), Say(Languages.English, word, number), $"/desk/{number}", delivery.Act.Now));
            delivery.Topics.Add($"user:{person.Value}");
        }

        delivery.Topics.Add($"ticket:{happened.Facts.Ticket.Value}");
    }

    private static string Step(string language, MailStep step) => Words.ResourceManager.GetString($"{nameof(MailStep)}_{step}", CultureInfo.GetCultureInfo(language)) ?? step.ToString();

    private static string Say(string language, string word, params object[] arguments)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        return string.Format(culture, Words.ResourceManager.GetString(word, culture)!, arguments);
    }
}
