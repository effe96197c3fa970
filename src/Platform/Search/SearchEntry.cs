using Banzhang.Kernel;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Search;

/// <summary>What can be found: one row for each ticket or customer, with the text that candidates are checked against.</summary>
public sealed class SearchEntry
{
    private const int LongestText = 20_000;

    /// <summary>Rises with time, so that the newest come first; the row number of the full-text index.</summary>
    public long Seq { get; private set; }

    /// <summary>ticket, customer …</summary>
    public string Kind { get; private set; } = "";

    public Guid Subject { get; private set; }

    public Guid? TeamId { get; private set; }

    /// <summary>Where a person goes to see it.</summary>
    public string Address { get; private set; } = "";

    public string Title { get; private set; } = "";

    /// <summary>Everything searchable, folded; grows with the conversation up to 20,000 characters.</summary>
    public string Text { get; private set; } = "";

    public DateTimeOffset At { get; private set; }

    internal static SearchEntry Of(long seq, SearchText text) => new()
    {
        Seq = seq,
        Kind = text.Kind,
        Subject = text.Subject,
        TeamId = text.TeamId,
        Address = text.Address,
        Title = ShortText.Cut(text.Title, 600),
        Text = ShortText.Cut(text.Text, LongestText),
        At = text.At,
    };

    internal void Replace(SearchText text)
    {
        Title = ShortText.Cut(text.Title, 600);
        TeamId = text.TeamId;
        Text = ShortText.Cut(text.Text, LongestText);
    }

    internal void Append(string more) => Text = ShortText.Cut(Text + "\n" + more, LongestText);
}

/// <param name="Kind">ticket, customer …</param>
/// <param name="Subject">The thing's id.</param>
/// <param name="TeamId">Whose it is, for the reach of the reader.</param>
/// <param name="Address">Its page.</param>
/// <param name="Title">Shown in results and searched.</param>
/// <param name="Text">Searched.</param>
/// <param name="At">When it began.</param>
/// <param name="Names">By every part of which it is found, for those who ask for names; null for a thing without.</param>
public sealed record SearchText(string Kind, Guid Subject, Guid? TeamId, string Address, string Title, string Text, DateTimeOffset At, IReadOnlyList<string>? Names = null);

/// <param name="Text">What was read.</param>
/// <param name="Tokens">By which it is found.</param>
public sealed record ReadText(SearchText Text, string[] Tokens);

internal sealed class SearchEntryMapping : IEntityTypeConfiguration<SearchEntry>
{
    public void Configure(EntityTypeBuilder<SearchEntry> builder)
    {
        builder.ToTable("search_entries");
        builder.HasKey(e => e.Seq);
        builder.Property(e => e.Seq).ValueGeneratedNever();
        builder.Property(e => e.Kind).HasMaxLength(20);
        builder.Property(e => e.Address).HasMaxLength(120);
        builder.Property(e => e.Title).HasMaxLength(600);
        builder.HasIndex(e => e.Subject).IsUnique(); // one entry a thing
    }
}
