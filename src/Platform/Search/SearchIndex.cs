using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Search;

/// <param name="Seq">Place in the newest-first order; the cursor of the next page.</param>
/// <param name="Kind">ticket, customer …</param>
/// <param name="Subject">The thing's id.</param>
/// <param name="Address">Its page.</param>
/// <param name="Title">Its title.</param>
/// <param name="Snippet">Text around the first hit.</param>
/// <param name="At">When it began.</param>
public sealed record SearchHit(long Seq, string Kind, Guid Subject, string Address, string Title, string Snippet, DateTimeOffset At);

/// <param name="Hits">Newest first.</param>
/// <param name="Next">Where a further look goes on; null when everything was looked at. There may be fewer hits than wanted, even none, and still more behind.</param>
public sealed record SearchFound(IReadOnlyList<SearchHit> Hits, long? Next);

/// <summary>
/// Full-text search over both databases with one tokenizer: FTS5 without content on SQLite, a GIN index over lexemes on PostgreSQL.
/// Candidates come newest first and are checked against the text, so that pairs of characters far apart do not count. Names are found by every part of them (<see cref="NamePieces"/>).
/// </summary>
public sealed class SearchIndex(AppDbFactory databases, ISearchLanguage language)
{
    private static readonly string Counter = "search";
    private const int MostRounds = 10;
    private const int MostPieces = 40;

    /// <summary>So many are looked at in one question of the database.</summary>
    public static readonly int CandidatesAtOnce = 200;

    private bool IsPostgres => databases.Database.Kind == DatabaseKind.Postgres;

    /// <summary>The index tables lie outside the model: neither database can describe them to it.</summary>
    public static async Task PrepareAsync(AppDb db, CancellationToken stop) => await db.Database.ExecuteSqlRawAsync(
        db.Database.IsNpgsql()
            ? """
              CREATE TABLE IF NOT EXISTS search_tokens (seq bigint PRIMARY KEY, tokens tsvector NOT NULL);
              CREATE INDEX IF NOT EXISTS ix_search_tokens ON search_tokens USING gin (tokens);
              """
            : "CREATE VIRTUAL TABLE IF NOT EXISTS search_tokens USING fts5(tokens, content='', contentless_delete=1, detail='none', tokenize=\"unicode61 categories 'L* N* Co'\")",
        stop);

    /// <summary>Adds a thing that is new.</summary>
    public Task AddAsync(Act act, SearchText text, CancellationToken stop) => AddReadAsync(act, Read(text), stop);

    /// <summary>Reads a text into its tokens, which takes longer than storing them: whoever adds many does this beside the writer.</summary>
    public ReadText Read(SearchText text)
    {
        var entry = SearchEntry.Of(0, text);
        return new(text, TokensOf(entry, text.Names));
    }

    /// <summary>Adds a thing that is new and was read before.</summary>
    public async Task AddReadAsync(Act act, ReadText read, CancellationToken stop)
    {
        var entry = SearchEntry.Of(await act.NextNumberAsync(Counter, stop), read.Text);

        // Written at once, not with the act's other rows: a later event of the same delivery must find it.
        await act.RunAsync(
            "INSERT INTO search_entries (\"Seq\", \"Kind\", \"Subject\", \"TeamId\", \"Address\", \"Title\", \"Text\", \"At\") VALUES (@p0, @p1, @p2, @p3, @p4, @p5, @p6, @p7)",
            [entry.Seq, entry.Kind, Stored(entry.Subject), Stored(entry.TeamId), entry.Address, entry.Title, entry.Text, entry.At.UtcTicks],
            stop);
        await IndexAsync(act, entry.Seq, read.Tokens, stop);
    }

    public static async Task<bool> HasAsync(Act act, Guid subject, CancellationToken stop) => await act.HasAsync<SearchEntry>(nameof(SearchEntry.Subject), subject, stop);

    /// <summary>Adds the thing or replaces its text.</summary>
    public async Task PutAsync(Act act, SearchText text, CancellationToken stop)
    {
        if (await act.LookUpAsync<SearchEntry>(nameof(SearchEntry.Subject), text.Subject, stop) is not { } entry)
        {
            await AddAsync(act, text, stop);
            return;
        }

        entry.Replace(text);
        await UpdateAsync(act, entry, text.Names, stop);
    }

    /// <summary>Nobody else changes the thing's text before the act is over: what is read from here on and put is not put over another's words. Nothing where it is not there.</summary>
    public async Task HoldAsync(Act act, Guid subject, CancellationToken stop)
    {
        // SQLite has one writer; on PostgreSQL the row is locked by an update that changes nothing.
        if (IsPostgres)
        {
            await act.RunAsync("UPDATE search_entries SET \"Kind\" = \"Kind\" WHERE \"Subject\" = @p0", [subject], stop);
        }
    }

