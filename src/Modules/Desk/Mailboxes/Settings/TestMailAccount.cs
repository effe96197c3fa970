using Banzhang.Kernel;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes.Settings;

/// <summary>Walks an account's way to its servers and back, step by step, without touching a mail.</summary>
public sealed record TestMailAccount(MailAccountId Id);

public enum TestState
{
    Passed = 1,
    Failed = 2,

    /// <summary>An earlier step failed.</summary>
    NotReached = 3,
}

/// <param name="Said">What the other side said; empty where nothing failed.</param>
/// <param name="Fingerprint">Of the certificate that was refused, ready to be pinned; null else.</param>
public sealed record TestedStep(MailStep Step, TestState State, string Said = "", string? Fingerprint = null);

public sealed record TestedLink(MailDirection Direction, IReadOnlyList<TestedStep> Steps)
{
    public bool Works => Steps.All(s => s.State == TestState.Passed);
}

internal sealed class TestMailAccountHandler(MailAccountsQuery accounts, MailServers servers, IWrites writes)
{
    public async Task<Outcome<IReadOnlyList<TestedLink>>> HandleAsync(TestMailAccount command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageMailAccounts))
        {
            return by.RefusalOf(Permissions.ManageMailAccounts);
        }

        accounts.Forget();
        if ((await accounts.ReadAsync(stop)).FirstOrDefault(a => a.Id == command.Id) is not { } account)
        {
            return new NoSuchMailAccount();
        }

        var tested = new List<TestedLink>();
        if (account.Facts.In.IsUsed)
        {
            tested.Add(await WalkAsync(MailDirection.In, account, account.Facts.In, [MailStep.Login, MailStep.Select], reached => servers.OpenMailboxAsync(account, reached, stop)));
        }

        if (account.Facts.Out.IsUsed)
        {
            tested.Add(await WalkAsync(MailDirection.Out, account, account.Facts.Out, account.Facts.User.Length > 0 ? [MailStep.Login] : [], reached => servers.OpenSessionAsync(account, reached, stop)));
        }

        await writes.ActAsync(by, async (act, token) =>
        {
            foreach (var link in tested.Where(t => t.Works))
            {
                // What had given up is tried again from now on.
                await act.Db.Set<MailLink>().Where(l => l.AccountId == account.Id && l.Direction == link.Direction && (l.State == MailLinkState.Stopped || l.State == MailLinkState.Failing))
                    .ExecuteUpdateAsync(set => set.SetProperty(l => l.State, MailLinkState.New).SetProperty(l => l.Attempts, 0).SetProperty(l => l.NextTryAt, act.Now).SetProperty(l => l.FailedStep, (MailStep?)null).SetProperty(l => l.Said, ""), token);
            }

            act.Audit("MailAccountTested", $"mail-account:{account.Id.Value}", after: tested.Select(t => new { t.Direction, t.Works }).ToList());
            return Outcome.Done;
        }, stop);
        return tested.ToArray();
    }

    private static async Task<TestedLink> WalkAsync<T>(MailDirection direction, MailAccountCard account, MailDoor door, MailStep[] last, Func<Action<MailStep>, Task<T>> open)
        where T : IAsyncDisposable
    {
        var steps = new List<TestedStep>();
        MailStep[] expected = [.. account.Facts.Login == MailLoginKind.OAuth ? new[] { MailStep.Token } : [], MailStep.Resolve, MailStep.Connect, .. door.Encryption == Encryption.None ? [] : new[] { MailStep.Certificate }, MailStep.Greeting, .. last];
        try
        {
            await using var opened = await open(step =>
            {
                // A token that is refused is asked for again, and the way walked once more.
                if (steps.TrueForAll(s => s.Step != step))
                {
                    steps.Add(new(step, TestState.Passed));
                }
            });
        }
        catch (MailServerException fault)
        {
            steps.Add(new(fault.Step, TestState.Failed, fault.Message, fault.Fingerprint));
            steps.AddRange(expected.Where(e => steps.TrueForAll(s => s.Step != e)).Select(e => new TestedStep(e, TestState.NotReached)));
        }

        return new(direction, steps);
    }
}
