using System.Globalization;
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

    public static ShownInvitation Of(MailInvitation invitation) =>
        new(invitation.Method, ShortText.Cut(invitation.Title, Most), ShortText.Cut(invitation.Place, Most), ShortText.Cut(invitation.Organiser, Most), invitation.Starts, invitation.Ends);

    /// <summary>As it is stored; null for none.</summary>
    public static string? Stored(ShownInvitation? invitation) => invitation is null ? null : StoredJson.Write(invitation);

    public static ShownInvitation? Read(string? stored) => stored is null ? null : StoredJson.Read<ShownInvitation>(stored);

    /// <summary>Title, time, place and who invites, in the reader's language and the department's time.</summary>
    public string Text => string.Join(" \u00b7 ", new[] { Title, Time, Place, Organiser }.Where(t => t.Length > 0));

    private string Time => Starts is null ? "" : Ends is null ? Of(Starts) : $"{Of(Starts)} \u2013 {Of(Ends with { Wall = Ends.IsDay ? Ends.Wall.AddDays(-1) : Ends.Wall })}";

    private static string Of(CalendarTime time) => time switch
    {
        { IsDay: true } => time.Wall.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
        { OffsetMinutes: { } offset } => When.Local(new DateTimeOffset(DateTime.SpecifyKind(time.Wall, DateTimeKind.Unspecified), TimeSpan.FromMinutes(offset))).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        _ => time.Wall.ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
    };
}
