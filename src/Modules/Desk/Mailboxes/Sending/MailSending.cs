using System.Collections.Concurrent;
using Banzhang.Mail.Servers;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Banzhang.Desk.Mailboxes.Sending;

/// <summary>Sends what is due, account by account, each on one node at a time.</summary>
internal sealed partial class MailSending(MailAccountsQuery accounts, MailLinksHandler links, SendLettersHandler letters, MailServers servers, TimeProvider clock, ILogger<MailSending> log) : BackgroundService
{
    private static readonly TimeSpan Sweep = TimeSpan.FromSeconds(1);
    private readonly ConcurrentDictionary<MailAccountId, Task> _running = new();

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(Sweep, clock, stoppingToken);
                foreach (var account in await DueAsync(stoppingToken))
                {
                    if (!_running.ContainsKey(account.Id))
                    {
                        _running[account.Id] = RunAsync(account, stoppingToken);
                    }
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

    /// <summary>Sends all that is due now; for tests and the command line.</summary>
    public async Task OnceAsync(CancellationToken stop)
    {
        foreach (var account in await DueAsync(stop))
        {
            await SendAsync(account, stop);
        }
    }

    private async Task<IReadOnlyList<MailAccountCard>> DueAsync(CancellationToken stop)
    {
        var due = await letters.DueAsync(stop);
        return due.Count == 0 ? [] : [.. (await accounts.ReadAsync(stop)).Where(a => due.Contains(a.Id) && a.Facts.IsActive && a.Facts.Out.IsUsed)];
    }

    private async Task RunAsync(MailAccountCard account, CancellationToken stop)
    {
        // The sweep puts the task into the book before it may take itself out.
        await Task.Yield();
        try
        {
            await SendAsync(account, stop);
        }
        catch (OperationCanceledException) when (stop.IsCancellationRequested)
        {
            // The node goes down; what was not noted as sent is tried again.
        }
        catch (Exception fault)
        {
            SendingFailed(log, account.Id.Value, fault);
        }
        finally
        {
            _running.TryRemove(account.Id, out _);
        }
    }

    private async Task SendAsync(MailAccountCard account, CancellationToken stop)
    {
        if (!await links.ClaimAsync(account.Id, MailDirection.Out, stop))
        {
            return;
        }

        try
        {
            await links.WhileHeldAsync(account.Id, MailDirection.Out, async held =>
            {
                await using var session = await servers.OpenSessionAsync(account, null, held);
                await links.WorksAsync(account.Id, MailDirection.Out, held);
                while (await letters.SendAsync(session, account, held) > 0 && await links.KeepAsync(account.Id, MailDirection.Out, held))
                {
                    // Until nothing is due.
                }
            }, stop);
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            TakenOver(log, account.Id.Value);
        }
        catch (MailServerException fault)
        {
            LinkFailed(log, account.Id.Value, fault.Step, fault.Kind);
            await links.FailedAsync(account.Id, MailDirection.Out, fault, stop);
        }
        catch (Exception fault) when (fault is not OperationCanceledException)
        {
            // A fault of our own: the server is not to be called again every second because of it.
            SendingFailed(log, account.Id.Value, fault);
            await links.FailedAsync(account.Id, MailDirection.Out, new MailServerException(MailStep.Content, MailFaultKind.Unreachable, fault.Message, fault), stop);
        }
        finally
        {
            await links.LetGoAsync(account.Id, MailDirection.Out, CancellationToken.None);
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "MailServerFailed: account {Account} at {Step}, {Kind}")]
    private static partial void LinkFailed(ILogger log, Guid account, MailStep step, MailFaultKind kind);

    [LoggerMessage(Level = LogLevel.Warning, Message = "MailSendingTakenOver: account {Account} is another node's now")]
    private static partial void TakenOver(ILogger log, Guid account);

    [LoggerMessage(Level = LogLevel.Error, Message = "MailSendingFailed: account {Account}")]
    private static partial void SendingFailed(ILogger log, Guid account, Exception fault);

    [LoggerMessage(Level = LogLevel.Error, Message = "MailSweepFailed")]
    private static partial void SweepFailed(ILogger log, Exception fault);
}
