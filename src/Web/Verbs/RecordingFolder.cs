namespace Banzhang.Web.Verbs;

/// <summary>Recordings of conversations: ID.wav in a folder. A conversation without one is judged by its text alone.</summary>
/// <param name="Path">Null: there are none.</param>
/// <param name="AgentChannel">0 or 1.</param>
internal sealed record RecordingFolder(string? Path, int AgentChannel)
{
    /// <summary>The recording of a conversation; null when there is none.</summary>
    public string? FileOf(string id)
    {
        // An id is the caller's text and must not lead out of the folder.
        var name = System.IO.Path.GetFileName(id);
        var file = Path is null || name.Length == 0 ? null : System.IO.Path.Combine(Path, name + ".wav");
        return File.Exists(file) ? file : null;
    }
}
