using Banzhang.Conversation.Transcripts;
using Banzhang.Quality.Marking;

namespace Banzhang.Quality.Policies.Trying;

public sealed record TriedTurn(Speaker Speaker, string Text, IReadOnlyList<FindingNote> Notes);

/// <summary>What would be found.</summary>
/// <param name="Problem">Why nothing could be tried; the sentence for the reader. Null when it could.</param>
/// <param name="Score">Null for a single sentence, which is no conversation.</param>
public sealed record TriedConversation(IReadOnlyList<TriedTurn> Turns, double? Score, double MaxScore, IReadOnlyList<string> Reached, IReadOnlyList<string> Missed, string? Problem)
{
    public static TriedConversation Nothing { get; } = new([], null, 0, [], [], null);

    public int Count => Turns.Sum(turn => turn.Notes.Count);
}
