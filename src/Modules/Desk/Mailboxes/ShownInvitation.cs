using System.Globalization;
using System.Text.Json.Serialization;
using Banzhang.Kernel;
using Banzhang.Mail;
using Banzhang.Platform.Console;
using Banzhang.Platform.Json;

namespace Banzhang.Desk.Mailboxes;

/// <summary>An invitation as the log keeps it and people read it.</summary>
/// <param name="Method">REQUEST, REPLY, CANCEL or another word of RFC 5546; empty for none.</param>
/// <param name="Starts">An instant with its offset, a day, or a time of nobody's zone.</param>
/// <param name="Ends">Exclusive.</param>
internal sealed record ShownInvitation(string Method, string Title, string Place, string Organiser, CalendarTime? Starts, CalendarTime? Ends)
{
    private const int Most = 300;

    /// <summary>Characters of the stored JSON, in which a mark such as &lt; or half an emoji takes six.</summary>
    internal static readonly int LongestStored = 4000;

    public static ShownInvitation Of(MailInvitation invitation) =>
        new(invitation.Method, ShortText.Cut(invitation.Title, Most), ShortText.Cut(invitation.Place, Most), ShortText.Cut(invitation.Organiser, Most), invitation.Starts, invitation.Ends);

    /// <summary>As it is stored, at most <see cref="LongestStored"/> characters long: texts that take more are cut further; null for none.</summary>
    public static string? Stored(ShownInvitation? invitation)
    {
        if (invitation is null)
        {
            return null;
        }

        var stored = StoredJson.Write(invitation);
        for (var most = Most; stored.Length > LongestStored; most /= 2)
        {
            stored = StoredJson.Write(invitation.Cut(most));
        }

        return stored;
    }

    public static ShownInvitation? Read(string? stored) => stored is null ? null : StoredJson.Read<ShownInvitation>(stored);

    /// <summary>Title, time, place and who invites, in the reader's language and the department's time.</summary>
    [JsonIgnore]
    public string Text => string.Join(" \u00b7 ", new[] { Title, Time, Place, Organiser }.Where(t => t.Length > 0));

    private string Time => Starts is null ? "" : Ends is null ? Of(Starts) : $"{Of(Starts)} \u2013 {Of(Ends.IsDay && CanBeReckoned(Ends) ? Ends with { Wall = Ends.Wall.AddDays(-1) } : Ends)}";

    private ShownInvitation Cut(int most) => this with { Method = ShortText.Cut(Method, most), Title = ShortText.Cut(Title, most), Place = ShortText.Cut(Place, most), Organiser = ShortText.Cut(Organiser, most) };

    /// <summary>At the two ends of the calendar there is no day before, and no zone: what is stored there is shown as it stands.</summary>
    private static bool CanBeReckoned(CalendarTime time) => time.Wall.Year is > 1 and < 9999;

    private static string Of(CalendarTime time) => time switch
    {
        { IsDay: true } => time.Wall.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        { OffsetMinutes: { } offset } when CanBeReckoned(time) && Math.Abs((long)offset) <= 14 * 60 => When.Local(new DateTimeOffset(DateTime.SpecifyKind(time.Wall, DateTimeKind.Unspecified), TimeSpan.FromMinutes(offset))).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        _ => time.Wall.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
    };
}
