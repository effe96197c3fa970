using Banzhang.Kernel;

namespace Banzhang.Platform.Identity;

/// <summary>The role lacks the permission; the text names who can grant it.</summary>
public sealed record MayNot(string Permission) : NotPermitted
{
    public override object[] Arguments => [Permission];
}

/// <summary>Nobody is signed in.</summary>
public sealed record SignInFirst : NotPermitted;

public sealed record WrongEmailOrPassword() : Invalid("password");

public sealed record AccountIsLocked(int Minutes) : Conflict
{
    public override object[] Arguments => [Minutes];

    /// <summary>An account that is locked at <paramref name="now"/>.</summary>
    internal static AccountIsLocked Of(Account account, DateTimeOffset now) => new((int)Math.Ceiling((account.LockedUntil!.Value - now).TotalMinutes));
}

public sealed record WrongCode() : Invalid("code");

/// <summary>A new one is set up after the old one was given up with a code of it.</summary>
public sealed record SecondFactorIsOn : Conflict;

public sealed record PasswordTooShort() : Invalid("newPassword");

public sealed record PasswordIsCommon() : Invalid("newPassword");

public sealed record WrongCurrentPassword() : Invalid("currentPassword");

public sealed record EmailIsTaken() : Invalid("email");

public sealed record EmailIsMalformed() : Invalid("email");

public sealed record UnknownRole(string Role) : Invalid("role")
{
    public override object[] Arguments => [Role, string.Join(", ", RoleCodes.All)];
}

public sealed record NoSuchAccount : NotFound;

public sealed record NoSuchSession : NotFound;

public sealed record NoSuchApiKey : NotFound;

public sealed record ApiKeyLifetimeOutOfRange() : Invalid("days");

public sealed record UnknownPermission(string Permission) : Invalid("permission")
{
    public override object[] Arguments => [Permission];
}

public sealed record AlreadySetUp : Conflict;

public sealed record WrongSetUpCode() : Invalid("setUpCode");
