using System.Buffers;
using System.Text;

namespace Banzhang.Mail.Headers;

/// <summary>
/// The mailboxes of a From, To, Cc or Reply-To field (RFC 5322, 3.4), groups opened, comments taken as names when there is no other
/// (4.4). A comma inside an unquoted name ("Doe, John &lt;j@x&gt;") belongs to the name; semicolons separate as commas do.
/// </summary>
internal static class AddressList
{
    private static readonly SearchValues<char> Stops = SearchValues.Create(",;@<:\"");

    public static IReadOnlyList<MailAddress> Parse(string? field)
    {
        if (string.IsNullOrWhiteSpace(field))
            return [];
        var list = new List<MailAddress>();
        var entry = new Entry();
        for (var at = 0; at < field.Length && list.Count < Limits.Addresses;)
        {
            switch (field[at])
            {
                case '"':
                    Quoted(field, ref at, entry);
                    break;
                case '(':
                    Comment(field, ref at, entry);
                    break;
                case '<':
                    Bracketed(field, ref at, entry);
                    break;
                case ',' or ';':
                    // A comma after a name that has no address yet is part of the name, when an address in brackets follows.
                    if (field[at] == ',' && entry.IsNameOnly && BracketFollows(field, at + 1))
                        entry.Phrase.Append(',');
                    else
                        entry.CloseInto(list);
                    at++;
                    break;
                case ':' when entry.Address is null && !entry.HasAt:
                    entry.Clear();
                    at++;
                    break;
                default:
                    entry.HasAt |= field[at] == '@';
                    entry.HasText |= !char.IsWhiteSpace(field[at]);
                    entry.Phrase.Append(field[at++]);
                    break;
            }
        }
        entry.CloseInto(list);
        return list;
    }

    private static bool BracketFollows(string field, int at)
    {
        var stop = field.AsSpan(at).IndexOfAny(Stops);
        return stop >= 0 && field[at + stop] == '<' && !field.AsSpan(at, stop).IsWhiteSpace();
    }

    private static void Quoted(string field, ref int at, Entry entry)
    {
        var start = ++at;
        var text = new StringBuilder();
        for (; at < field.Length && field[at] != '"'; at++)
        {
            if (field[at] == '\\' && at + 1 < field.Length)
                at++;
            text.Append(field[at]);
        }
        at++;
        // A quoted local part ("a b"@host) keeps its quotes.
        if (at < field.Length && field[at] == '@')
            entry.Phrase.Append('"').Append(field, start, at - 1 - start).Append('"');
        else
            entry.Phrase.Append(EncodedWords.Decode(text.ToString()));
        entry.IsQuoted = true;
    }

    private static void Comment(string field, ref int at, Entry entry)
    {
        var depth = 0;
        var text = new StringBuilder();
        for (; at < field.Length; at++)
        {
            var c = field[at];
            if (c == '\\' && at + 1 < field.Length)
                text.Append(field[++at]);
            else if (c == '(' && depth++ == 0)
                continue;
            else if (c == ')' && --depth == 0)
                break;
            else
                text.Append(c);
        }
        at++;
        entry.Comment = text.ToString();
        entry.Phrase.Append(' ');
    }

    private static void Bracketed(string field, ref int at, Entry entry)
    {
        var close = field.IndexOf('>', at);
        var end = close < 0 ? field.Length : close;
        var address = field[(at + 1)..end].Trim();
        at = Math.Min(end + 1, field.Length);
        // Obsolete routes: <@relay,@relay:user@host> (RFC 5322, 4.4).
        if (address.StartsWith('@') && address.IndexOf(':', StringComparison.Ordinal) is var colon && colon > 0)
            address = address[(colon + 1)..];
        entry.Address ??= address.Trim('<', '>', ' ');
    }

    /// <summary>What is known of the mailbox being read.</summary>
    private sealed class Entry
    {
        public StringBuilder Phrase { get; } = new();

        public string? Address { get; set; }

        public string? Comment { get; set; }

        public bool IsQuoted { get; set; }

        public bool HasAt { get; set; }

        public bool HasText { get; set; }

        public bool IsNameOnly => Address is null && !IsQuoted && HasText && !HasAt;

        public void Clear()
        {
            Phrase.Clear();
            (Address, Comment, IsQuoted, HasAt, HasText) = (null, null, false, false, false);
        }

        public void CloseInto(List<MailAddress> list)
        {
            var phrase = Phrase.ToString().Trim();
            if (Address is not null)
            {
                var name = phrase.Length > 0 ? phrase : Comment ?? "";
                list.Add(new(Squeeze(EncodedWords.Decode(name)), Plain(Address)));
            }
            else if (phrase.Length > 0)
            {
                list.Add(Bare(phrase));
            }
            Clear();
        }

        /// <summary>An address without brackets, or a lone name: <c>user@host (Name)</c>.</summary>
        private MailAddress Bare(string phrase)
        {
            var at = phrase.LastIndexOf('@');
            if (at < 0)
                return Lone(EncodedWords.Decode(phrase));
            // Blanks around dots and the at sign are allowed by the obsolete syntax, a name before the address is not but happens.
            var joined = phrase.Replace(" @ ", "@", StringComparison.Ordinal).Replace(" @", "@", StringComparison.Ordinal).Replace("@ ", "@", StringComparison.Ordinal).Replace(" .", ".", StringComparison.Ordinal).Replace(". ", ".", StringComparison.Ordinal);
            var blank = joined.StartsWith('"') ? -1 : joined.LastIndexOf(' ');
            return blank > 0 && joined.IndexOf('@', blank) > 0
                ? new(Squeeze(EncodedWords.Decode(joined[..blank])), joined[(blank + 1)..])
                : new(EncodedWords.Decode(Comment ?? "").Trim(), EncodedWords.Decode(joined));
        }

        /// <summary>A lone name; a program that encoded name and address in one still named both.</summary>
        private MailAddress Lone(string name)
        {
            var open = name.EndsWith('>') ? name.LastIndexOf('<') : -1;
            return open >= 0 && name.IndexOf('@', open) > 0
                ? new(Squeeze(name[..open]).Trim('"'), name[(open + 1)..^1].Replace(" ", "", StringComparison.Ordinal))
                : new(EncodedWords.Decode(Comment ?? ""), Squeeze(name));
        }

        /// <summary>Without blanks; encoded words, which have no place here, decoded.</summary>
        private static string Plain(string address) => EncodedWords.Decode(address).Replace(" ", "", StringComparison.Ordinal);

        private static string Squeeze(string text) => string.Join(' ', text.Split([' ', '\t'], StringSplitOptions.RemoveEmptyEntries));
    }
}
