using System.Globalization;
using System.Text.RegularExpressions;
using Banzhang.Conversation.Policies;
using Banzhang.Kernel;

namespace Banzhang.Quality.Policies;

/// <summary>A fault of the written file, told as a fault of the form: the rule by its title, the line within its field.</summary>
internal static partial class RulePlaces
{
    /// <param name="at">Where the edited rule stands in the policy.</param>
    /// <returns>The field of the form, empty when it is none of it; the refusal with the line from 1 and the title.</returns>
    public static (string Field, Refusal Said) Of(Refusal refusal, int at, string title)
    {
        var place = refusal is Invalid invalid ? Place().Match(PathOf(refusal) ?? invalid.Field) : Match.Empty;
        if (!place.Success || int.Parse(place.Groups["rule"].Value, CultureInfo.InvariantCulture) != at)
        {
            return (refusal is Invalid { Field: { } field } && !field.StartsWith('$') ? field : "", refusal);
        }

        var name = place.Groups["phrase"].Success ? $"say{place.Groups["phrase"].Value}" : place.Groups["field"].Value;
        var line = place.Groups["line"].Success ? int.Parse(place.Groups["line"].Value, CultureInfo.InvariantCulture) + 1 : 1;
        return (name, Placed(refusal, line, title));
    }

    private static string? PathOf(Refusal refusal) => refusal switch
    {
        PolicyFieldIsWrong one => one.Path,
        PatternNamesUnknownSet one => one.Path,
        PatternHasLooseBracket one => one.Path,
        PatternIsEmpty one => one.Path,
        PatternIsTooWide one => one.Path,
        PatternIsTooDeep one => one.Path,
        PatternIsTooLong one => one.Path,
        PolicyIsTooWide one => one.Path,
        ExpressionIsBroken one => one.Path,
        ExpressionIsUnbounded one => one.Path,
        _ => null,
    };

    private static Refusal Placed(Refusal refusal, long line, string title) => refusal switch
    {
        PolicyFieldIsWrong one => one with { Line = line, Path = title },
        PatternNamesUnknownSet one => one with { Line = line, Path = title },
        PatternHasLooseBracket one => one with { Line = line, Path = title },
        PatternIsEmpty one => one with { Line = line, Path = title },
        PatternIsTooWide one => one with { Line = line, Path = title },
        PatternIsTooDeep one => one with { Line = line, Path = title },
        PatternIsTooLong one => one with { Line = line, Path = title },
        PolicyIsTooWide one => one with { Line = line, Path = title },
        ExpressionIsBroken one => one with { Line = line, Path = title },
        ExpressionIsUnbounded one => one with { Line = line, Path = title },
        _ => refusal,
    };

    [GeneratedRegex(@"^\$\.rules\[(?<rule>\d+)\]\.(phrases\[(?<phrase>\d+)\]\.say|(?<field>unless|expressions|item))(\[(?<line>\d+)\])?$")]
    private static partial Regex Place();
}
