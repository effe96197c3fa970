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
            return await AskAsync(account, stored, stop);
        }
        catch (MailServerException fault) when (fault is { Step: MailStep.Token, Kind: MailFaultKind.Refused })
        {
            var later = await renewals.StoredAsync(account.Id, stop);
            if (later == stored)
            {
                throw;
            }

            return await AskAsync(account, later, stop);
        }
    }

    private async Task<OAuthToken> AskAsync(MailAccountCard account, string stored, CancellationToken stop)
    {
        var settings = account.Facts.OAuth;
        if (!Uri.TryCreate(settings.Endpoint, UriKind.Absolute, out var endpoint))
        {
            throw new MailServerException(MailStep.Token, MailFaultKind.Refused, $"'{settings.Endpoint}' is no address.");
        }

        var refresh = secrets.Reveal(stored);
        var token = await new OAuthGrant(endpoint, settings.ClientId, secrets.Reveal(settings.Secret), settings.Scope, refresh.Length > 0 ? refresh : null).AskAsync(_http, stop);
        if (token.Renewed is { } renewed && renewed != refresh)
        {
            // The old one is used up: this must be written down even when the node is being stopped.
            await renewals.KeepAsync(account.Id, secrets.Protect(renewed), CancellationToken.None);
        }

        return token;
    }
}