    /// <summary>Adds text to a thing that is there and has no names.</summary>
    /// <returns>False for one that is not.</returns>
    public async Task<bool> AppendAsync(Act act, Guid subject, string more, CancellationToken stop)
    {
        await HoldAsync(act, subject, stop);
        if (await act.LookUpAsync<SearchEntry>(nameof(SearchEntry.Subject), subject, stop) is { } entry)
        {
            entry.Append(more);
            await UpdateAsync(act, entry, null, stop);
            return true;
        }

        return false;
    }

    /// <summary>Takes a thing out. Its tokens leave the file of the embedded database with the next merge of the index (<see cref="Erasure.RemainsJob"/>).</summary>
    public async Task RemoveAsync(Act act, Guid subject, CancellationToken stop)
    {
        await HoldAsync(act, subject, stop);
        if (await act.LookUpAsync<SearchEntry>(nameof(SearchEntry.Subject), subject, stop) is { } entry)
        {
            await act.RunAsync(IsPostgres ? "DELETE FROM search_tokens WHERE seq = @p0" : "DELETE FROM search_tokens WHERE rowid = @p0", [entry.Seq], stop);
            await act.RunAsync("DELETE FROM search_entries WHERE \"Seq\" = @p0", [entry.Seq], stop);
        }
    }

    /// <param name="words">What a person typed.</param>
    /// <param name="kind">Null for all kinds.</param>
    /// <param name="before">Where the last look ended; null for the newest.</param>
    /// <param name="most">Hits wanted.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<SearchFound> FindAsync(string words, string? kind, long? before, int most, CancellationToken stop)
    {
        var needles = language.Needles(words);
        var tokens = needles.SelectMany(n => SearchTokens.Of(n)).Distinct().Take(40).ToArray();
        var hits = new List<SearchHit>();
        if (tokens.Length == 0)
        {
            return new(hits, null);
        }

        await using var db = databases.CreateDbContext();
        var below = before ?? long.MaxValue;
        for (var round = 0; round < MostRounds; round++)
        {
            var candidates = await CandidatesAsync(db, tokens, kind ?? "", below, stop);
            foreach (var entry in candidates)
            {
                below = entry.Seq;
                if (Holds(entry, needles))
                {
                    hits.Add(new(entry.Seq, entry.Kind, entry.Subject, entry.Address, entry.Title, SnippetOf(entry, needles), entry.At));
                    if (hits.Count == most)
                    {
                        return new(hits, below);
                    }
                }
            }

            if (candidates.Count < CandidatesAtOnce)
            {
                return new(hits, null);
            }
        }

        return new(hits, below);
    }

    /// <summary>Which of these things hold the words, by the same reading as <see cref="FindAsync"/>; for whoever goes through them in an order of their own.</summary>
    /// <param name="words">What a person typed.</param>
    /// <param name="subjects">Their ids; a few hundred at most.</param>
    /// <param name="stop">Cancels.</param>
    public async Task<IReadOnlySet<Guid>> HoldingAsync(string words, IReadOnlyCollection<Guid> subjects, CancellationToken stop)
    {
        var needles = language.Needles(words);
        await using var db = databases.CreateDbContext();
        var entries = await db.Set<SearchEntry>().Where(e => subjects.Contains(e.Subject)).ToListAsync(stop);
        return entries.Where(e => Holds(e, needles)).Select(e => e.Subject).ToHashSet();
    }

    /// <summary>Things with a name that may hold the words as they stand, newest first: whoever asks looks at the names, by <see cref="Holds(string, string)"/>.</summary>
    /// <param name="words">What a person typed; one character is enough.</param>
    /// <param name="kind">ticket, customer …</param>
    /// <param name="before">Where the last look ended; null for the newest.</param>
    /// <param name="stop">Cancels.</param>
    /// <returns>Place and subject, at most <see cref="CandidatesAtOnce"/>; fewer when there are no more.</returns>
    public async Task<IReadOnlyList<(long Seq, Guid Subject)>> NamedAsync(string words, string kind, long? before, CancellationToken stop)
    {
        var pieces = NamePieces.Asked(language.Fold(words)).Take(MostPieces).ToArray();
        if (pieces.Length == 0)
        {
            return [];
        }

        await using var db = databases.CreateDbContext();
        return [.. (await CandidatesAsync(db, pieces, kind, before ?? long.MaxValue, stop)).Select(e => (e.Seq, e.Subject))];
    }

