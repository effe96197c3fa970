using Banzhang.Platform.Identity;
using Banzhang.Platform.Identity.Accounts;
using Banzhang.Platform.Identity.ApiKeys;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Console;
using Banzhang.Platform.Ui;

namespace Banzhang.Web.Administration;

/// <summary>Permissions and states in the reader's words.</summary>
internal static class AdministrationText
{
    public static readonly IReadOnlyList<Scope> Reaches = [Scope.None, Scope.Own, Scope.Team, Scope.All];

    public static string Permission(string code) => WordBook.SayCode(typeof(AdministrationText), $"Permission_{code.Replace('.', '_').Replace('-', '_')}", code);

    public static IReadOnlyList<Choice> Roles => [.. RoleCodes.All.Select(r => new Choice(r, RoleNames.Of(r)))];

    public static string State(AccountRow account) => !account.IsActive ? Words.Inactive : account.IsLocked ? Words.Locked : account.MustChangePassword ? Words.MustChange : Words.Active;

    public static Tone ToneOf(AccountRow account) => !account.IsActive ? Tone.Neutral : account.IsLocked ? Tone.Bad : account.MustChangePassword ? Tone.Warn : Tone.Ok;

    public static string State(ApiKeyRow key) => key.IsValid ? Words.Valid : key.RevokedAt is null ? Words.Expired : Words.Revoked;
}
