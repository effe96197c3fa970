using System.Text.Json;
using Banzhang.Kernel;
using Banzhang.Desk.Messages;
using Banzhang.Platform.Json;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Tickets;

/// <summary>What may stand in a ticket's fields, and how lists are stored.</summary>
internal static class TicketFields
{
    public static readonly int LongestSubject = 500;
    private const int MostTags = 20, LongestTag = 40, MostFields = 50, LongestField = 4000;

    public static Refusal? Check(string subject, string body, string? type, string? category, IReadOnlyList<string>? tags, string? externalId, IReadOnlyDictionary<string, JsonElement>? fields) =>
        CleanText.Check("subject", subject, 1, LongestSubject)
        ?? CleanText.Check("body", body, 1, Message.LongestBody)
        ?? CleanText.Check("type", type, 0, 40)
        ?? CleanText.Check("category", category, 0, 100)
        ?? CleanText.Check("externalId", externalId, 0, 100)
        ?? CheckTags(tags)
        ?? CheckFields(fields);

    public static Invalid? CheckTags(IReadOnlyList<string>? tags)
    {
        if (tags is null)
        {
            return null;
        }

        if (tags.Count > MostTags)
        {
            return new TooManyTags(MostTags);
        }

        for (var i = 0; i < tags.Count; i++)
        {
            if (CleanText.Check($"tags[{i}]", tags[i], 1, LongestTag) is { } invalid)
            {
                return invalid;
            }
        }

        return null;
    }

    public static string JoinTags(IReadOnlyList<string>? tags) => tags is null ? "" : string.Join('\n', tags.Select(t => t.Trim().ReplaceLineEndings(" ")).Distinct());

    public static string Write(IReadOnlyDictionary<string, JsonElement>? fields) => fields is null || fields.Count == 0 ? "{}" : StoredJson.Write(fields);

    private static Invalid? CheckFields(IReadOnlyDictionary<string, JsonElement>? fields)
    {
        if (fields is null)
        {
            return null;
        }

        if (fields.Count > MostFields)
        {
            return new TooManyFields(MostFields);
        }

        foreach (var (name, value) in fields)
        {
            if ((CleanText.Check("fields", name, 1, 60) ?? CleanText.Check($"fields.{name}", value.ValueKind == JsonValueKind.String ? value.GetString() : value.GetRawText(), 0, LongestField)) is { } invalid)
            {
                return invalid;
            }
        }

        return null;
    }
}
