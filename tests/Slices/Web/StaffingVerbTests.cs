using System.Text.Json;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Web;

/// <summary><c>banzhang staffing</c> as a process.</summary>
public sealed class StaffingVerbTests
{
    private static readonly string[] Busy = ["--model", "erlang-a", "--calls", "120", "--aht", "240s", "--patience", "90s", "--service-level", "80/20"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task The_promised_fields_come_first_and_what_was_added_follows()
    {
        var answer = await AnswerAsync([.. Busy, "--short-abandon", "5s"]);

        Assert.Equal(
            ["model", "traffic", "agents", "agentsScheduled", "serviceLevel", "asa", "occupancy", "waitProbability", "abandonment", "waitP50", "waitP80", "waitP95", "shortAbandonment", "serviceLevelWithoutShort", "waitingAtEnd"],
            answer.EnumerateObject().Select(field => field.Name));
        Assert.InRange(Number(answer, "shortAbandonment"), 1e-6, Number(answer, "abandonment"));
        Assert.Equal(Number(answer, "serviceLevel") / (1 - Number(answer, "shortAbandonment")), Number(answer, "serviceLevelWithoutShort"), 12);
        Assert.True(Number(answer, "waitP50") <= Number(answer, "waitP80") && Number(answer, "waitP80") < Number(answer, "waitP95"));
    }

    [Fact]
    public async Task Those_who_wait_already_cost_agents_and_the_rest_waits_on()
    {
        var calm = await AnswerAsync(Busy);
        var crowded = await AnswerAsync([.. Busy, "--waiting", "30"]);

        Assert.Equal(JsonValueKind.Null, calm.GetProperty("waitingAtEnd").ValueKind);
        Assert.True(Number(crowded, "agents") > Number(calm, "agents"));
        Assert.InRange(Number(crowded, "serviceLevel"), .8, 1);
        Assert.InRange(Number(crowded, "waitingAtEnd"), 0, 5);
    }

    [Theory]
    [InlineData("--waiting is for erlang-c", "--model", "erlang-b", "--calls", "10", "--aht", "240s", "--waiting", "5")]
    [InlineData("--waiting -1", "--model", "erlang-c", "--calls", "10", "--aht", "240s", "--waiting", "-1")]
    [InlineData("--short-abandon 5", "--model", "erlang-c", "--calls", "10", "--aht", "240s", "--short-abandon", "5")]
    [InlineData("--aht -240s is not a length of time", "--model", "erlang-c", "--calls", "10", "--aht=-240s")]
    [InlineData("--aht NaNs is not a length of time", "--model", "erlang-c", "--calls", "10", "--aht", "NaNs")]
    [InlineData("--calls NaN is not a number", "--model", "erlang-c", "--calls", "NaN", "--aht", "240s")]
    [InlineData("erlang-a needs the customers' patience", "--model", "erlang-a", "--calls", "10", "--aht", "240s")]
    [InlineData("--shrinkage 99.99999% is more than 95%", "--model", "erlang-c", "--calls", "10", "--aht", "240s", "--shrinkage", "99.99999%")]
    [InlineData("--shrinkage 100% is more than 95%", "--model", "erlang-c", "--calls", "10", "--aht", "240s", "--shrinkage", "100%")]
    [InlineData("--max-occupancy 0% leaves nobody any work", "--model", "erlang-c", "--calls", "10", "--aht", "240s", "--max-occupancy", "0%")]
    [InlineData("--max-occupancy 101% is not a share from 0% to 100%", "--model", "erlang-c", "--calls", "10", "--aht", "240s", "--max-occupancy", "101%")]
    [InlineData("--waiting is for an interval of up to 2,000 times", "--model", "erlang-c", "--calls", "10", "--interval", "8760h", "--aht", "1s", "--waiting", "0")]
    public async Task A_wrong_option_ends_with_2_and_one_line(string begin, params string[] options)
    {
        var (code, _, error) = await ProgramRun.RunAsync([], ["staffing", .. options], Stop);

        Assert.Equal(2, code);
        Assert.StartsWith(begin, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_whole_share_is_no_limit_and_without_contacts_one_agent_is_there()
    {
        Assert.Equal((await AnswerAsync(Busy)).GetRawText(), (await AnswerAsync([.. Busy, "--max-occupancy", "100%", "--max-abandon", "100%"])).GetRawText());
        Assert.Equal(1, Number(await AnswerAsync(["--model", "erlang-c", "--calls", "0", "--aht", "240s"]), "agents"));
    }

    [Fact]
    public async Task The_fewest_agents_with_several_chats_are_what_their_number_gives()
    {
        string[] chats = ["--model", "erlang-b", "--calls", "2250", "--interval", "30m", "--aht", "240s", "--concurrency", "3"];

        var least = await AnswerAsync([.. chats, "--max-abandon", "50%"]);
        var given = await AnswerAsync([.. chats, "--agents", least.GetProperty("agents").GetRawText()]);

        Assert.Equal(least.GetRawText(), given.GetRawText());
        Assert.InRange(Number(least, "abandonment"), .4, .5);
    }

    private static async Task<JsonElement> AnswerAsync(string[] options)
    {
        var (code, output, error) = await ProgramRun.RunAsync([], ["staffing", .. options], Stop);
        Assert.Equal((0, ""), (code, error));
        return JsonDocument.Parse(output).RootElement.Clone();
    }

    private static double Number(JsonElement answer, string field) => answer.GetProperty(field).GetDouble();
}
