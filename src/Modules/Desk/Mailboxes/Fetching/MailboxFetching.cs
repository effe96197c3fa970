using System.Collections.Concurrent;
using Banzhang.Mail.Servers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Banzhang.Desk.Mailboxes.Fetching;

/// <summary>Keeps every active account's mailbox open on one of the nodes, and reads what arrives the moment the server tells of it.</summary>
internal sealed partial class MailboxFetching(MailAccountsQuery accounts, MailLinksHandler links, FetchMailboxHandler fetch, MailServers servers, TimeProvider clock, ILogger<MailboxFetching> log) : BackgroundService
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(2), Slice = TimeSpan.FromSeconds(30), Poll = TimeSpan.FromSeconds(20);
    private readonly ConcurrentDictionary<MailAccountId, Task> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                // First the pause: while a node starts it has better things to do.
                await Task.Delay(Sweep, clock, stoppingToken);
                foreach (var account in (await accounts.ReadAsync(stoppingToken)).Where(a => IsDue(a) && !_running.ContainsKey(a.Id)))
                {
                    _running[account.Id] = WatchAsync(account, stoppingToken);
                }
            }
            catch (OperationCanceledException) when (stoppingToken.IsCancellationRequested)
            {
                break;
            }
            catch (Exception fault)
            {
                SweepFailed(log, fault);
            }
        }

        await Task.WhenAll(_running.Values);
    }

    /// <summary>One look into one mailbox; for tests and the command line. False when another node holds it, it waits after a failure, or it failed.</summary>
    public async Task<bool> OnceAsync(MailAccountCard account, CancellationToken stop)
    {
        var worked = false;
        await HoldAsync(account, async (mailbox, held) => worked = await fetch.FetchAsync(mailbox, account, held) is not null, stop);
        return worked;
    }

    private async Task WatchAsync(MailAccountCard account, CancellationToken stop)
    {
        // The sweep puts the task into the book before it may take itself out.
        await Task.Yield();
        try
        {
            await HoldAsync(account, async (mailbox, held) =>
            {
                while (await fetch.FetchAsync(mailbox, account, held) is not null)
                {
                    await mailbox.WaitAsync(Slice, Poll, held);
                    var now = (await accounts.ReadAsync(held)).FirstOrDefault(a => a.Id == account.Id);
                    if (now is null || now.Version != account.Version || !IsDue(now) || !await links.KeepAsync(account.Id, MailDirection.In, held))
                    {
                        return;
                    }
                }
            }, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The node goes down; the place in the mailbox is in the database.
        }
        catch (Exception fault)
        {
            FetchingFailed(log, account.Id.Value, fault);
        }
        finally
        {
            _running.TryRemove(account.Id, out _);
        }
    }

    private async Task HoldAsync(MailAccountCard account, Func<IMailbox, CancellationToken, Task> work, CancellationToken stop)
    {
        if (!await links.ClaimAsync(account.Id, MailDirection.In, stop))
        {
            return;
        }

        try
        {
            await links.WhileHeldAsync(account.Id, MailDirection.In, async held =>
            {
                await using var mailbox = await servers.OpenMailboxAsync(account, null, held);
                await work(mailbox, held);
            }, stop);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            TakenOver(log, account.Id.Value);
        }
        catch (MailServerException fault)
        {
            LinkFailed(log, account.Id.Value, fault.Step, fault.Kind);
            await links.FailedAsync(account.Id, MailDirection.In, fault, stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A fault of our own (a full disk): the server is not to be called again every two seconds because of it.
            FetchingFailed(log, account.Id.Value, fault);
            await links.FailedAsync(account.Id, MailDirection.In, new MailServerException(MailStep.Search, MailFaultKind.Unreachable, fault.Message, fault), stop);
        }
        finally
        {
            await links.LetGoAsync(account.Id, MailDirection.In, CancellationToken.None);
        }
    }

    private static bool IsDue(MailAccountCard account) => account.Facts.IsActive && account.Facts.In.IsUsed;

    [LoggerMessage(Level = LogLevel.Warning, Message = "MailboxFailed: account {Account} at {Step}, {Kind}")]
    private static partial void LinkFailed(ILogger log, Guid account, MailStep step, MailFaultKind kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "MailboxTakenOver: account {Account} is another node's now")]
    private static partial void TakenOver(ILogger log, Guid account);

    [LoggerMessage(Level = LogLevel.Error, Message = "MailboxFetchingFailed: account {Account}")]
    private static partial void FetchingFailed(ILogger log, Guid account, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "MailboxSweepFailed")]
    private static partial void SweepFailed(ILogger log, Exception fault);
}
