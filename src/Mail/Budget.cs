namespace Banzhang.Mail;

/// <summary>
/// What one mail may still make of its own bytes, in total, however often it packs, nests or repeats: whoever is about to write asks here first. What is refused is
/// named once among the defects and stays in the original.
/// </summary>
/// <param name="mailBytes">Length of the mail: what is merely encoded may become as large as it.</param>
internal sealed class Budget(long mailBytes, Defects defects)
{
    private long _decoded = Limits.DecodedBytes + 2 * mailBytes;
    private int _inflated = Limits.InflatedBytes;
    private int _attachments = Limits.Attachments;

    public Defects Defects => defects;

    /// <summary>Characters of text that may still be made, of all parts and forms together.</summary>
    public int Characters { get; private set; } = Limits.TextCharacters;

    /// <summary>Bytes that compressed parts may still become.</summary>
    public int Inflated => _inflated;

    /// <summary>Whether so many bytes may be decoded and kept beside the mail.</summary>
    public bool Decodes(int bytes)
    {
        if (bytes > _decoded)
        {
            defects.Add("Encoded parts lie within each other until they are larger than the mail; the rest is kept unopened.");
            return false;
        }
        _decoded -= bytes;
        return true;
    }

    public void Inflate(int bytes) => _inflated -= bytes;

    public bool Attaches()
    {
        if (_attachments == 0)
        {
            defects.Add($"The mail holds more than {Limits.Attachments} files; the rest stays in it.");
            return false;
        }
        _attachments--;
        return true;
    }

    /// <summary>The text itself, or as much of its beginning as there is room for.</summary>
    public string Write(string text)
    {
        if (text.Length > Characters)
        {
            Cut();
            text = text[..Characters];
        }
        Characters -= text.Length;
        return text;
    }

    /// <summary>Says that text was left out.</summary>
    public void Cut() => defects.Add($"The mail's texts are longer than {Limits.TextCharacters} characters, or grow far beyond what was written; they were cut.");
}
