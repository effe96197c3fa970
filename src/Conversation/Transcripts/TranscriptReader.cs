using System.Text.Json;
using Banzhang.Kernel;

namespace Banzhang.Conversation.Transcripts;

/// <summary>
/// Reads the conversations of <c>inspect</c>: one JSON object a line. Turns may be empty, overlap, and stand in any order of time; what
/// cannot be judged (an unknown speaker, an end before its start) is refused with line and field. Unknown fields are ignored.
/// </summary>
public static class TranscriptReader
{
    /// <param name="json">One line, without its line feed.</param>
    /// <param name="line">Its number, from 1, for the refusal.</param>
    public static Outcome<Transcript> Read(ReadOnlyMemory<byte> json, long line)
    {
        JsonDocument document;
        try
        {
            document = JsonDocument.Parse(json);
        }
        catch (JsonException fault)
        {
            return new LineIsNoJson(line, Brief(fault));
        }

        using (document)
            return new FieldReader(line).Transcript(document.RootElement);
    }

    /// <summary>The turns alone, as they stand in a column of a table that is learnt from.</summary>
    public static Outcome<IReadOnlyList<Turn>> ReadTurns(JsonElement turns, long line, string path) => new FieldReader(line).Turns(turns, path);

    private static string Brief(JsonException fault) => fault.Message.Split(" LineNumber:")[0].TrimEnd('.') + $" (byte {fault.BytePositionInLine})";
}
