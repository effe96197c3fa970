namespace Banzhang.Web.Administration;

/// <summary>A password or key on the only page that ever shows it.</summary>
public sealed record OneTimeSecret(string For, string Value);

/// <summary>A refused form: which field, which sentence, and what was typed.</summary>
public sealed record Typed(string Name = "", string Email = "", string Role = "", string Team = "", string Days = "365", string Field = "", string Error = "", Guid? Edited = null)
{
    public string? ErrorOf(string field) => Error.Length > 0 && Field == field ? Error : null;
}
