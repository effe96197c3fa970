using Banzhang.Mail.Servers;

namespace Banzhang.Desk.Mailboxes;

/// <summary>Opens an account's servers with its password, or with a token of its provider.</summary>
internal sealed class MailServers(MailSecrets secrets, MailTokens tokens, TimeProvider clock)
{
    /// <summary>How long a server may keep us waiting.</summary>
    public TimeSpan Patience { get; set; } = TimeSpan.FromSeconds(60);

    /// <param name="reached">Hears of each step that went well.</param>
    public Task<IMailbox> OpenMailboxAsync(MailAccountCard account, Action<MailStep>? reached, CancellationToken stop) => OpenAsync<IMailbox>(
        account, reached, async login => await ImapMailbox.OpenAsync(account.Facts.In.Server with { Patience = Patience }, login!, account.Facts.Folder, clock, reached, stop), stop);

    public Task<IMailSession> OpenSessionAsync(MailAccountCard account, Action<MailStep>? reached, CancellationToken stop) => OpenAsync<IMailSession>(
        account, reached, async login => await SmtpSession.OpenAsync(account.Facts.Out.Server with { Patience = Patience }, account.Facts.User.Length == 0 && login?.IsToken != true ? null : login, reached, stop), stop);

    private async Task<T> OpenAsync<T>(MailAccountCard account, Action<MailStep>? reached, Func<MailLogin?, Task<T>> open, CancellationToken stop)
    {
        var facts = account.Facts;
        if (facts.Login == MailLoginKind.Password)
        {
            return await open(new(facts.User, secrets.Reveal(facts.Secret)));
        }

        var access = await tokens.GetAsync(account, null, stop);
        reached?.Invoke(MailStep.Token);
        try
        {
            return await open(new(facts.User, access, IsToken: true));
        }
        catch (MailServerException fault) when (fault is { Step: MailStep.Login, Kind: MailFaultKind.Refused })
        {
            // Taken back before its time was over: once more with a new one, then it is the account that is refused.
            return await open(new(facts.User, await tokens.GetAsync(account, access, stop), IsToken: true));
        }
    }
}
