using Banzhang.Kernel;
using Banzhang.Platform.Localisation;

namespace Banzhang.Web.Department;

/// <summary>What a form shows: what was typed when it was refused, else what is stored; and the sentence beside the field at fault.</summary>
/// <param name="Section">Which form of the page was posted; empty for none.</param>
public sealed record TypedForm(string Section, IFormCollection? Posted, string Field, string Error)
{
    public static TypedForm Untouched { get; } = new("", null, "", "");

    public static TypedForm Refused(string section, IFormCollection posted, Refusal refusal, string firstField) =>
        new(section, posted, refusal is Invalid { Field.Length: > 0 } invalid ? invalid.Field : firstField, WordBook.Say(refusal));

    public string Value(string section, string field, string stored) => Section == section && Posted is { } form ? form[field].ToString() : stored;

    public string? ErrorOf(string section, string field) => Section == section && Field == field ? Error : null;
}
