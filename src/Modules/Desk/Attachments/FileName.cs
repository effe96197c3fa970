using System.Text;
using Banzhang.Kernel;
using Banzhang.Platform.Files;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Attachments;

/// <summary>What a program may call a file: a name and nothing else. What people send from forms is cleaned instead, since they cannot see what is wrong with it.</summary>
internal static class FileName
{
    private const int Longest = 200;

    /// <param name="field">Path in the request.</param>
    /// <param name="name">At most 200 UTF-16 units, no folder in it, nothing that is not seen.</param>
    public static Invalid? Check(string field, string? name)
    {
        if (CleanText.Check(field, name, 1, Longest) is { } unclean)
        {
            return unclean;
        }

        var hidden = name!.EnumerateRunes().Select((rune, i) => (rune, i)).FirstOrDefault(r => IsHidden(r.rune), (default, -1)).i;
        return hidden >= 0 ? new FileNameHasHiddenCharacter(field, hidden)
            : IsPath(name.Trim()) ? new FileNameIsAPath(field)
            : null;
    }

    private static bool IsPath(string name) => name is "." or ".." || name.AsSpan().ContainsAny('/', '\\') || (name.Length > 1 && char.IsAsciiLetter(name[0]) && name[1] == ':');

    /// <summary>Controls, and the marks that turn a part of a line round: with one of them <c>exe</c> is seen as <c>jpg</c>.</summary>
    private static bool IsHidden(Rune rune) => Rune.IsControl(rune) || (rune.IsBmp && StoredFile.TurnsRound((char)rune.Value));
}
