using Banzhang.Mail.Bodies;

namespace Banzhang.Mail.Tnef;

/// <summary>A file as its properties come in.</summary>
internal sealed class TnefFile
{
    public string? LongName { get; set; }

    /// <summary>Of eight characters and an ending of three, as old programs needed it.</summary>
    public string? ShortName { get; set; }

    /// <summary>What stood below its icon.</summary>
    public string? Title { get; set; }

    public string? ContentType { get; set; }

    /// <summary>With or without angle brackets.</summary>
    public string? ContentId { get; set; }

    public bool IsMessage { get; set; }

    public ReadOnlyMemory<byte>? Data { get; set; }

    public string Type => !string.IsNullOrWhiteSpace(ContentType) && ContentType.Contains('/', StringComparison.Ordinal) ? ContentType.Trim().ToLowerInvariant() : MimeKit.MimeTypes.GetMimeType(Name ?? "");

    public string? Name => Array.Find([LongName, ShortName, Title], name => !string.IsNullOrWhiteSpace(name))?.Trim();
}

/// <summary>What winmail.dat held.</summary>
internal sealed class TnefContent
{
    private readonly List<TnefFile> _files = [];

    /// <summary>False when something was cut off, damaged, or beyond a limit.</summary>
    public bool IsWhole { get; set; } = true;

    public IReadOnlyList<TnefFile> Files => _files;

    /// <summary>Such as <c>IPM.Note</c>, or <c>IPM.Microsoft Mail.Note</c> of old.</summary>
    public string MessageClass { get; set; } = "";

    public string Subject { get; set; } = "";

    public string? Plain { get; set; }

    public ReadOnlyMemory<byte> HtmlBytes { get; set; }

    public int? HtmlCodePage { get; set; }

    public ReadOnlyMemory<byte> Rtf { get; set; }

    /// <summary>Null when it holds none.</summary>
    public string? Text { get; private set; }

    /// <summary>As it was written, not safe to show; null when it holds none.</summary>
    public string? Html { get; private set; }

    /// <summary>An ordinary mail, all of which is its text and its files; an appointment or a contact is more than that.</summary>
    public bool IsNote => MessageClass.Length == 0 || MessageClass.EndsWith("IPM.Note", StringComparison.OrdinalIgnoreCase) || MessageClass.EndsWith("Mail.Note", StringComparison.OrdinalIgnoreCase);

    public void Add(TnefFile file)
    {
        if (_files.Count >= Limits.TnefFiles)
            IsWhole = false;
        else
            _files.Add(file);
    }

    /// <summary>Of a message within, its text becomes a file and its files become ours.</summary>
    public void Take(TnefContent inner, TnefFile around, Budget budget)
    {
        IsWhole &= inner.IsWhole;
        var name = inner.Subject.Length > 0 ? inner.Subject : around.Name ?? "message";
        var text = inner.Text ?? (inner.Html is { } html ? HtmlText.From(html, budget) : null);
        if (text is not null)
            Add(new() { LongName = name.Replace('/', ' ').Replace('\\', ' ') + ".txt", ContentType = "text/plain", Data = System.Text.Encoding.UTF8.GetBytes(text) });
        foreach (var file in inner.Files)
            Add(file);
    }

    /// <summary>HTML before RTF; plain text as it is, else from what the RTF says.</summary>
    public void Decide(Budget budget)
    {
        Text = string.IsNullOrWhiteSpace(Plain) ? null : budget.Write(Lines(Plain));
        if (HtmlBytes.Length > 0)
        {
            var room = Math.Min(Limits.TextBytes, budget.Characters);
            IsWhole &= HtmlBytes.Length <= room;
            Html = budget.Write(Charsets.Decode(HtmlBytes.Span[..Math.Min(HtmlBytes.Length, room)], HtmlCodePage is { } page ? $"cp{page}" : null));
        }
        if (Html is not null || Rtf.Length == 0)
            return;
        if (!RtfCompression.TryExpand(Rtf.Span, budget.Inflated, out var rtf))
            IsWhole = false;
        budget.Inflate(rtf.Length);
        var (text, html) = RtfText.From(rtf, budget);
        Html = html;
        Text ??= string.IsNullOrWhiteSpace(text) ? null : text;
    }

    private static string Lines(string text) => text.Replace("\r\n", "\n", StringComparison.Ordinal).Replace('\r', '\n').Replace("\0", "", StringComparison.Ordinal);
}
