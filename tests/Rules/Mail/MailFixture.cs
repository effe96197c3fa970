using System.Text.Json.Nodes;
using Banzhang.Mail;

namespace Banzhang.Tests.Rules.Mail;

/// <summary>Mails and what must be read from them: NAME.eml beside NAME.json, which names the fields of <c>mail parse</c> it claims.</summary>
internal static class MailFixture
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "Mail", "Fixtures");

    public static IEnumerable<string> Names => Directory.EnumerateFiles(Folder, "*.eml").Select(Path.GetFileNameWithoutExtension).Order()!;

    /// <summary>The mails of a folder below, each without claims beside it.</summary>
    public static IEnumerable<string> In(string folder) => Directory.EnumerateFiles(Path.Combine(Folder, folder), "*.eml").Select(file => $"{folder}/{Path.GetFileNameWithoutExtension(file)}").Order();

    public static byte[] Bytes(string name) => File.ReadAllBytes(Path.Combine(Folder, name + ".eml"));

    public static MailMessage Read(string name) => MailReader.Read(Bytes(name));

    public static JsonObject Claims(string name) => JsonNode.Parse(File.ReadAllText(Path.Combine(Folder, name + ".json")))!.AsObject();
}
