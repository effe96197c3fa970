using System.Collections.Frozen;
using System.Text;

namespace Banzhang.Platform.Ui;

/// <summary>From the name in code to the name in the sprite.</summary>
public static class IconFiles
{
    private static readonly FrozenDictionary<IconName, string> Ids = Enum.GetValues<IconName>().ToFrozenDictionary(n => n, n => Kebab(n.ToString()));

    public static string Of(IconName name) => Ids[name];

    internal static string Of(IconSize size) => size switch
    {
        IconSize.Normal => "",
        IconSize.Tiny => "s12",
        IconSize.Small => "s14",
        IconSize.Large => "s20",
        IconSize.Huge => "s24",
    };

    private static string Kebab(string name)
    {
        var id = new StringBuilder("i");
        foreach (var c in name)
        {
            if (char.IsAsciiLetterUpper(c)) id.Append('-');
            id.Append(char.ToLowerInvariant(c));
        }
        return id.ToString();
    }
}
