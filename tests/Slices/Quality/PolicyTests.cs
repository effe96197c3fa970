using System.Text;
using Banzhang.Conversation.Policies;
using Banzhang.Conversation.Transcripts;
using Banzhang.Kernel;
using Banzhang.Platform.Audit;
using Banzhang.Platform.Data;
using Banzhang.Quality.Policies;
using Banzhang.Quality.Policies.Editing;
using Banzhang.Quality.Policies.Trying;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Tests.Slices.Quality;

public sealed class PolicyOnSqlite(SqliteProduct product) : PolicyTests(product), IClassFixture<SqliteProduct>;

public sealed class PolicyOnPostgres(PostgresProduct product) : PolicyTests(product), IClassFixture<PostgresProduct>;

public abstract class PolicyTests(Product product)
{
    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task A_supervisors_rule_is_in_force_with_its_version_and_its_writer_and_the_older_one_comes_back()
    {
        var before = await ScreenAsync();
        var saved = await SaveAsync("", Rule("house.please", "kindly hurry"), before.Version, "our house rule");

        var after = await ScreenAsync();
        Assert.Equal(before.Version + 1, saved.Value);
        Assert.Equal((saved.Value, "our house rule", "supervisor"), after.History.Select(h => (h.Version, h.Note, h.By)).First());
        Assert.Equal(["Asked to hurry"], after.History[0].Changed);
        Assert.Equal(["kindly hurry"], await FoundAsync(null, "Sir, kindly hurry."));

        var restored = await product.Get<RestorePolicyHandler>().HandleAsync(new(before.IsShipped ? 0 : before.Version, after.Version), product.Supervisor, Stop);

        Assert.Equal(after.Version + 1, restored.Value);
        Assert.Empty(await FoundAsync(null, "Sir, kindly hurry."));
        await using var db = product.Read();
        Assert.Equal(2, await db.Set<AuditEntry>().CountAsync(a => a.Action == "QualityPolicyChanged" && (a.Subject == $"quality-policy:{saved.Value}" || a.Subject == $"quality-policy:{restored.Value}"), Stop));
    }

    [Fact]
    public async Task Of_two_who_edit_the_same_version_the_second_is_told()
    {
        var version = (await ScreenAsync()).Version;
        Assert.True((await SaveAsync("", Rule("house.first", "first words"), version)).IsDone);

        Assert.IsType<ChangedMeanwhile>((await SaveAsync("", Rule("house.second", "second words"), version)).Refusal);
        Assert.IsType<ChangedMeanwhile>((await product.Get<RemoveRuleHandler>().HandleAsync(new("house.first", version), product.Supervisor, Stop)).Refusal);
    }

    [Fact]
    public async Task A_broken_pattern_is_refused_with_its_line_and_nothing_changes()
    {
        var before = await ScreenAsync();

        var refused = (await SaveAsync("", new("house.broken", new Dictionary<string, string> { ["en"] = "Broken" }, "wording.phrases", Severity.Minor, [new(["fine words", "open [bracket"])]), before.Version)).Refusal;

        var loose = Assert.IsType<PatternHasLooseBracket>(refused);
        Assert.EndsWith(".phrases[0].say[1]", loose.Path, StringComparison.Ordinal);
        var placed = RulePlaces.Of(loose, before.Policy.Rules.Count, "Broken");
        var said = Assert.IsType<PatternHasLooseBracket>(placed.Said);
        Assert.Equal(("say0", 2, "Broken", "open [bracket"), (placed.Field, said.Line, said.Path, said.Pattern));
        Assert.Equal(before.Version, (await ScreenAsync()).Version);
    }

    [Fact]
    public async Task Words_and_patterns_without_an_end_are_refused_saved_uploaded_or_tried_and_the_product_goes_on()
    {
        var before = await ScreenAsync();
        var endless = Rule("house.endless", new string('[', 60_000));
        var text = PolicyReader.Write(before.Policy with { Sets = new Dictionary<string, IReadOnlyList<string>>(before.Policy.Sets) { ["ours"] = ["<=ours>"] }, Rules = [.. before.Policy.Rules, Rule("house.again", "<=ours>")] });

        Assert.IsType<PatternIsTooLong>((await SaveAsync("", endless, before.Version)).Refusal);
        Assert.IsType<PatternIsTooDeep>((await SaveAsync("", Rule("house.deep", $"{new string('[', 200)}a{new string(']', 200)}"), before.Version)).Refusal);
        Assert.Equal("$.sets.ours[0]", Assert.IsType<SetWordHasSign>((await product.Get<SavePolicyHandler>().HandleAsync(new(text, "", before.Version), product.Supervisor, Stop)).Refusal).Path);
        var tried = Assert.IsType<PatternIsTooLong>((await product.Get<TryPolicyQuery>().RunAsync(new(RuleEdits.With(before.Policy, "", endless).Value, "Hello", null), product.Supervisor, Stop)).Refusal);

        var placed = Assert.IsType<PatternIsTooLong>(RulePlaces.Of(tried, before.Policy.Rules.Count, "Endless").Said);
        Assert.Equal((1, "Endless"), (placed.Line, placed.Path));
        Assert.Equal(before.Version, (await ScreenAsync()).Version);
        Assert.Empty(await FoundAsync(null, "Hello"));
    }

