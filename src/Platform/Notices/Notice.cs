using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Notices;

public readonly record struct NoticeId(Guid Value)
{
    public static NoticeId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

/// <summary>Something a person should know, in both languages, with the place to go.</summary>
public sealed class Notice
{
    /// <summary>The kind that may also be signalled by the browser and by sound.</summary>
    public static readonly string Alarm = "Alarm";

    public NoticeId Id { get; private set; }

    public Guid Recipient { get; private set; }

    /// <summary>For grouping and preferences, e.g. <c>ClockBreached</c>.</summary>
    public string Kind { get; private set; } = "";

    public string Chinese { get; private set; } = "";

    public string English { get; private set; } = "";

    public string Address { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    public DateTimeOffset? ReadAt { get; private set; }

    public static Notice Of(Guid recipient, string kind, string chinese, string english, string address, DateTimeOffset now) => new()
    {
        Id = NoticeId.New(now),
        Recipient = recipient,
        Kind = kind,
        Chinese = chinese,
        English = english,
        Address = address,
        At = now,
    };

    public void Read(DateTimeOffset now) => ReadAt ??= now;
}

internal sealed class NoticeMapping : IEntityTypeConfiguration<Notice>
{
    public void Configure(EntityTypeBuilder<Notice> builder)
    {
        builder.ToTable("platform_notices");
        builder.HasKey(n => n.Id);
        builder.Property(n => n.Id).ValueGeneratedNever();
        builder.Property(n => n.Kind).HasMaxLength(60);
        builder.Property(n => n.Chinese).HasMaxLength(300);
        builder.Property(n => n.English).HasMaxLength(300);
        builder.Property(n => n.Address).HasMaxLength(200);
        builder.HasIndex(n => new { n.Recipient, n.ReadAt, n.At }); // the notification centre
    }
}
