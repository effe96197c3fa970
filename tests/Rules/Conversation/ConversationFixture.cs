using System.Text.Json;
using Banzhang.Conversation.Inspection;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;

namespace Banzhang.Tests.Rules.Conversation;

/// <summary>Fixture files of this folder and short ways to judge.</summary>
internal static class ConversationFixture
{
    public static readonly Inspector Inspector = new(Rulebook.Shipped);

    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Conversation", "Fixtures");

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name));

    public static JsonElement Json(string name) => JsonDocument.Parse(Bytes(name)).RootElement;

    public static IEnumerable<string> Golden => Directory.GetFiles(Path.Combine(Folder, "golden"), "*.judged.json").Select(file => Path.GetFileName(file).Replace(".judged.json", "", StringComparison.Ordinal)).Order(StringComparer.Ordinal);

    public static Transcript Transcript(string name) => TranscriptReader.Read(Bytes(name), 1).Value;

    public static Transcript Chat(params Turn[] turns) => new("1", Channel.Chat, null, turns);

    public static Turn Agent(string text, double? start = null, double? end = null, double? volume = null) => new(Speaker.Agent, text, start, end, volume);

    public static Turn Customer(string text, double? start = null, double? end = null) => new(Speaker.Customer, text, start, end);
}
