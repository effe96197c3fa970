namespace Banzhang.Mail;

/// <summary>The appointment a mail carries (RFC 5545, 5546).</summary>
/// <param name="Method">Such as REQUEST, REPLY or CANCEL; empty when none is named.</param>
/// <param name="Title">Empty when none is named, as are <paramref name="Place"/> and <paramref name="Organiser"/>.</param>
/// <param name="Organiser">Name, else address.</param>
/// <param name="Ends">Exclusive; null when none is named.</param>
public sealed record MailInvitation(string Method, string Title, string Place, string Organiser, CalendarTime? Starts, CalendarTime? Ends, string Description);

/// <summary>When something is, as its writer put it.</summary>
/// <param name="Wall">Date and time on the clock of that zone.</param>
/// <param name="OffsetMinutes">East of UTC; null when the zone is not known: then it is the reader's own time.</param>
/// <param name="IsDay">A whole day; the time of day means nothing.</param>
public sealed record CalendarTime(DateTime Wall, int? OffsetMinutes, bool IsDay);
