using System.Text.Json;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Web;

/// <summary><c>banzhang inspect</c> as a process, over files as people hand them in.</summary>
public sealed class InspectVerbTests : IDisposable
{
    private const string Good = """{"id":"7","channel":"chat","turns":[{"speaker":"customer","text":"Where is my order?"},{"speaker":"agent","text":"That is not my problem."}]}""";

    private readonly string _folder = Directory.CreateTempSubdirectory("banzhang-inspect-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_conversation_gives_one_line_with_the_promised_fields_first()
    {
        var (code, output, error) = await InspectAsync(Good + "\r\n\n" + Good);

        Assert.Equal((0, ""), (code, error));
        var lines = output.TrimEnd('\n').Split('\n');
        Assert.Equal(2, lines.Length);
        using var judged = JsonDocument.Parse(lines[1]);
        Assert.Equal(
            ["id", "score", "maxScore", "items", "findings", "listening", "empathy", "termRatio", "speechRate", "volumeDb", "emotion", "complaintRisk"],
            judged.RootElement.EnumerateObject().Select(field => field.Name).Take(12));
        var finding = judged.RootElement.GetProperty("findings")[0];
        Assert.Equal(("forbidden.blame", 1), (finding.GetProperty("rule").GetString(), finding.GetProperty("turn").GetInt32()));
    }

    [Theory]
    [InlineData("""{"id":"1","turns":[]}""")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":""},{"speaker":"customer","text":"  \n"},{"speaker":"system","text":""}]}""")]
    [InlineData("""{"id":"1","channel":"phone","turns":[{"speaker":"agent","text":"Hello","start":5,"end":9},{"speaker":"customer","text":"Hi","start":2,"end":7}]}""")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"Hello","start":0,"end":10000000,"volumeDb":60}]}""")]
    public async Task Empty_overlapping_and_very_long_turns_are_judged(string line)
    {
        var (code, output, error) = await InspectAsync(line);

        Assert.Equal((0, ""), (code, error));
        Assert.Equal("1", JsonDocument.Parse(output).RootElement.GetProperty("id").GetString());
    }

    [Fact]
    public async Task A_turn_of_a_million_characters_is_judged()
    {
        var (code, output, _) = await InspectAsync($$"""{"id":"1","turns":[{"speaker":"agent","text":"{{string.Concat(Enumerable.Repeat("That is fine. ", 1_000_000 / 14))}}"}]}""");

        Assert.Equal(0, code);
        Assert.Equal("1", JsonDocument.Parse(output).RootElement.GetProperty("id").GetString());
    }

    [Theory]
    [InlineData("not json", "Line 2 ")]
    [InlineData("[]", "Line 2 ")]
    [InlineData("""{"turns":[]}""", "Line 2, id: ")]
    [InlineData("""{"id":"1"}""", "Line 2, turns: ")]
    [InlineData("""{"id":"1","\ud800":1,"turns":{}}""", "Line 2 ")]
    [InlineData("""{"id":"1","channel":"fax","turns":[]}""", "Line 2, channel: ")]
    [InlineData("""{"id":"1","turns":[{"speaker":"robot","text":"x"}]}""", "Line 2, turns[0].speaker: ")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":null}]}""", "Line 2, turns[0].text: ")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"\udc00"}]}""", "Line 2, turns[0].text: ")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"a"},{"speaker":"agent","text":"x","start":9,"end":5}]}""", "Line 2, turns[1].end: ")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"x","start":-1}]}""", "Line 2, turns[0].start: ")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"x","volumeDb":"loud"}]}""", "Line 2, turns[0].volumeDb: ")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"x","volumeDb":1e999}]}""", "Line 2, turns[0].volumeDb: the number must be from -200 to 200")]
    [InlineData("""{"id":"1","turns":[{"speaker":"agent","text":"x","start":0,"end":1e300}]}""", "Line 2, turns[0].end: the number must be from 0 to 10000000")]
    public async Task A_bad_line_ends_with_2_after_what_was_judged_and_names_line_and_field(string line, string place)
    {
        var (code, output, error) = await InspectAsync(Good + "\n" + line);

        Assert.Equal(2, code);
        Assert.Single(output.Trim().Split('\n'));
        Assert.StartsWith($"{At("talk.jsonl")}: {place}", OneLine(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_of_bytes_that_are_no_text_ends_with_2()
    {
        await File.WriteAllBytesAsync(At("talk.jsonl"), [0x7B, 0x22, 0xFF, 0xFE, 0x22, 0x3A, 0x31, 0x7D], Stop);

        var (code, _, error) = await RunAsync("inspect", At("talk.jsonl"));

        Assert.Equal(2, code);
        Assert.StartsWith($"{At("talk.jsonl")}: Line 1", OneLine(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_file_or_folder_that_is_not_there_ends_with_2()
    {
        string[][] calls = [["inspect", At("none.jsonl")], ["inspect", _folder], ["inspect", At("none.jsonl"), "--policy", At("none.json")], ["inspect", At("none.jsonl"), "--recordings", At("none")], ["inspect", "--agent-channel", "3"]];
        foreach (var call in calls)
        {
            var (code, _, error) = await RunAsync(call);

            Assert.Equal(2, code);
            OneLine(error);
        }
    }

    [Fact]
    public async Task The_shipped_policy_is_printed_and_can_be_judged_by()
    {
        var (code, policy, _) = await RunAsync("inspect", "--show-policy");
        Assert.Equal(0, code);
        await File.WriteAllTextAsync(At("policy.json"), policy, Stop);

        var own = await InspectAsync(Good, "--policy", At("policy.json"));

        Assert.Equal((await InspectAsync(Good)).Output, own.Output);
    }

    [Theory]
    [InlineData("you [must", "the bracket [ is not paired")]
    [InlineData("<nobody> go", "the set <nobody>")]
    [InlineData("oh", "nothing is left")]
    public async Task A_broken_pattern_ends_with_2_and_is_named_with_line_and_reason(string pattern, string why)
    {
        await File.WriteAllTextAsync(At("policy.json"), Policy($"\"{pattern}\"", ""), Stop);

        var (code, output, error) = await InspectAsync(Good, "--policy", At("policy.json"));

        Assert.Equal((2, ""), (code, output));
        Assert.StartsWith($"{At("policy.json")}: Line 8, $.rules[0].phrases[0].say[0]: ", OneLine(error), StringComparison.Ordinal);
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData("{ \"name\": \"x\",\n  \"version\": }")]
    [InlineData("[]")]
    [InlineData("{}")]
    public async Task A_file_that_is_no_policy_ends_with_2(string json)
    {
        await File.WriteAllTextAsync(At("policy.json"), json, Stop);

        var (code, _, error) = await InspectAsync(Good, "--policy", At("policy.json"));

        Assert.Equal(2, code);
        Assert.StartsWith($"{At("policy.json")}: Line ", OneLine(error), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("(a+)+(?=b)", "could take endless time")]
    [InlineData(@"(\\w+)\\1", "could take endless time")]
    [InlineData("((a{500}){500}){500}", "could take endless time")]
    [InlineData("(a", "is wrong")]
    public async Task A_catastrophic_or_broken_expression_is_refused_with_its_line(string expression, string why)
    {
        await File.WriteAllTextAsync(At("policy.json"), Policy("\"you\"", $",\n \"expressions\": [ \"{expression}\" ]"), Stop);

        var (code, _, error) = await InspectAsync(Good, "--policy", At("policy.json"));

        Assert.Equal(2, code);
        Assert.StartsWith($"{At("policy.json")}: Line 10, $.rules[0].expressions[0]: ", OneLine(error), StringComparison.Ordinal);
        Assert.Contains(why, error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_expression_that_would_backtrack_elsewhere_takes_its_time_in_proportion()
    {
        await File.WriteAllTextAsync(At("policy.json"), Policy("\"you\"", ",\n \"expressions\": [ \"(a+)+b\" ]"), Stop);

        var (code, _, _) = await InspectAsync($$"""{"id":"1","turns":[{"speaker":"agent","text":"{{new string('a', 20_000)}}"}]}""", "--policy", At("policy.json"));

        Assert.Equal(0, code);
    }

    [Fact]
    public async Task A_recording_gives_the_strip_and_what_is_none_is_named()
    {
        await File.WriteAllBytesAsync(At("7.wav"), Wave(seconds: 3), Stop);
        var (code, output, _) = await InspectAsync(Good, "--recordings", _folder);

        Assert.Equal(0, code);
        var strip = JsonDocument.Parse(output).RootElement.GetProperty("strip");
        Assert.Equal("recording", strip.GetProperty("source").GetString());
        Assert.Equal([1, 1, 1], strip.GetProperty("agentSpeaks").EnumerateArray().Select(second => second.GetInt32()));
        Assert.Equal(3, strip.GetProperty("customerDb").GetArrayLength());

        await File.WriteAllTextAsync(At("7.wav"), "ID3 this is another kind of file", Stop);
        (code, _, var error) = await InspectAsync(Good, "--recordings", _folder);

        Assert.Equal(2, code);
        Assert.StartsWith($"{At("7.wav")}: ", OneLine(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_recording_that_another_program_holds_ends_with_2_after_what_was_judged()
    {
        await File.WriteAllBytesAsync(At("held.wav"), Wave(seconds: 1), Stop);
        using var held = new FileStream(At("held.wav"), FileMode.Open, FileAccess.ReadWrite, FileShare.None);

        var (code, output, error) = await InspectAsync(Good + "\n" + string.Join('\n', Enumerable.Repeat(Good.Replace("\"7\"", "\"held\"", StringComparison.Ordinal), 20)), "--recordings", _folder);

        Assert.Equal(2, code);
        Assert.Single(output.Trim().Split('\n'));
        Assert.Contains(At("held.wav"), OneLine(error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Words_and_patterns_without_an_end_end_with_2_and_are_named_with_their_line()
    {
        await File.WriteAllTextAsync(At("policy.json"), Policy("\"<=a>\"", "").Replace("\"sets\": {}", "\"sets\": { \"a\": [\"<=a>\"] }", StringComparison.Ordinal), Stop);
        var set = await InspectAsync(Good, "--policy", At("policy.json"));
        await File.WriteAllTextAsync(At("policy.json"), Policy($"\"{new string('[', 60_000)}\"", ""), Stop);
        var pattern = await InspectAsync(Good, "--policy", At("policy.json"));

        Assert.Equal((2, "", 2, ""), (set.Code, set.Output, pattern.Code, pattern.Output));
        Assert.StartsWith($"{At("policy.json")}: Line 5, $.sets.a[0]: ", OneLine(set.Error), StringComparison.Ordinal);
        Assert.StartsWith($"{At("policy.json")}: Line 8, $.rules[0].phrases[0].say[0]: ", OneLine(pattern.Error), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_id_does_not_lead_out_of_the_folder_of_recordings()
    {
        Directory.CreateDirectory(At("inner"));
        await File.WriteAllTextAsync(At("7.wav"), "no recording", Stop);

        var (code, _, _) = await InspectAsync(Good.Replace("\"7\"", "\"../7\"", StringComparison.Ordinal), "--recordings", At("inner"));

        Assert.Equal(0, code);
    }

    private static string Policy(string say, string more) =>
        $$"""
        {
          "name": "x", "version": 3, "maxScore": 100, "sameWords": [], "particles": ["oh"], "fillers": ["quite"], "signals": {}, "emotions": {}, "terms": [],
          "thresholds": { "termRatio": 0.05, "rateFrom": 180, "rateTo": 220, "englishRateFrom": 130, "englishRateTo": 180, "volumeFrom": 55, "volumeTo": 65, "calibrationDb": 85, "longSilence": 10, "longHold": 60, "interruptionSeconds": 0.5, "elderlySentence": 25, "elderlySentenceWords": 18, "restated": 0.3 },
          "items": [ { "id": "wording.phrases", "title": {}, "max": 5 } ],
          "sets": {},
          "rules": [ { "id": "r", "title": {}, "item": "wording.phrases", "severity": "major", "phrases": [
            { "say": [
              {{say}}
            ] } ]{{more}}
          } ]
        }
        """;

    /// <summary>8 kHz, 16 bits, two channels: a tone on the agent's, nothing on the customer's.</summary>
    private static byte[] Wave(int seconds)
    {
        using var wave = new MemoryStream();
        using var writer = new BinaryWriter(wave);
        writer.Write("RIFF"u8);
        writer.Write(36 + (seconds * 32_000));
        writer.Write("WAVEfmt "u8);
        writer.Write(16);
        writer.Write((short)1);
        writer.Write((short)2);
        writer.Write(8000);
        writer.Write(32_000);
        writer.Write((short)4);
        writer.Write((short)16);
        writer.Write("data"u8);
        writer.Write(seconds * 32_000);
        for (var i = 0; i < seconds * 8000; i++)
        {
            writer.Write((short)(3000 * Math.Sin(i * 0.5)));
            writer.Write((short)0);
        }

        writer.Flush();
        return wave.ToArray();
    }

    private static string OneLine(string error) => Assert.Single(error.Trim().Split('\n'));

    private string At(string name) => Path.Combine(_folder, name);

    private async Task<(int Code, string Output, string Error)> InspectAsync(string lines, params string[] options)
    {
        await File.WriteAllTextAsync(At("talk.jsonl"), lines, Stop);
        return await RunAsync(["inspect", At("talk.jsonl"), .. options]);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => ProgramRun.RunAsync([], arguments, Stop);
}
