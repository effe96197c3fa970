using System.Globalization;
using System.Text.Json;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Web;

/// <summary><c>banzhang classify</c> as a process: learn, predict, evaluate, and what cannot be read.</summary>
public sealed class ClassifyVerbTests : IDisposable
{
    private static readonly string[] Money = ["refund", "invoice", "charged", "money", "price", "payment"];
    private static readonly string[] Parcels = ["parcel", "courier", "delivery", "address", "tracking", "shipped"];

    private readonly string _folder = Directory.CreateTempSubdirectory("banzhang-classify-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_learnt_is_predicted_and_evaluated()
    {
        await TrainAsync();
        await WriteAsync("new.csv", "text\n\"the courier, lost my parcel\"\nI was charged twice and want a refund\n");

        var (code, output, error) = await RunAsync("classify", "predict", At("model"), At("new.csv"), "--text", "text");

        Assert.Equal((0, ""), (code, error));
        var lines = output.TrimEnd().Split('\n');
        Assert.Equal("row,label,probability", lines[0]);
        Assert.Equal(["1,parcels", "2,money"], lines[1..].Select(line => line[..line.LastIndexOf(',')]));
        Assert.All(lines[1..], line => Assert.InRange(double.Parse(line.Split(',')[2], CultureInfo.InvariantCulture), 0.5, 1));

        (code, output, _) = await RunAsync("classify", "evaluate", At("model"), At("tickets.csv"), "--text", "text", "--label", "label");
        Assert.Equal(0, code);
        Assert.Equal(1, JsonDocument.Parse(output).RootElement.GetProperty("accuracy").GetDouble());
    }

    [Fact]
    public async Task Where_the_model_is_not_sure_the_word_for_unsure_stands_in_the_same_three_columns()
    {
        // Half the rows say the opposite: nobody could be sure.
        var rows = Enumerable.Range(0, 80).Select(i => $"{Money[i % 6]} {Parcels[i / 2 % 6]},{(i * 7 % 13 < 6 ? "money" : "parcels")}");
        await WriteAsync("torn.csv", "text,label\n" + string.Join('\n', rows));
        Assert.Equal(0, (await RunAsync("classify", "train", At("torn.csv"), "--text", "text", "--label", "label", "--out", At("model"))).Code);
        await WriteAsync("new.csv", "text\nrefund parcel\n");

        var guess = await RunAsync("classify", "predict", At("model"), At("new.csv"), "--text", "text");
        var marked = await RunAsync("classify", "predict", At("model"), At("new.csv"), "--text", "text", "--unsure", "ask a person");

        var (guessed, instead) = (guess.Output.Split('\n')[1].Split(','), marked.Output.Split('\n')[1].Split(','));
        Assert.Contains(guessed[1], (string[])["money", "parcels"]);
        Assert.Equal(["1", "ask a person", guessed[2]], instead);
    }

    [Fact]
    public async Task A_sure_prediction_is_not_replaced_and_a_label_cannot_stand_for_unsure()
    {
        await TrainAsync();
        await WriteAsync("new.csv", "text\nrefund of the payment with invoice and price\n");

        Assert.Contains("\n1,money,", (await RunAsync("classify", "predict", At("model"), At("new.csv"), "--text", "text", "--unsure", "?")).Output, StringComparison.Ordinal);
        await RefusedAsync("money", "classify", "predict", At("model"), At("new.csv"), "--text", "text", "--unsure", "money");
    }

    [Theory]
    [InlineData("", "tickets.csv: The file is empty")]
    [InlineData("text,label\n", "tickets.csv: There are only 0 labelled rows")]
    [InlineData("words,label\na,b\n", "tickets.csv: There is no column \u201ctext\u201d. There are: words, label.")]
    [InlineData("text,category\na,b\n", "tickets.csv: There is no column \u201clabel\u201d. There are: text, category.")]
    [InlineData("text,label\na,b\na,b,c\n", "tickets.csv: Line 3: the row has 3 cells, the heading 2 (text,label)")]
    [InlineData("text,label\n\"a,b\n", "tickets.csv: Line 2: a quotation mark is opened")]
    [InlineData("text,label\na,x\nb,x\nc,x\nd,x\ne,x\nf,x\ng,x\nh,x\ni,x\nj,x\n", "tickets.csv: All rows have the label")]
    public async Task What_cannot_be_learnt_from_ends_with_2_and_leaves_no_model(string csv, string complaint)
    {
        await WriteAsync("tickets.csv", csv);

        await RefusedAsync(complaint, "classify", "train", At("tickets.csv"), "--text", "text", "--label", "label", "--out", At("model"));

        Assert.Equal(["tickets.csv"], Directory.GetFiles(_folder).Select(Path.GetFileName));
    }

    [Theory]
    [InlineData("", "tickets.jsonl: The file is empty")]
    [InlineData("{\"turns\":[],\"label\":\"a\"}\n{", "tickets.jsonl: Line 2: ")]
    [InlineData("{\"turns\":\"no turns\",\"label\":\"a\"}", "tickets.jsonl: Line 1: turns: ")]
    [InlineData("{\"turns\":[{\"speaker\":\"robot\",\"text\":\"\"}],\"label\":\"a\"}", "tickets.jsonl: Line 1, turns[0].speaker: ")]
    public async Task Broken_conversations_are_named_with_line_and_field(string lines, string complaint)
    {
        await WriteAsync("tickets.jsonl", lines);

        await RefusedAsync(complaint, "classify", "train", At("tickets.jsonl"), "--text", "turns", "--label", "label", "--out", At("model"));
    }

    [Fact]
    public async Task What_is_no_model_or_a_torn_one_ends_with_2()
    {
        await TrainAsync();
        var whole = await File.ReadAllBytesAsync(At("model"), Stop);
        byte[][] broken = [[], [.. "text,label\n"u8], whole[..4], whole[..5], whole[..(whole.Length / 2)], [.. whole[..4], 99, .. whole[5..]], [.. whole[..5], .. new byte[100]], [.. whole[..20], .. whole[40..]]];
        foreach (var bytes in broken)
        {
            await File.WriteAllBytesAsync(At("torn"), bytes, Stop);

            await RefusedAsync("torn: This is no model", "classify", "predict", At("torn"), At("tickets.csv"), "--text", "text");
        }

        await RefusedAsync("torn: This is no model", "classify", "evaluate", At("torn"), At("tickets.csv"), "--text", "text", "--label", "label");
    }

    [Fact]
    public async Task Missing_files_columns_and_arguments_end_with_2()
    {
        await TrainAsync();
        await WriteAsync("new.csv", "words\na\n");

        await RefusedAsync("none", "classify", "predict", At("none"), At("new.csv"), "--text", "words");
        await RefusedAsync("none", "classify", "predict", At("model"), At("none"), "--text", "words");
        await RefusedAsync("new.csv: There is no column", "classify", "predict", At("model"), At("new.csv"), "--text", "text");
        await RefusedAsync("new.csv: There is no column", "classify", "evaluate", At("model"), At("new.csv"), "--text", "words", "--label", "label");
        await RefusedAsync("--text", "classify", "predict", At("model"), At("new.csv"));
        await RefusedAsync("is a folder", "classify", "train", At("tickets.csv"), "--text", "text", "--label", "label", "--out", _folder);
        await RefusedAsync("none", "classify", "train", At("tickets.csv"), "--text", "text", "--label", "label", "--out", At("none/model"));
    }

    [Fact]
    public async Task A_worse_model_does_not_replace_the_one_that_is_there()
    {
        await TrainAsync();
        var before = await File.ReadAllBytesAsync(At("model"), Stop);
        await WriteAsync("wrong.csv", "text,label\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => i >= 48 ? Row(i) : Row(i).Replace(i % 2 == 0 ? "money" : "parcels", i % 2 == 0 ? "parcels" : "money", StringComparison.Ordinal))));

        var (code, _, error) = await RunAsync("classify", "train", At("wrong.csv"), "--text", "text", "--label", "label", "--out", At("model"), "--only-if-better");

        Assert.Equal(1, code);
        Assert.Single(error.Trim().Split('\n'));
        Assert.Equal(before, await File.ReadAllBytesAsync(At("model"), Stop));
    }

    [Fact]
    public async Task A_model_that_is_kept_only_if_better_has_not_learnt_the_last_fifth()
    {
        // The last fifth says the opposite: whoever has learnt it would be right on some of it.
        await WriteAsync("turned.csv", "text,label\n" + string.Join('\n', Enumerable.Range(0, 60).Select(i => i < 48 ? Row(i) : Turned(i))));
        string[] train = ["classify", "train", At("turned.csv"), "--text", "text", "--label", "label", "--out", At("model"), "--only-if-better"];

        var first = await RunAsync(train);
        var second = await RunAsync(train);

        Assert.Equal((0, 0), (first.Code, second.Code));
        Assert.Contains("Learnt 2 labels from 48 rows.", Assert.Single(first.Error.Trim().Split('\n')), StringComparison.Ordinal);
        Assert.Contains("accuracy 0.000 and macro-F1 0.000, before 0.000 and 0.000.", second.Error.Split('\n')[0], StringComparison.Ordinal);
    }

    private static string Turned(int i) => Row(i).Replace(i % 2 == 0 ? "money" : "parcels", i % 2 == 0 ? "parcels" : "money", StringComparison.Ordinal);

    private static string Row(int i) => i % 2 == 0
        ? $"the {Money[i / 2 % 6]} and the {Money[i / 7 % 6]},money"
        : $"the {Parcels[i / 2 % 6]} and the {Parcels[i / 7 % 6]},parcels";

    private string At(string name) => Path.Combine(_folder, name);

    private Task WriteAsync(string name, string text) => File.WriteAllTextAsync(At(name), text, Stop);

    private async Task TrainAsync()
    {
        await WriteAsync("tickets.csv", "text,label\n" + string.Join('\n', Enumerable.Range(0, 60).Select(Row)));
        var (code, output, _) = await RunAsync("classify", "train", At("tickets.csv"), "--text", "text", "--label", "label", "--out", At("model"));
        Assert.Equal((0, ""), (code, output));
    }

    private static async Task RefusedAsync(string complaint, params string[] arguments)
    {
        var (code, output, error) = await RunAsync(arguments);

        Assert.Equal((2, ""), (code, output));
        Assert.Contains(complaint, Assert.Single(error.Trim().Split('\n')), StringComparison.Ordinal);
    }

    private static Task<(int Code, string Output, string Error)> RunAsync(params string[] arguments) => ProgramRun.RunAsync([], arguments, Stop);
}
