using Banzhang.Platform.Data;
using Banzhang.Platform.Json;
using Banzhang.Platform.Notices;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Identity;

public readonly record struct AccountId(Guid Value)
{
    public static AccountId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

/// <summary>A sign-in: who may come in, with which role. What the person does at work is the room People's.</summary>
public sealed class Account : Versioned
{
    /// <summary>Five wrong passwords in a row lock the account; each further one doubles the pause up to an hour.</summary>
    private const int FreeTries = 5;

    public AccountId Id { get; private set; }

    /// <summary>Lower case.</summary>
    public string Email { get; private set; } = "";

    public string Name { get; private set; } = "";

    public string RoleCode { get; private set; } = "";

    public Guid? TeamId { get; private set; }

    public string PasswordHash { get; private set; } = "";

    public bool MustChangePassword { get; private set; }

    public bool IsActive { get; private set; } = true;

    public int FailedTries { get; private set; }

    public DateTimeOffset? LockedUntil { get; private set; }

    /// <summary>Protected by the data-protection keys; empty without a second factor.</summary>
    public string TotpSecret { get; private set; } = "";

    public bool HasSecondFactor { get; private set; }

    /// <summary>The last 30-second step whose code was used: a code works once.</summary>
    public long LastTotpStep { get; private set; }

    /// <summary>JSON list of hashes; a used code is removed.</summary>
    public string RecoveryCodes { get; private set; } = "[]";

    public string Language { get; private set; } = "zh-CN";

    /// <summary>light, dark, or empty for the system's.</summary>
    public string Theme { get; private set; } = "";

    /// <summary>How the person wants to be told of alarms, as JSON; empty for not at all.</summary>
    public string Signals { get; private set; } = "";

    public DateTimeOffset CreatedAt { get; private set; }

    public DateTimeOffset? LastSignInAt { get; private set; }

    public static Account Create(AccountId id, string email, string name, string role, Guid? team, string passwordHash, bool mustChange, DateTimeOffset now, string language = "zh-CN") => new()
    {
        Id = id,
        Email = NormalEmail(email),
        Name = name,
        RoleCode = role,
        TeamId = team,
        PasswordHash = passwordHash,
        MustChangePassword = mustChange,
        CreatedAt = now,
        Language = language,
    };

    public static string NormalEmail(string email) => email.Trim().ToLowerInvariant();

    public bool IsLocked(DateTimeOffset now) => LockedUntil > now;

    public void WrongPassword(DateTimeOffset now)
    {
        FailedTries++;
        if (FailedTries >= FreeTries)
        {
            LockedUntil = now.AddMinutes(Math.Min(60, Math.Pow(2, FailedTries - FreeTries)));
        }
    }

    public void SignedIn(DateTimeOffset now)
    {
        FailedTries = 0;
        LockedUntil = null;
        LastSignInAt = now;
    }

    public void ChangePassword(string hash, bool mustChange)
    {
        PasswordHash = hash;
        MustChangePassword = mustChange;
    }

    public void PrepareSecondFactor(string protectedSecret)
    {
        TotpSecret = protectedSecret;
        HasSecondFactor = false;
    }

    public void ConfirmSecondFactor(long step, IEnumerable<string> recoveryHashes)
    {
        HasSecondFactor = true;
        LastTotpStep = step;
        RecoveryCodes = StoredJson.Write(recoveryHashes.ToArray());
    }

    public void DropSecondFactor()
    {
        HasSecondFactor = false;
        TotpSecret = "";
        RecoveryCodes = "[]";
    }

    public void UseTotpStep(long step) => LastTotpStep = step;

    /// <summary>True when the code was one of the unused ones; it is used now.</summary>
    public bool UseRecoveryCode(string hash)
    {
        var codes = StoredJson.Read<List<string>>(RecoveryCodes) ?? [];
        var found = codes.Remove(hash);
        RecoveryCodes = StoredJson.Write(codes);
        return found;
    }

    public int CountRecoveryCodes() => (StoredJson.Read<List<string>>(RecoveryCodes) ?? []).Count;

    public void Prefer(string language, string theme)
    {
        Language = language;
        Theme = theme;
    }

    public void Signal(AlarmSignals signals) => Signals = signals == AlarmSignals.None ? "" : StoredJson.Write(signals);

    public AlarmSignals ReadSignals() => Signals.Length == 0 ? AlarmSignals.None : StoredJson.Read<AlarmSignals>(Signals) ?? AlarmSignals.None;

    public void Deactivate() => IsActive = false;

    public void Activate() => IsActive = true;

    public void Rename(string name) => Name = name;

    public void Unlock()
    {
        FailedTries = 0;
        LockedUntil = null;
    }

    public void Place(string role, Guid? team)
    {
        RoleCode = role;
        TeamId = team;
    }
}

internal sealed class AccountMapping : IEntityTypeConfiguration<Account>
{
    public void Configure(EntityTypeBuilder<Account> builder)
    {
        builder.ToTable("identity_accounts");
        builder.HasKey(a => a.Id);
        builder.Property(a => a.Id).ValueGeneratedNever();
        builder.Property(a => a.Email).HasMaxLength(254);
        builder.Property(a => a.Name).HasMaxLength(200);
        builder.Property(a => a.RoleCode).HasMaxLength(40);
        builder.Property(a => a.Language).HasMaxLength(10);
        builder.Property(a => a.Signals).HasMaxLength(200);
        builder.Property(a => a.Theme).HasMaxLength(10);
        builder.Property(a => a.Version).IsConcurrencyToken();
        builder.HasIndex(a => a.Email).IsUnique(); // sign-in
    }
}
