using System.Collections.Concurrent;
using Banzhang.Mail.Servers;

namespace Banzhang.Desk.Mailboxes;

/// <summary>Opens an account's servers: reveals its secrets, or asks its provider for a token and keeps that as long as it lasts.</summary>
internal sealed class MailServers(MailSecrets secrets, RenewTokenHandler renewals, TimeProvider clock) : IDisposable
{
    private static readonly TimeSpan Margin = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<(MailAccountId, int), (string Access, DateTimeOffset Until)> _tokens = new();
    private readonly HttpClient _http = new(new SocketsHttpHandler { PooledConnectionLifetime = TimeSpan.FromMinutes(5), AllowAutoRedirect = false }) { Timeout = TimeSpan.FromSeconds(30), MaxResponseContentBufferSize = 1024 * 1024 };

    /// <summary>How long a server may keep us waiting.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(60);

    public void Dispose() => _http.Dispose();

    /// <param name="reached">Hears of each step that went well.</param>
    public async Task<IMailbox> OpenMailboxAsync(MailAccountCard account, Action<MailStep>? reached, CancellationToken stop)
    {
        var login = await LoginAsync(account, reached, stop);
        return await ImapMailbox.OpenAsync(account.Facts.In.Server with { Patience = Patience }, login, account.Facts.Folder, clock, reached, stop);
    }

    public async Task<IMailSession> OpenSessionAsync(MailAccountCard account, Action<MailStep>? reached, CancellationToken stop)
    {
        var login = account.Facts.User.Length == 0 && account.Facts.Login == MailLoginKind.Password ? null : await LoginAsync(account, reached, stop);
        return await SmtpSession.OpenAsync(account.Facts.Out.Server with { Patience = Patience }, login, reached, stop);
    }

    private async Task<MailLogin> LoginAsync(MailAccountCard account, Action<MailStep>? reached, CancellationToken stop)
    {
        var facts = account.Facts;
        if (facts.Login == MailLoginKind.Password)
        {
            return new(facts.User, secrets.Reveal(facts.Secret));
        }

        var key = (account.Id, account.Version);
        if (!_tokens.TryGetValue(key, out var known) || known.Until <= clock.GetUtcNow())
        {
            if (!Uri.TryCreate(facts.OAuth.Endpoint, UriKind.Absolute, out var endpoint))
            {
                throw new MailServerException(MailStep.Token, MailFaultKind.Refused, $"'{facts.OAuth.Endpoint}' is no address.");
            }

            var refresh = secrets.Reveal(facts.OAuth.Refresh);
            var token = await new OAuthGrant(endpoint, facts.OAuth.ClientId, secrets.Reveal(facts.OAuth.Secret), facts.OAuth.Scope, refresh.Length > 0 ? refresh : null).AskAsync(_http, stop);
            if (token.Renewed is { } renewed && renewed != refresh)
            {
                await renewals.KeepAsync(account.Id, secrets.Protect(renewed), stop);
            }

            known = (token.Access, clock.GetUtcNow() + token.Lifetime - Margin);
            _tokens[key] = known;
        }

        reached?.Invoke(MailStep.Token);
        return new(facts.User, known.Access, IsToken: true);
    }
}
