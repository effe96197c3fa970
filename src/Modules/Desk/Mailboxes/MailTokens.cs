using System.Collections.Concurrent;
using Banzhang.Mail.Servers;

namespace Banzhang.Desk.Mailboxes;

/// <summary>
/// The one place that hands out access tokens: fetching and sending of an account wait for each other here, because a refresh token that the provider renews is worth
/// nothing once it was used. On another node, whoever comes too late finds the renewed one in the database.
/// </summary>
internal sealed class MailTokens(MailSecrets secrets, RenewTokenHandler renewals, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<MailAccountId, SemaphoreSlim> _turns = new();

    /// <summary>Refresh tokens that are not written down yet, and the stored one each takes the place of: until then they exist nowhere else.</summary>
    private readonly ConcurrentDictionary<MailAccountId, (string Used, string Renewed)> _unwritten = new();
    private readonly ConcurrentDictionary<MailAccountId, (int Version, string Access, DateTimeOffset Until)> _tokens = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = 1024 * 1024 };

    public void Dispose()
    {
        _http.Dispose();
        foreach (var turn in _turns.Values)
        {
            turn.Dispose();
        }
    }

    /// <param name="refused">A token that a server would not have, though its time was not over; null when none was.</param>
    /// <exception cref="MailServerException">At the step <see cref="MailStep.Token"/> or <see cref="MailStep.Secret"/>.</exception>
    public async Task<string> GetAsync(MailAccountCard account, string? refused, CancellationToken stop)
    {
        var turn = _turns.GetOrAdd(account.Id, static _ => new(1, 1));
        await turn.WaitAsync(stop);
        try
        {
            await WriteAsync(account.Id);
            if (_tokens.TryGetValue(account.Id, out var known) && known.Version == account.Version && known.Until > clock.GetUtcNow() && known.Access != refused)
            {
                return known.Access;
            }

            var token = await AskAsync(account, stop);
            _tokens[account.Id] = (account.Version, token.Access, clock.GetUtcNow() + token.Lifetime - Margin);
            return token.Access;
        }
        finally
        {
            turn.Release();
        }
    }

    private async Task<OAuthToken> AskAsync(MailAccountCard account, CancellationToken stop)
    {
        var stored = await renewals.StoredAsync(account.Id, stop);
        try
        {
            return await ExchangeAsync(account, stored);
        }
        catch (MailServerException fault) when (fault is { Step: MailStep.Token, Kind: MailFaultKind.Refused })
        {
            var later = await renewals.StoredAsync(account.Id, stop);
            if (later == stored)
            {
                throw;
            }

            return await ExchangeAsync(account, later);
        }
    }

    /// <summary>Not called off once it has begun: from then on the old token may be worth nothing, and the new one must be heard and written down. The client's patience ends it.</summary>
    private async Task<OAuthToken> ExchangeAsync(MailAccountCard account, string stored)
    {
        var settings = account.Facts.OAuth;
        if (!Uri.TryCreate(settings.Endpoint, UriKind.Absolute, out var endpoint))
        {
            throw new MailServerException(MailStep.Token, MailFaultKind.Refused, $"'{settings.Endpoint}' is no address.");
        }

        // Whoever wrote another one meanwhile, a person or another node, knows better.
        var refresh = secrets.Reveal(_unwritten.TryGetValue(account.Id, out var unwritten) && unwritten.Used == stored ? unwritten.Renewed : stored);
        var token = await new OAuthGrant(endpoint, settings.ClientId, secrets.Reveal(settings.Secret), settings.Scope, refresh.Length > 0 ? refresh : null).AskAsync(_http, CancellationToken.None);
        if (token.Renewed is { } renewed && renewed != refresh)
        {
            _unwritten[account.Id] = (stored, secrets.Protect(renewed));
            await WriteAsync(account.Id);
        }

        return token;
    }

    /// <summary>Stays in memory while the database says no, and is tried again the next time.</summary>
    private async Task WriteAsync(MailAccountId account)
    {
        if (_unwritten.TryGetValue(account, out var unwritten) && (await renewals.KeepAsync(account, unwritten.Used, unwritten.Renewed, CancellationToken.None)).IsDone)
        {
            _unwritten.TryRemove(account, out _);
        }
    }
}