    [Fact]
    public async Task An_uploaded_file_is_given_back_as_it_was_and_a_broken_one_names_its_line()
    {
        var version = (await ScreenAsync()).Version;
        var text = Encoding.UTF8.GetString(PolicyReader.ShippedJson()).Replace("\"maxScore\": 25", "\"maxScore\": 100 /* our scale */", StringComparison.Ordinal);

        var saved = await product.Get<SavePolicyHandler>().HandleAsync(new(text, "", version), product.Supervisor, Stop);

        Assert.True(saved.IsDone, saved.Refusal?.ToString());
        Assert.Equal(text, (await product.Get<PolicyScreenQuery>().FileAsync(null, product.Supervisor, Stop)).Value.Text);
        Assert.Equal((100, saved.Value), ((int)(await ScreenAsync()).Policy.MaxScore, (await ScreenAsync()).Policy.Version));
        var broken = text.Replace("\"maxScore\": 100", "\"maxScore\": 0", StringComparison.Ordinal);
        var refusal = Assert.IsType<PolicyFieldIsWrong>((await product.Get<SavePolicyHandler>().HandleAsync(new(broken, "", saved.Value), product.Supervisor, Stop)).Refusal);
        Assert.Equal(1 + text[..text.IndexOf("\"maxScore\"", StringComparison.Ordinal)].Count(c => c == '\n'), refusal.Line);
    }

    [Fact]
    public async Task An_edit_that_is_not_saved_is_tried_and_finds_only_in_the_trial()
    {
        var policy = (await ScreenAsync()).Policy;
        var edited = RuleEdits.With(policy, "", Rule("house.trial", "gentle nonsense")).Value;

        Assert.Equal(["gentle nonsense"], await FoundAsync(edited, "Here is gentle nonsense."));
        Assert.Empty(await FoundAsync(null, "Here is gentle nonsense."));
    }

    [Fact]
    public async Task A_dialogue_is_tried_with_its_score_and_a_sentence_without()
    {
        var dialogue = (await product.Get<TryPolicyQuery>().RunAsync(new(null, "customer: Where is my parcel?\nagent: Hello, I am sorry to hear that, I will check it at once.", null), product.Supervisor, Stop)).Value;
        var sentence = (await product.Get<TryPolicyQuery>().RunAsync(new(null, "I will check it at once.", null), product.Supervisor, Stop)).Value;

        Assert.Equal([Speaker.Customer, Speaker.Agent], dialogue.Turns.Select(t => t.Speaker));
        Assert.InRange(dialogue.Score!.Value, 0.01, dialogue.MaxScore);
        Assert.Null(sentence.Score);
    }

    [Fact]
    public async Task Bounds_and_weights_are_saved_and_crossed_ones_are_refused()
    {
        var screen = await ScreenAsync();
        var bounds = new SaveBounds("House policy", 50, new Dictionary<string, double> { ["wording.phrases"] = 4.5 }, screen.Policy.Thresholds with { TermRatio = 0.08 }, "", screen.Version);

        Assert.IsType<BoundsAreCrossed>((await product.Get<SaveBoundsHandler>().HandleAsync(bounds with { Thresholds = bounds.Thresholds with { RateFrom = 300 } }, product.Supervisor, Stop)).Refusal);
        Assert.IsType<BoundsAreCrossed>((await product.Get<SaveBoundsHandler>().HandleAsync(bounds with { Thresholds = bounds.Thresholds with { RateFrom = bounds.Thresholds.RateTo } }, product.Supervisor, Stop)).Refusal);
        Assert.True((await product.Get<SaveBoundsHandler>().HandleAsync(bounds, product.Supervisor, Stop)).IsDone);

        var after = await ScreenAsync();
        Assert.Equal((50, 4.5, 0.08), (after.Policy.MaxScore, after.Policy.Items.Single(i => i.Id == "wording.phrases").Max, after.Policy.Thresholds.TermRatio));
    }

    [Fact]
    public async Task The_same_identifier_twice_or_a_rule_that_looks_for_nothing_is_refused_at_its_field()
    {
        var screen = await ScreenAsync();

        Assert.Equal("id", Assert.IsType<RuleIdIsTaken>((await SaveAsync("", Rule(screen.Policy.Rules[0].Id, "words"), screen.Version)).Refusal).Field);
        Assert.Equal("id", Assert.IsType<RuleIdIsMalformed>((await SaveAsync("", Rule("two words", "words"), screen.Version)).Refusal).Field);
        Assert.Equal("say0", Assert.IsType<RuleLooksForNothing>((await SaveAsync("", Rule("house.empty") with { Phrases = [] }, screen.Version)).Refusal).Field);
    }

    private async Task<PolicyScreen> ScreenAsync() => (await product.Get<PolicyScreenQuery>().RunAsync(product.Supervisor, Stop)).Value;

    private async Task<Outcome<int>> SaveAsync(string was, PolicyRule rule, int basedOn, string note = "") =>
        await product.Get<SaveRuleHandler>().HandleAsync(new(was, rule, note, basedOn), product.Supervisor, Stop);

    private async Task<IEnumerable<string>> FoundAsync(Policy? edited, string sample) =>
        (await product.Get<TryPolicyQuery>().RunAsync(new(edited, sample, null), product.Supervisor, Stop)).Value.Turns.SelectMany(t => t.Notes).Select(n => n.Text);

    private static PolicyRule Rule(string id, params string[] say) =>
        new(id, new Dictionary<string, string> { ["en"] = "Asked to hurry" }, "wording.phrases", Severity.Minor, [new(say, "we look after it at once", true)]);
}