    /// <summary>The name holds the words as they stand, whatever the case, the width, the script and the number of spaces.</summary>
    public bool Holds(string name, string words) => NamePieces.Normal(language.Fold(name)).Contains(NamePieces.Normal(language.Fold(words)), StringComparison.Ordinal);

    private async Task<List<SearchEntry>> CandidatesAsync(AppDb db, string[] tokens, string kind, long below, CancellationToken stop)
    {
        if (IsPostgres)
        {
            var query = string.Join(" & ", tokens.Select(t => $"'{t.Replace("'", "''", StringComparison.Ordinal)}'"));
            return await db.Set<SearchEntry>().FromSqlInterpolated(
                $"""SELECT e.* FROM search_tokens t JOIN search_entries e ON e."Seq" = t.seq WHERE t.tokens @@ {query}::tsquery AND t.seq < {below} AND ({kind} = '' OR e."Kind" = {kind}) ORDER BY t.seq DESC LIMIT {CandidatesAtOnce}""").ToListAsync(stop);
        }

        var match = string.Join(" AND ", tokens.Select(t => $"\"{t}\""));
        return await db.Set<SearchEntry>().FromSqlInterpolated(
            $"""SELECT e.* FROM search_tokens t JOIN search_entries e ON e."Seq" = t.rowid WHERE search_tokens MATCH {match} AND t.rowid < {below} AND ({kind} = '' OR e."Kind" = {kind}) ORDER BY t.rowid DESC LIMIT {CandidatesAtOnce}""").ToListAsync(stop);
    }

    /// <summary>As the model stores ids: a UUID on PostgreSQL, its bytes on SQLite.</summary>
    private object Stored(Guid? id) => id is not { } known ? DBNull.Value : IsPostgres ? known : known.ToByteArray(true);

    private async Task UpdateAsync(Act act, SearchEntry entry, IReadOnlyList<string>? names, CancellationToken stop)
    {
        await act.RunAsync("UPDATE search_entries SET \"Title\" = @p0, \"Text\" = @p1, \"TeamId\" = @p2 WHERE \"Seq\" = @p3", [entry.Title, entry.Text, Stored(entry.TeamId), entry.Seq], stop);
        await IndexAsync(act, entry.Seq, TokensOf(entry, names), stop);
    }

    private string[] TokensOf(SearchEntry entry, IReadOnlyList<string>? names) =>
        [.. SearchTokens.Of(language.Fold(entry.Title + "\n" + entry.Text)), .. (names ?? []).SelectMany(n => NamePieces.Of(language.Fold(n))).Distinct()];

    private async Task IndexAsync(Act act, long seq, string[] tokens, CancellationToken stop)
    {
        if (IsPostgres)
        {
            await act.RunAsync("INSERT INTO search_tokens (seq, tokens) VALUES (@p0, array_to_tsvector(@p1)) ON CONFLICT (seq) DO UPDATE SET tokens = EXCLUDED.tokens", [seq, tokens], stop);
        }
        else
        {
            await act.RunAsync("INSERT OR REPLACE INTO search_tokens (rowid, tokens) VALUES (@p0, @p1)", [seq, string.Join(' ', tokens)], stop);
        }
    }

    private bool Holds(SearchEntry entry, IReadOnlyList<string> needles)
    {
        var text = language.Fold(entry.Title + "\n" + entry.Text);
        return needles.All(needle => text.Contains(needle, StringComparison.Ordinal) || HoldsWords(text, needle));
    }

    /// <summary>Words of letters and digits count whatever marks stand between them; pairs of characters do not, they may be far apart.</summary>
    private static bool HoldsWords(string text, string needle)
    {
        var words = SearchTokens.Of(needle);
        return words.Count > 0 && !words.Any(t => t.Length == 2 && t[0] > 0x2E80) && words.All(SearchTokens.Of(text).Contains);
    }

    private string SnippetOf(SearchEntry entry, IReadOnlyList<string> needles) => Snippets.Around(entry.Text, language.Fold(entry.Text), needles);
}

internal static class Snippets
{
    private const int Before = 20, After = 60;

    /// <param name="folded">The same text as it was searched, place for place.</param>
    public static string Around(string text, string folded, IReadOnlyList<string> needles)
    {
        var at = needles.Select(n => folded.IndexOf(n, StringComparison.Ordinal)).Where(i => i >= 0).DefaultIfEmpty(0).Min();
        var from = Math.Max(0, at - Before);
        var to = Math.Min(text.Length, at + After);
        return (from > 0 ? "…" : "") + text[from..to].Replace('\n', ' ') + (to < text.Length ? "…" : "");
    }
}
