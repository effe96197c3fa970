namespace Banzhang.Platform.Ui.Gallery;

/// <summary>What the gallery shows its components with.</summary>
internal static class GallerySamples
{
    public static IReadOnlyList<NavItem> Nav =>
    [
        new("/cockpit", IconName.Cockpit, Words.Cockpit, Current: true, Key: "c"),
        new("/desk", IconName.Desk, Words.Desk, Count: 3, Hot: true, Key: "d"),
        new("/complaints", IconName.Complaint, Words.Complaints, Count: 2, Key: "t"),
        new("/customers", IconName.People, Words.People),
        new("/quality", IconName.Quality, Words.Quality, Key: "q"),
        new("/roster", IconName.Roster, Words.Roster, Key: "r"),
        new("/settings", IconName.Settings, Words.Settings, Pinned: true),
    ];

    public static FileBounds Files => new(5, 10 * 1024 * 1024, 25 * 1024 * 1024);

    public static IReadOnlyList<Command> Commands => [new(Words.Reassign, "/reassign", IconName.Reassign, "A")];

    public static IReadOnlyList<GalleryTicket> Tickets =>
    [
        new("YZ-618071", Words.SubjectFridge, Words.OtherName, SlaState.Breached, TimeSpan.FromSeconds(-760), -1.8m),
        new("YZ-618166", Words.SubjectRefund, Words.LeadName, SlaState.Soon, TimeSpan.FromSeconds(258), -1.2m),
        new("YZ-618188", Words.SubjectFilter, Words.AgentName, SlaState.Running, TimeSpan.FromSeconds(4350), 0.2m),
    ];

    public static IReadOnlyList<double> Curve => [72, 76, 71, 71, 66, 64, 66, 64, 62, 64, 63];

    public static IReadOnlyList<string> HoursOfDay => ["8", "9", "10", "11", "12", "13", "14", "15", "16", "17", "18", "19"];

    public static IReadOnlyList<ChartSeries> Contacts =>
    [
        new(Words.Actual, [34, 48, 76, 90, 76, 62, 104, null, null, null, null, null], SeriesKind.Actual),
        new(Words.Forecast, [36, 50, 72, 88, 80, 66, 90, 98, 94, 80, 62, 48], SeriesKind.Forecast),
    ];

    public static IReadOnlyList<ChartSeries> Solved =>
    [
        new(Words.LastMonth, [81.6, 86.4, 84.1], SeriesKind.Plan),
        new(Words.Actual, [82.9, 87.2, 83.4], SeriesKind.Actual),
    ];
}

/// <summary>A row of the sample table; the mood runs from −3 to 3.</summary>
internal sealed record GalleryTicket(string Number, string Subject, string Owner, SlaState State, TimeSpan Remaining, decimal Mood);
