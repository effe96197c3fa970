namespace Banzhang.Mail.Headers;

/// <summary>One header field (RFC 5322, 2.2): its name as written and the raw bytes of its value, folds included.</summary>
internal readonly record struct HeaderField(string Name, ReadOnlyMemory<byte> Raw)
{
    public bool Is(string name) => Name.Equals(name, StringComparison.OrdinalIgnoreCase);
}
