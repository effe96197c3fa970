using System.Collections.Concurrent;
using Banzhang.Desk.Mailboxes.Receiving;
using Banzhang.Kernel;
using Banzhang.Mail;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Settings;

namespace Banzhang.Desk.Mailboxes.Fetching;

/// <summary>Reads what is new in an open mailbox into our books, in order, one transaction a mail.</summary>
internal sealed class FetchMailboxHandler(DeliverMailHandler intake, MailLinksHandler links, SettingsBook settings)
{
    private const int AtOnce = 50;
    private const int HeaderBytes = 256 * 1024;
    private const int TriesOfRefused = 2, TriesOfBroken = 5;
    private static readonly TimeSpan ClockSkew = TimeSpan.FromHours(1);

    /// <summary>The mail of each account that could not be read the last time, and how often in a row: whatever else failed in between is not its fault, and does not excuse it.</summary>
    private readonly ConcurrentDictionary<MailAccountId, (long Validity, long Uid, int Failures)> _unread = new();

    /// <summary>How many mails were dealt with; null when the mailbox is another node's now.</summary>
    /// <exception cref="LinkUnwrittenException">The database says no.</exception>
    public async Task<int?> FetchAsync(IMailbox mailbox, MailAccountCard account, CancellationToken stop)
    {
        if (await BeginAsync(mailbox, account, stop) is not { } link)
        {
            return null;
        }

        var begun = link.Since > DateTimeOffset.MinValue;
        var uids = await mailbox.FindAsync((uint)link.LastUid, begun ? link.Since : null, stop);
        var done = 0;
        foreach (var chunk in uids.Chunk(AtOnce))
        {
            var places = await mailbox.DescribeAsync(chunk, stop);
            var taken = new List<uint>(places.Count);
            foreach (var place in places.Where(p => !begun || p.ArrivedAt is not { } at || at > link.Since - ClockSkew))
            {
                if (!await TakeAsync(mailbox, account, place, stop))
                {
                    return null;
                }

                taken.Add(place.Uid);
                if (done++ == 0)
                {
                    // Progress: what failed before is over.
                    await links.WorksAsync(account.Id, MailDirection.In, stop);
                }
            }

            if (taken.Count > 0)
            {
                await mailbox.MarkSeenAsync(taken, stop);
            }

            // What was gone, or from before our time, is behind us too.
            await links.SkipAsync(account.Id, mailbox.Validity, chunk[^1], stop);
        }

        await links.WorksAsync(account.Id, MailDirection.In, stop);
        return done;
    }

    private async Task<MailLink?> BeginAsync(IMailbox mailbox, MailAccountCard account, CancellationToken stop)
    {
        var link = await links.ReadAsync(account.Id, MailDirection.In, stop);
        if (link is null || link.Holder != links.Holder || link.Validity == mailbox.Validity)
        {
            return link?.Holder == links.Holder ? link : null;
        }

        // Neither the first look begins with "now" nor that after a change of server or user: what came since the account was saved, while it was being set right, is read, and known mails are known.
        var since = link is { Validity: 0, WorkedAt: null } && account.Facts.TakesOld ? DateTimeOffset.MinValue : link.Since;
        return await links.BeginAsync(account.Id, mailbox.Validity, 0, since, stop) ? await links.ReadAsync(account.Id, MailDirection.In, stop) : null;
    }

    private async Task<bool> TakeAsync(IMailbox mailbox, MailAccountCard account, MailPlace place, CancellationToken stop)
    {
        var most = (await settings.GetAsync(MailSettings.Limits, stop)).Value.LargestBytes;
        var arrival = new MailArrival(account.Id, account.Facts.Address, new(links.Holder, mailbox.Validity, place.Uid));
        try
        {
            var outcome = place.Bytes > most ? await SetAsideAsync(mailbox, place, arrival, stop)
                : await mailbox.ReadAsync(place.Uid, most, stop) is { } mail ? await intake.TakeInAsync(mail, arrival, Actor.System, stop)
                : await WithoutMailAsync(mailbox, place, arrival, stop);
            _unread.TryRemove(account.Id, out _);
            return outcome.IsDone || (outcome.Refusal is MailboxIsHeldElsewhere ? false : throw new LinkUnwrittenException(outcome.Refusal!.Code));
        }
        catch (MailServerException fault)
        {
            if (!IsOfThisMail(fault, account, mailbox, place))
            {
                throw;
            }

            // The server cannot give us this one: it is named and passed, so that it does not keep back all that came after it. The connection is not to be trusted any more.
            await intake.SetAsideAsync(
                fault.Kind == MailFaultKind.TooLarge ? MailReason.TooLarge : MailReason.Faulty, fault.Kind == MailFaultKind.TooLarge ? "" : MailDetail.NeverWhole(fault.Message), UnreadFacts(arrival, place), null, arrival, Actor.System, stop);
            _unread.TryRemove(account.Id, out _);
            throw new MailServerException(MailStep.Read, MailFaultKind.Unreachable, fault.Message, fault);
        }
    }

    /// <summary>The server said yes and gave nothing: either the mail is gone by now, or it is named and passed, so that a person can have it fetched.</summary>
    private async Task<Outcome<DeliveredMail>> WithoutMailAsync(IMailbox mailbox, MailPlace place, MailArrival arrival, CancellationToken stop) =>
        (await mailbox.DescribeAsync([place.Uid], stop)).Count == 0
            ? new DeliveredMail(MailFate.Known, "")
            : await intake.SetAsideAsync(MailReason.Faulty, MailDetail.NeverWhole("OK, without the mail."), UnreadFacts(arrival, place), null, arrival, Actor.System, stop);

    private static ReceivedFacts UnreadFacts(MailArrival arrival, MailPlace place) => DeliverMailHandler.FactsOf(MailReader.Read(ReadOnlyMemory<byte>.Empty), arrival, null, place.Bytes, 0);

    /// <summary>Larger than the server said; or it could not be read for several times in a row.</summary>
    private bool IsOfThisMail(MailServerException fault, MailAccountCard account, IMailbox mailbox, MailPlace place)
    {
        if (fault.Kind == MailFaultKind.TooLarge || fault.Step != MailStep.Read)
        {
            return fault.Kind == MailFaultKind.TooLarge;
        }

        var failures = _unread.TryGetValue(account.Id, out var before) && before.Validity == mailbox.Validity && before.Uid == place.Uid ? before.Failures + 1 : 1;
        _unread[account.Id] = (mailbox.Validity, place.Uid, failures);
        return failures > (fault.Kind == MailFaultKind.Refused ? TriesOfRefused : TriesOfBroken);
    }

    private async Task<Outcome<DeliveredMail>> SetAsideAsync(IMailbox mailbox, MailPlace place, MailArrival arrival, CancellationToken stop)
    {
        var header = await mailbox.ReadHeaderAsync(place.Uid, HeaderBytes, stop);
        var known = MailReader.Read(header ?? ReadOnlyMemory<byte>.Empty);
        return await intake.SetAsideAsync(MailReason.TooLarge, "", DeliverMailHandler.FactsOf(known, arrival, null, place.Bytes, 0), MailIdentity.KeyOfPart(known, place.Bytes), arrival, Actor.System, stop);
    }
}
