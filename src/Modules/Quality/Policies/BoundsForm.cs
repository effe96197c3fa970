using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using Banzhang.Conversation.Policies;
using Banzhang.Kernel;
using Banzhang.Platform.Json;
using Banzhang.Platform.Localisation;
using Banzhang.Quality.Marking;
using Banzhang.Quality.Policies.Editing;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Quality.Policies;

/// <summary>One number of the form.</summary>
/// <param name="Field">Its name in the policy's file.</param>
/// <param name="IsShare">Held as 0 to 1, typed in percent.</param>
/// <param name="IsWhole">Takes no fraction.</param>
public sealed record TypedNumber(string Field, string Label, string Unit, string Typed, bool IsShare, bool IsWhole);

/// <summary>Scale, weights and bounds as they stand in the form.</summary>
public sealed record BoundsForm(int BasedOn, string Name, string MaxScore, IReadOnlyList<TypedNumber> Weights, IReadOnlyList<TypedNumber> Bounds, string Note)
{
    private static readonly IReadOnlyList<string> Shares = ["termRatio", "restated"];
    private static readonly IReadOnlyList<string> Wholes = ["elderlySentence", "elderlySentenceWords"];

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public string Problem { get; init; } = "";

    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field);

    internal static BoundsForm Of(Policy policy, int basedOn) => new(
        basedOn, policy.Name, Text(policy.MaxScore),
        [.. policy.Items.Select(item => new TypedNumber(item.Id, PolicyWords.Title(item.Title, item.Id), "", Text(item.Max), false, false))],
        [.. Node(policy.Thresholds).Select(one => new TypedNumber(one.Key, WordBook.SayCode(typeof(BoundsForm), $"Bound_{one.Key}", one.Key), WordBook.SayCode(typeof(BoundsForm), $"BoundUnit_{one.Key}", ""),
            Text(one.Value!.GetValue<double>() * (Shares.Contains(one.Key) ? 100 : 1)), Shares.Contains(one.Key), Wholes.Contains(one.Key)))], "");

    internal BoundsForm Read(IFormCollection form) => this with
    {
        BasedOn = int.TryParse(form["basedOn"], NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
        Name = form["name"].ToString().Trim(),
        MaxScore = form["maxScore"].ToString().Trim(),
        Weights = [.. Weights.Select(one => one with { Typed = form[one.Field].ToString().Trim() })],
        Bounds = [.. Bounds.Select(one => one with { Typed = form[one.Field].ToString().Trim() })],
        Note = form["note"].ToString().Trim(),
    };

    internal Outcome<SaveBounds> Meant()
    {
        var thresholds = new JsonObject();
        foreach (var one in Bounds)
        {
            if (Number(one) is not { } number)
            {
                return new NumberIsUnreadable(one.Field);
            }

            thresholds[one.Field] = one.IsWhole ? JsonValue.Create((int)number) : JsonValue.Create(number);
        }

        var weights = new Dictionary<string, double>();
        foreach (var one in Weights)
        {
            if (Number(one) is not ({ } weight and > 0))
            {
                return new NumberIsUnreadable(one.Field);
            }

            weights[one.Field] = weight;
        }

        return Number(new("maxScore", "", "", MaxScore, false, false)) is { } most and > 0
            ? new SaveBounds(Name, most, weights, thresholds.Deserialize<PolicyThresholds>(StoredJson.Options)!, Note, BasedOn)
            : new NumberIsUnreadable("maxScore");
    }

    internal BoundsForm With(Refusal refusal) => refusal is Invalid { Field: { Length: > 0 } field } && !field.StartsWith('$')
        ? this with { Errors = new Dictionary<string, string> { [field] = WordBook.Say(refusal) } }
        : this with { Problem = WordBook.Say(refusal) };

    private static double? Number(TypedNumber one) =>
        decimal.TryParse(one.Typed, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number <= 100_000 && (!one.IsWhole || decimal.Truncate(number) == number)
            ? (double)(one.IsShare ? number / 100 : number)
            : null;

    private static JsonObject Node(PolicyThresholds thresholds) => JsonSerializer.SerializeToNode(thresholds, StoredJson.Options)!.AsObject();

    private static string Text(double number) => Math.Round(number, 4).ToString(CultureInfo.InvariantCulture);
}
