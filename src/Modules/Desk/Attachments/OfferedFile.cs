using System.Text.Json.Serialization;
using Banzhang.Platform.Files;
using Banzhang.Platform.Json;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Desk.Attachments;

/// <summary>A file as a program sends it along with a message.</summary>
/// <param name="Name">Without a folder, at most 200 characters.</param>
/// <param name="Content">The bytes, in JSON as base64.</param>
/// <param name="ContentType">A hint that is not believed: the type is told from the bytes.</param>
public sealed record SentFile(string Name, [property: JsonConverter(typeof(Base64Json))] byte[] Content, string? ContentType = null)
{
    internal OfferedFile Offered => new(Name, Content.LongLength, () => new MemoryStream(Content, writable: false));
}

/// <summary>A file somebody wants to send along; nothing of it is stored yet.</summary>
/// <param name="Bytes">Its length.</param>
/// <param name="Open">Reads it from its beginning; the caller closes.</param>
internal sealed record OfferedFile(string Name, long Bytes, Func<Stream> Open)
{
    /// <summary>What a form brought; the parts that browsers send for a field nobody used are left out.</summary>
    public static IReadOnlyList<OfferedFile> Of(IFormFileCollection files) =>
        [.. files.Where(f => f.FileName.Length > 0).Select(f => new OfferedFile(StoredFile.SafeName(f.FileName), f.Length, f.OpenReadStream))];

    /// <summary>Whoever sends only files has said their names.</summary>
    public static string Said(string? text, IReadOnlyList<OfferedFile> files) =>
        string.IsNullOrWhiteSpace(text) && files.Count > 0 ? string.Join('\n', files.Select(f => StoredFile.SafeName(f.Name))) : text ?? "";
}
