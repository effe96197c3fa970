using System.Globalization;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets;
using Banzhang.People.Contracts;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Notices;
using Banzhang.Platform.Outbox;

namespace Banzhang.Desk.Notifying;

/// <summary>Tells the persons concerned: who was given a ticket, whose promise is about to break, who has to step in.</summary>
internal sealed class DeskNotices(IPeople peopleBook)
    : IHear<TicketAssigned>, IHear<TicketEscalated>, IHear<ClockWarned>, IHear<ClockEscalated>, IHear<MessageAdded>
{
    /// <summary>What is older is history, and no notice.</summary>
    public static readonly TimeSpan News = TimeSpan.FromHours(1);

    public Task HearAsync(TicketAssigned happened, Delivery delivery, CancellationToken stop)
    {
        if (happened.To is { } to && to.Value != delivery.ActorId)
        {
            Notify(delivery, to, nameof(TicketAssigned), nameof(Words.NoticeAssigned), happened.Facts, delivery.ActorName);
        }

        return Task.CompletedTask;
    }

    public async Task HearAsync(TicketEscalated happened, Delivery delivery, CancellationToken stop)
    {
        var people = await peopleBook.ReadAsync(stop);
        foreach (var person in happened.Level > 1 ? people.Managers() : people.LeadsOf(happened.Facts.Team))
        {
            Notify(delivery, person, nameof(TicketEscalated), nameof(Words.NoticeEscalated), happened.Facts, delivery.ActorName);
        }
    }

    public async Task HearAsync(ClockWarned happened, Delivery delivery, CancellationToken stop)
    {
        foreach (var person in await AnswerableAsync(happened.Facts, stop))
        {
            Notify(delivery, person, nameof(ClockWarned), nameof(Words.NoticeWarned), happened.Facts, happened.Kind);
        }
    }

    public async Task HearAsync(ClockEscalated happened, Delivery delivery, CancellationToken stop)
    {
        var people = await peopleBook.ReadAsync(stop);
        var persons = happened.To switch
        {
            EscalationTarget.Agent => await AnswerableAsync(happened.Facts, stop),
            EscalationTarget.Supervisor => people.LeadsOf(happened.Facts.Team),
            EscalationTarget.Manager => people.Managers(),
        };
        foreach (var person in persons)
        {
            Notify(delivery, person, nameof(ClockEscalated), nameof(Words.NoticeOverdue), happened.Facts, happened.Kind);
        }
    }

    public Task HearAsync(MessageAdded happened, Delivery delivery, CancellationToken stop)
    {
        // An import tells of what was written long ago: that is history, not news.
        if (happened is { Author: AuthorKind.Customer, Facts.Agent: { } agent } && delivery.At + News > delivery.Act.Now)
        {
            Notify(delivery, agent, nameof(MessageAdded), nameof(Words.NoticeCustomerWrote), happened.Facts, "");
        }

        return Task.CompletedTask;
    }

    private async Task<IReadOnlyList<AgentId>> AnswerableAsync(TicketFacts facts, CancellationToken stop) =>
        facts.Agent is { } agent ? [agent] : (await peopleBook.ReadAsync(stop)).LeadsOf(facts.Team);

    private static void Notify(Delivery delivery, AgentId to, string kind, string word, TicketFacts facts, object who)
    {
        var number = TicketNumbers.Format(facts.Number);
        delivery.Act.Add(Notice.Of(to.Value, kind, In(Languages.Chinese, word, number, who), In(Languages.English, word, number, who), $"/desk/{number}", delivery.Act.Now));
        delivery.Topics.Add($"user:{to.Value}");
    }

    private static string In(string language, string word, string number, object who)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        var name = who is Enum value ? Words.ResourceManager.GetString($"{value.GetType().Name}_{value}", culture) : who;
        return string.Format(culture, Words.ResourceManager.GetString(word, culture)!, number, name);
    }
}
