using System.CommandLine;
using System.Globalization;
using Banzhang.Conversation.Classification;
using Banzhang.Platform.Localisation;

namespace Banzhang.Web.Verbs;

/// <summary>Learns a classifier from a table, predicts with it, and says how good it is.</summary>
internal static class ClassifyVerb
{
    private static readonly string[] JsonLines = [".jsonl", ".ndjson", ".json"];

    private static readonly Option<string> Text = new("--text") { Description = Words.HelpClassifyText, HelpName = "COLUMN", Required = true };
    private static readonly Option<string> Label = new("--label") { Description = Words.HelpClassifyLabel, HelpName = "COLUMN", Required = true };

    public static Command Command() => new("classify", Words.HelpClassify) { Train(), Predict(), Evaluate() };

    private static Command Train()
    {
        var file = new Argument<string>("FILE") { Description = Words.HelpClassifyFile };
        var model = new Option<string>("--out") { Description = Words.HelpClassifyOut, HelpName = "MODEL", Required = true };
        var onlyIfBetter = new Option<bool>("--only-if-better") { Description = Words.HelpClassifyOnlyIfBetter };
        var command = new Command("train", Words.HelpClassifyTrain) { file, Text, Label, model, onlyIfBetter };
        command.SetAction(parsed => Guarded(() =>
        {
            if (Labelled(parsed, file) is not { } samples)
            {
                return CommandLine.Unusable;
            }

            if (Directory.Exists(parsed.GetValue(model)))
            {
                Console.Error.WriteLine(WordBook.Say(Words.ModelPathIsFolder, parsed.GetValue(model)));
                return CommandLine.Unusable;
            }

            // A model that is to be compared, now or by the next run, must not know the rows it is compared on: what is kept is the one that was judged.
            var path = parsed.GetValue(model)!;
            var (learnt, heldBack) = parsed.GetValue(onlyIfBetter) ? ModelContest.Split(samples) : (samples, []);
            var trained = ClassifierTrainer.Train(learnt);
            if (trained.Refusal is { } refusal)
            {
                return CommandLine.Refuse(parsed.GetValue(file)!, refusal);
            }

            if (parsed.GetValue(onlyIfBetter) && File.Exists(path) && Wins(path, trained.Value, heldBack) is { } code and not CommandLine.Done)
            {
                return code;
            }

            // Written aside and moved, so that who reads the old model meanwhile reads it whole.
            using (var written = File.Create(path + ".part"))
            {
                ModelFile.Write(trained.Value, written);
            }

            File.Move(path + ".part", path, overwrite: true);
            var info = trained.Value.Info;
            Console.Error.WriteLine(WordBook.Say(Words.ClassifierTrained, info.Samples, trained.Value.Labels.Count, info.Accuracy, info.MacroF1, info.CalibrationError, info.SureFrom));
            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Predict()
    {
        var model = new Argument<string>("MODEL") { Description = Words.HelpClassifyModel };
        var file = new Argument<string>("FILE") { Description = Words.HelpClassifyFile };
        var unsure = new Option<string?>("--unsure") { Description = Words.HelpClassifyUnsure, HelpName = "LABEL" };
        var command = new Command("predict", Words.HelpClassifyPredict) { model, file, Text, unsure };
        command.SetAction(parsed => Guarded(() =>
        {
            if (Model(parsed.GetValue(model)!) is not { } classifier || Rows(parsed, file) is not { } rows)
            {
                return CommandLine.Unusable;
            }

            var insteadOfGuess = parsed.GetValue(unsure);
            if (classifier.Labels.Contains(insteadOfGuess))
            {
                Console.Error.WriteLine(WordBook.Say(Words.UnsureIsALabel, insteadOfGuess));
                return CommandLine.Unusable;
            }

            Console.Out.WriteLine("row,label,probability");
            var row = 0;
            foreach (var said in rows.Samples.AsParallel().AsOrdered().Select(classifier.Predict))
            {
                Console.Out.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{++row},{Cell(said.IsSure ? said.Label : insteadOfGuess ?? said.Label)},{said.Probability:0.0000}"));
            }

            return CommandLine.Done;
        }));
        return command;
    }

    private static Command Evaluate()
    {
        var model = new Argument<string>("MODEL") { Description = Words.HelpClassifyModel };
        var file = new Argument<string>("FILE") { Description = Words.HelpClassifyFile };
        var command = new Command("evaluate", Words.HelpClassifyEvaluate) { model, file, Text, Label };
        command.SetAction(parsed => Guarded(() =>
        {
            if (Model(parsed.GetValue(model)!) is not { } classifier || Labelled(parsed, file) is not { } samples)
            {
                return CommandLine.Unusable;
            }

            Console.Out.WriteLine(EvaluationJson.Write(ModelContest.Evaluate(classifier, samples)));
            return CommandLine.Done;
        }));
        return command;
    }

    /// <summary>Done when the candidate is at least as good on the rows held back as the model that is there.</summary>
    private static int Wins(string path, Classifier candidate, IReadOnlyList<LabelledSample> heldBack)
    {
        if (Model(path) is not { } current)
        {
            return CommandLine.Unusable;
        }

        var (before, after, wins) = ModelContest.Judge(current, candidate, heldBack);
        Console.Error.WriteLine(WordBook.Say(wins ? Words.ClassifierIsBetter : Words.ClassifierIsNotBetter, after.Accuracy, after.MacroF1, before.Accuracy, before.MacroF1));
        return wins ? CommandLine.Done : CommandLine.Failed;
    }

    private static Classifier? Model(string path)
    {
        using var file = File.OpenRead(path);
        var outcome = ModelFile.Read(file);
        if (outcome.Refusal is { } refusal)
        {
            CommandLine.Refuse(path, refusal);
            return null;
        }

        return outcome.Value;
    }

    private static (Table Table, IReadOnlyList<Sample> Samples)? Rows(ParseResult parsed, Argument<string> file)
    {
        var path = parsed.GetValue(file)!;
        var table = Table.Read(File.ReadAllBytes(path), JsonLines.Contains(Path.GetExtension(path).ToLowerInvariant()));
        if (table.Refusal is { } broken)
        {
            CommandLine.Refuse(path, broken);
            return null;
        }

        var samples = table.Value.Samples(parsed.GetValue(Text)!);
        if (samples.Refusal is { } refusal)
        {
            CommandLine.Refuse(path, refusal);
            return null;
        }

        return (table.Value, samples.Value);
    }

    private static List<LabelledSample>? Labelled(ParseResult parsed, Argument<string> file)
    {
        if (Rows(parsed, file) is not var (table, samples))
        {
            return null;
        }

        var labels = table.Cells(parsed.GetValue(Label)!);
        if (labels.Refusal is { } refusal)
        {
            CommandLine.Refuse(parsed.GetValue(file)!, refusal);
            return null;
        }

        return [.. samples.Zip(labels.Value, (sample, label) => new LabelledSample(sample, label)).Where(row => row.Label.Length > 0)];
    }

    private static int Guarded(Func<int> work)
    {
        try
        {
            return work();
        }
        catch (Exception fault) when (fault is FileNotFoundException or DirectoryNotFoundException or UnauthorizedAccessException)
        {
            Console.Error.WriteLine(WordBook.Say(Words.FilesFailed, fault.Message));
            return CommandLine.Unusable;
        }
    }

    private static string Cell(string value) => value.AsSpan().IndexOfAny(",\"\r\n") < 0 ? value : $"\"{value.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";
}
