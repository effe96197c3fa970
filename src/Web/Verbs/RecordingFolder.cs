using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Recordings;
using Banzhang.Kernel;

namespace Banzhang.Web.Verbs;

/// <summary>Recordings of conversations: ID.wav in a folder. A conversation without one is judged by its text alone.</summary>
/// <param name="Path">Null: there are none.</param>
/// <param name="AgentChannel">0 or 1.</param>
internal sealed record RecordingFolder(string? Path, int AgentChannel)
{
    public Outcome<Recording?> Measure(string id, PolicyThresholds bounds)
    {
        // An id is the caller's text and must not lead out of the folder.
        var name = System.IO.Path.GetFileName(id);
        var file = Path is null || name.Length == 0 ? null : System.IO.Path.Combine(Path, name + ".wav");
        if (file is null || !File.Exists(file))
        {
            return (Recording?)null;
        }

        using var stream = new BufferedStream(File.OpenRead(file), 1 << 16);
        var measured = RecordingMeter.Measure(stream, bounds, AgentChannel);
        return measured.Refusal is { } refusal ? new RecordingIsUnusable(file, refusal) : measured.Value;
    }
}

/// <summary>A recording that cannot be measured, by its file.</summary>
internal sealed record RecordingIsUnusable(string File, Refusal Why) : Invalid("")
{
    public override object[] Arguments => [File, Platform.Localisation.WordBook.Say(Why)];
}
