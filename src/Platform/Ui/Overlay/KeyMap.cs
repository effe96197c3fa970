namespace Banzhang.Platform.Ui;

/// <summary>The keyboard map as the cheat sheet tells it; keys.js presses what carries the same letters.</summary>
internal static class KeyMap
{
    public static IReadOnlyList<KeyGroup> Groups(IReadOnlyList<NavItem> nav) =>
    [
        new(Words.KeysGo,
        [
            new(Words.KeySearch, ["Ctrl", "K"]),
            .. nav.Where(n => n.Key is not null).Select(n => new KeyLine(n.Label, ["G", n.Key!.ToUpperInvariant()])),
            new(Words.KeyPanes, ["F6"]),
            new(Words.KeyClose, ["Esc"]),
        ]),
        new(Words.KeysList, [new(Words.KeyNext, ["J"]), new(Words.KeyPrevious, ["K"]), new(Words.KeyOpen, ["\u21B5"]), new(Words.KeySelect, ["X"])]),
        new(Words.KeysTicket,
        [
            new(Words.KeyResolve, ["E"]), new(Words.KeyReassign, ["A"]), new(Words.KeySnooze, ["Z"]), new(Words.KeyMerge, ["M"]), new(Words.KeyNew, ["C"]),
        ]),
        new(Words.KeysWriting,
        [
            new(Words.KeyReply, ["R"]), new(Words.KeyNote, ["N"]), new(Words.KeySend, ["Ctrl", "\u21B5"]),
        ]),
        new(Words.KeysAgent, [new(Words.KeyTakeOver, ["T"]), new(Words.KeyPresence, ["1", "2", "3"])]),
        new(Words.KeysAlways, [new(Words.Undo, ["Ctrl", "Z"]), new(Words.KeyHelp, ["?"])]),
    ];
}

internal sealed record KeyGroup(string Title, IReadOnlyList<KeyLine> Lines);

internal sealed record KeyLine(string What, IReadOnlyList<string> Keys);
