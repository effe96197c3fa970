using Banzhang.Mail.Writing;
using Banzhang.Platform.Data;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Desk.Mailboxes;

/// <summary>An account as its loops and the intake need it.</summary>
internal sealed record MailAccountCard(MailAccountId Id, int Version, MailAccountFacts Facts)
{
    public string Domain => Facts.Address[(Facts.Address.LastIndexOf('@') + 1)..];

    public string Local => Facts.Address[..Facts.Address.LastIndexOf('@')];

    /// <summary>This account's address, with or without something after a plus.</summary>
    public bool Answers(string address)
    {
        var normal = EmailAddress.Normal(address);
        var at = normal.LastIndexOf('@');
        var plus = normal.IndexOf('+', StringComparison.Ordinal);
        return at > 0 && (normal == Facts.Address || (plus > 0 && plus < at && normal[(at + 1)..] == Domain && normal[..plus] == Local));
    }
}

/// <summary>The mail accounts, at most ten seconds old.</summary>
internal sealed class MailAccountsQuery(IDbContextFactory<AppDb> databases, TimeProvider clock)
{
    private const int Most = 200;
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(10);
    private volatile Known? _known;

    public async ValueTask<IReadOnlyList<MailAccountCard>> ReadAsync(CancellationToken stop)
    {
        if (_known is { } known && known.ReadAt + Age > clock.GetUtcNow())
        {
            return known.Accounts;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var accounts = await db.Set<MailAccount>().AsNoTracking().OrderBy(a => a.CreatedAt).Take(Most).ToListAsync(stop);
        IReadOnlyList<MailAccountCard> cards = [.. accounts.Select(a => new MailAccountCard(a.Id, a.Version, a.Facts))];
        _known = new(clock.GetUtcNow(), cards);
        return cards;
    }

    /// <summary>Those a mail also went to, but neither we ourselves nor whoever gets the answer anyway.</summary>
    /// <param name="others">As <see cref="ReceivedMail.Others"/> keeps them.</param>
    /// <param name="to">Who gets the answer.</param>
    public async ValueTask<IReadOnlyList<string>> CopiedAsync(string others, string to, CancellationToken stop)
    {
        var own = await ReadAsync(stop);
        return [.. others.Split('\n', StringSplitOptions.RemoveEmptyEntries).Where(o => o != EmailAddress.Normal(to) && MailWriter.IsAddress(o) && !own.Any(a => a.Answers(o)))];
    }

    public void Forget() => _known = null;

    private sealed record Known(DateTimeOffset ReadAt, IReadOnlyList<MailAccountCard> Accounts);
}
