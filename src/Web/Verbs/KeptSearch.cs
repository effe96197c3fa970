using System.Globalization;
using System.Runtime.InteropServices;
using Banzhang.Kernel;
using Banzhang.Planning.Rosters;
using Banzhang.Platform.Localisation;

namespace Banzhang.Web.Verbs;

/// <summary>A search whose best roster so far is kept in a file, with its progress on standard error. The first Ctrl-C ends the search and the best is still written; the second ends the program.</summary>
internal static class KeptSearch
{
    /// <summary>How often the best roster so far is written, at most.</summary>
    private static readonly TimeSpan Every = TimeSpan.FromSeconds(1);

    /// <param name="search">Runs in a thread of its own; told where progress goes, where what makes the text of each better roster goes, and what ends it.</param>
    /// <param name="write">The text of the last and best.</param>
    public static async Task<Outcome<T>> RunAsync<T>(ResultFile file, Func<Action<SearchProgress>, Action<Func<string>>, CancellationToken, Outcome<T>> search, Func<T, string> write, CancellationToken stop)
    {
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        var (signals, told) = (0, TimeSpan.FromSeconds(-1));
        using var interrupt = PosixSignalRegistration.Create(PosixSignal.SIGINT, End);
        using var terminate = PosixSignalRegistration.Create(PosixSignal.SIGTERM, End);
        Func<string>? better = null;
        var running = Task.Run(() => search(progress => told = Tell(progress, told), text => Volatile.Write(ref better, text), ended.Token), CancellationToken.None);
        while (await Task.WhenAny(running, Task.Delay(Every, TimeProvider.System, CancellationToken.None)) != running)
        {
            if (Interlocked.Exchange(ref better, null) is { } text)
                await file.KeepAsync(text());
        }

        var found = await running;
        if (found.IsDone)
            await file.FinishAsync(write(found.Value));
        return found;

        // The best roster is still to be written when the search was ended; whoever asks twice does not want it.
        void End(PosixSignalContext signal)
        {
            signal.Cancel = true;
            if (Interlocked.Exchange(ref signals, 1) != 0)
                Environment.Exit(CommandLine.Failed);
            ended.Cancel();
        }
    }

    public static string Bound(long? bound) => bound is { } proven ? proven.ToString(CultureInfo.InvariantCulture) : "-";

    /// <summary>A line of progress, ten a second at most; when the last one was told.</summary>
    private static TimeSpan Tell(SearchProgress progress, TimeSpan told)
    {
        if (progress.Elapsed - told < TimeSpan.FromSeconds(0.1))
            return told;
        Console.Error.WriteLine(WordBook.Say(Words.RosterProgress, progress.Elapsed.TotalSeconds.ToString("F2", CultureInfo.InvariantCulture), progress.Cost, Bound(progress.Bound)));
        return progress.Elapsed;
    }
}
