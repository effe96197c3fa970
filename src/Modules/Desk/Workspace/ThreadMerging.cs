using Banzhang.Desk.Tickets;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Workspace;

/// <summary>What stands in a thread, oldest first.</summary>
public abstract record ThreadEntry(DateTimeOffset At);

public sealed record MessageEntry(MessageView Message) : ThreadEntry(Message.At);

/// <summary>Something that happened to the ticket.</summary>
/// <param name="Seq">Its place in the ledger.</param>
/// <param name="Facts">Sentences for one line.</param>
public sealed record LineEntry(DateTimeOffset At, long Seq, IconName Icon, IReadOnlyList<string> Facts) : ThreadEntry(At);

/// <summary>A new day begins.</summary>
public sealed record DayEntry(DateTimeOffset At, DateOnly Day) : ThreadEntry(At);

/// <summary>Messages and what happened between them, in one order, with a line before each day.</summary>
public static class ThreadMerging
{
    /// <summary>Of one instant, what was said comes before what it caused.</summary>
    public static IReadOnlyList<ThreadEntry> Merge(IReadOnlyList<MessageView> messages, IReadOnlyList<LineEntry> lines, TimeZoneInfo zone)
    {
        var all = messages.Select(ThreadEntry (m) => new MessageEntry(m)).Concat(lines)
            .OrderBy(e => e.At).ThenBy(e => e is LineEntry ? 1 : 0).ThenBy(e => e is LineEntry line ? line.Seq : 0);
        var thread = new List<ThreadEntry>(messages.Count + lines.Count + 4);
        DateOnly? last = null;
        foreach (var entry in all)
        {
            var day = DateOnly.FromDateTime(TimeZoneInfo.ConvertTime(entry.At, zone).Date);
            if (day != last)
            {
                thread.Add(new DayEntry(entry.At, day));
                last = day;
            }

            thread.Add(entry);
        }

        return thread;
    }
}
