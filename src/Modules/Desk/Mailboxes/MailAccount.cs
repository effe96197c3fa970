using Banzhang.Desk.Contracts;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Data;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Desk.Mailboxes;

public enum MailLoginKind
{
    Password = 1,

    /// <summary>XOAUTH2 with a token that the provider gives out.</summary>
    OAuth = 2,
}

/// <summary>Where an account's mail is fetched or handed in; an empty host for neither.</summary>
/// <param name="Fingerprint">Of the one certificate that is accepted; empty asks the machine's authorities.</param>
public sealed record MailDoor(string Host, int Port, Encryption Encryption, string Fingerprint)
{
    public bool IsUsed => Host.Length > 0;

    public MailServer Server => new(Host, Port, Encryption, Fingerprint.Length > 0 ? Fingerprint : null);
}

/// <summary>What an account's provider asks for before it gives out tokens.</summary>
/// <param name="Endpoint">Address of the token service; empty with a password.</param>
/// <param name="Secret">Protected.</param>
/// <param name="Refresh">Protected refresh token; empty for a token of the application itself.</param>
public sealed record MailOAuth(string Endpoint, string ClientId, string Secret, string Scope, string Refresh);

/// <summary>Everything about an account that people set; secrets are protected already.</summary>
/// <param name="Address">What customers write to; answers come from it.</param>
/// <param name="Name">Shown beside the address.</param>
/// <param name="Folder">On the server; empty for the inbox.</param>
/// <param name="TakesOld">Mail that lies there at the first fetch becomes tickets too.</param>
/// <param name="HasPlusAddresses">The server delivers name+anything@ here, so answers can carry their ticket in the address.</param>
/// <param name="Secret">Protected password; empty with OAuth.</param>
public sealed record MailAccountFacts(
    string Address, string Name, QueueId Queue, bool IsActive, MailDoor In, MailDoor Out, string Folder, bool TakesOld, bool HasPlusAddresses,
    MailLoginKind Login, string User, string Secret, MailOAuth OAuth);

/// <summary>A mailbox customers write to: fetched into a queue, and answered from.</summary>
internal sealed class MailAccount : Versioned
{
    private MailAccount()
    {
    }

    public MailAccountId Id { get; private set; }

    /// <summary>Lower case.</summary>
    public string Address { get; private set; } = "";

    public string Name { get; private set; } = "";

    public QueueId QueueId { get; private set; }

    public bool IsActive { get; private set; }

    public string InHost { get; private set; } = "";

    public int InPort { get; private set; }

    public Encryption InEncryption { get; private set; }

    public string InFingerprint { get; private set; } = "";

    public string OutHost { get; private set; } = "";

    public int OutPort { get; private set; }

    public Encryption OutEncryption { get; private set; }

    public string OutFingerprint { get; private set; } = "";

    public string Folder { get; private set; } = "";

    public bool TakesOld { get; private set; }

    public bool HasPlusAddresses { get; private set; }

    public MailLoginKind Login { get; private set; }

    public string UserName { get; private set; } = "";

    public string Secret { get; private set; } = "";

    public string OAuthEndpoint { get; private set; } = "";

    public string OAuthClientId { get; private set; } = "";

    public string OAuthSecret { get; private set; } = "";

    public string OAuthScope { get; private set; } = "";

    public string OAuthRefresh { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public MailAccountFacts Facts => new(
        Address, Name, QueueId, IsActive, new(InHost, InPort, InEncryption, InFingerprint), new(OutHost, OutPort, OutEncryption, OutFingerprint), Folder, TakesOld, HasPlusAddresses,
        Login, UserName, Secret, new(OAuthEndpoint, OAuthClientId, OAuthSecret, OAuthScope, OAuthRefresh));

    public static MailAccount Open(MailAccountId id, MailAccountFacts facts, DateTimeOffset now)
    {
        var account = new MailAccount { Id = id, CreatedAt = now };
        account.Become(facts);
        return account;
    }

    public void Become(MailAccountFacts facts)
    {
        Address = EmailAddress.Normal(facts.Address);
        Name = facts.Name;
        QueueId = facts.Queue;
        IsActive = facts.IsActive;
        (InHost, InPort, InEncryption, InFingerprint) = facts.In;
        (OutHost, OutPort, OutEncryption, OutFingerprint) = facts.Out;
        Folder = facts.Folder;
        TakesOld = facts.TakesOld;
        HasPlusAddresses = facts.HasPlusAddresses;
        Login = facts.Login;
        UserName = facts.User;
        Secret = facts.Secret;
        (OAuthEndpoint, OAuthClientId, OAuthSecret, OAuthScope, OAuthRefresh) = facts.OAuth;
    }
}

internal sealed class MailAccountMapping : IEntityTypeConfiguration<MailAccount>
{
    public void Configure(EntityTypeBuilder<MailAccount> builder)
    {
        builder.ToTable("desk_mail_accounts");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Version).IsConcurrencyToken();
        foreach (var (name, length) in new[] { ("Address", 254), ("Name", 200), ("InHost", 253), ("OutHost", 253), ("InFingerprint", 100), ("OutFingerprint", 100), ("Folder", 200), ("UserName", 254), ("OAuthEndpoint", 1000), ("OAuthClientId", 200), ("OAuthScope", 1000) })
        {
            builder.Property<string>(name).HasMaxLength(length);
        }

        builder.Ignore(a => a.Facts);
        builder.HasIndex(a => a.Address).IsUnique(); // the account a mail was sent to
    }
}
