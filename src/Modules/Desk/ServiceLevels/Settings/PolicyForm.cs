using Banzhang.Desk.ServiceLevels.Rules;
using System.Globalization;
using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Desk.ServiceLevels.Settings;

/// <summary>A length as it is typed: a number and its unit, m or h.</summary>
public sealed record TypedLength(string Number, string Unit)
{
    private const string Minutes = "m", Hours = "h";

    public static TypedLength Of(TimeSpan? length) => length is not { } known ? new("", Hours)
        : known.Minutes == 0 && known > TimeSpan.Zero ? new(((long)known.TotalHours).ToString(CultureInfo.InvariantCulture), Hours)
        : new(((long)known.TotalMinutes).ToString(CultureInfo.InvariantCulture), Minutes);

    public bool IsEmpty => string.IsNullOrWhiteSpace(Number);

    /// <summary>Null when it is no whole number of a sensible size.</summary>
    public TimeSpan? Read() =>
        !int.TryParse(Number.Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number > 1_000_000 ? null
            : Unit == Minutes ? TimeSpan.FromMinutes(number) : TimeSpan.FromHours(number);
}

public sealed record TypedStep(TypedLength After, string To);

/// <summary>Somebody saved while the form was open.</summary>
public sealed record SavedMeanwhile(string By, DateTimeOffset At, int Version, ServiceLevelPolicy? Now);

/// <summary>A rule as it stands in the form, with a sentence for each field that cannot be saved.</summary>
/// <param name="Was">Name of the rule that is edited; empty for a new one.</param>
/// <param name="BasedOn">The version of the rules the form was made from.</param>
public sealed record PolicyForm(
    string Was, int BasedOn, string Name, string Channel, string Priority, string Type, string Tier, TypedLength FirstResponse, TypedLength NextResponse, TypedLength Resolution, string Calendar, string Warn, IReadOnlyList<TypedStep> Steps)
{
    internal static readonly int MostSteps = 4;

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public SavedMeanwhile? Conflict { get; init; }

    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field);

    internal static PolicyForm New(int basedOn) =>
        new("", basedOn, "", "", "", "", "", new("", "h"), new("", "h"), new("", "h"), ServiceLevelSettings.WorkingHours, "75", Filled([new(new("0", "m"), nameof(EscalationTarget.Agent)), new(new("0", "m"), nameof(EscalationTarget.Supervisor)), new(new("30", "m"), nameof(EscalationTarget.Manager))]));

    internal static PolicyForm Of(ServiceLevelPolicy policy, int basedOn) => new(
        policy.Name, basedOn, policy.Name, policy.Channel?.ToString() ?? "", policy.Priority?.ToString() ?? "", policy.Type ?? "", policy.LeastTier?.ToString() ?? "",
        TypedLength.Of(policy.FirstResponse), TypedLength.Of(policy.NextResponse), TypedLength.Of(policy.Resolution), policy.Calendar, policy.WarnAtPercent.ToString(CultureInfo.InvariantCulture),
        Filled([.. policy.Escalation.Select(s => new TypedStep(TypedLength.Of(s.After), s.To.ToString()))]));

    internal static PolicyForm Read(IFormCollection form)
    {
        string Text(string name) => form[name].ToString().Trim();
        TypedLength Length(string name) => new(Text(name), Text($"{name}Unit") == "m" ? "m" : "h");
        return new(
            form["was"].ToString(), int.TryParse(Text("basedOn"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0,
            Text("name"), Text("channel"), Text("priority"), Text("type"), Text("tier"), Length("firstResponse"), Length("nextResponse"), Length("resolution"), Text("calendar"), Text("warn"),
            [.. Enumerable.Range(0, MostSteps).Select(i => new TypedStep(Length($"step{i}"), Text($"step{i}To")))]);
    }

    /// <summary>The rule it means, and what could not even be read.</summary>
    internal (ServiceLevelPolicy Policy, IReadOnlyList<Invalid> Unreadable) Meant()
    {
        var unreadable = new List<Invalid>();
        TimeSpan? Limit(string field, TypedLength typed)
        {
            if (typed.IsEmpty)
            {
                return null;
            }

            if (typed.Read() is not { } length)
            {
                unreadable.Add(new LimitIsOutOfRange(field));
                return null;
            }

            return length;
        }

        var steps = new List<EscalationStep>();
        for (var i = 0; i < Steps.Count; i++)
        {
            if (Enum.TryParse<EscalationTarget>(Steps[i].To, out var to))
            {
                steps.Add(new(Steps[i].After.IsEmpty ? TimeSpan.Zero : Limit($"step{i}", Steps[i].After) ?? TimeSpan.Zero, to));
            }
        }

        return (new(
            Name, Choice<Channel>(Channel), Choice<Priority>(Priority), Type.Length == 0 ? null : Type, Choice<CustomerTier>(Tier),
            Limit("firstResponse", FirstResponse), Limit("nextResponse", NextResponse), Limit("resolution", Resolution), Calendar,
            int.TryParse(Warn, NumberStyles.None, CultureInfo.InvariantCulture, out var warn) ? warn : 0, steps), unreadable);
    }

    internal PolicyForm With(IEnumerable<Invalid> refusals) =>
        this with { Errors = refusals.GroupBy(r => r.Field).ToDictionary(g => g.Key, g => WordBook.Say(g.First())) };

    private static T? Choice<T>(string name)
        where T : struct, Enum => Enum.TryParse<T>(name, out var value) && Enum.IsDefined(value) ? value : null;

    private static IReadOnlyList<TypedStep> Filled(IReadOnlyList<TypedStep> steps) =>
        [.. steps.Take(MostSteps), .. Enumerable.Repeat(new TypedStep(new("", "m"), ""), Math.Max(0, MostSteps - steps.Count))];
}
