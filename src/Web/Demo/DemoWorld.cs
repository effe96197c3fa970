using System.Text.Json;

namespace Banzhang.Web.Demo;

/// <summary>The fictional company as it is written down in world.json: its people, what it sells, what goes wrong, and how people say it.</summary>
internal sealed record DemoWorld(
    string Company, IReadOnlyList<DemoTeam> Teams, IReadOnlyDictionary<string, string[]> Agents, IReadOnlyList<DemoPerson> Others, string Surnames, string[] Given, string[] Cities, string[] Products,
    IReadOnlyList<DemoTopic> Topics, string[] Notes, string[] FollowUps, string[] Comments, string[] TransferReasons, string[] EscalationReasons)
{
    public static DemoWorld Read()
    {
        using var stream = typeof(DemoWorld).Assembly.GetManifestResourceStream("Banzhang.Web.Demo.world.json")!;
        return JsonSerializer.Deserialize<DemoWorld>(stream, JsonSerializerOptions.Web)!;
    }
}

internal sealed record DemoTeam(string Code, string Name, string EnglishName, string Queue, string Lead);

internal sealed record DemoPerson(string Name, string Role);

/// <param name="Weight">Share of all contacts.</param>
/// <param name="Promotion">How much more of it comes after a promotion.</param>
internal sealed record DemoTopic(string Category, string Type, double Weight, double Promotion, string[] Subjects, string[] Bodies, string[] Answers);
