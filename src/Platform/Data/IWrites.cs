using Banzhang.Kernel;
using Banzhang.Platform.Identity;

namespace Banzhang.Platform.Data;

/// <summary>The only door to change anything: runs a use case in one transaction and answers after its commit is durable.</summary>
public interface IWrites
{
    /// <summary>
    /// Runs <paramref name="work"/>; a refusal or an exception leaves nothing behind. The work may run twice when the database asks for it,
    /// so it changes nothing outside the act. It must not wait for anything but the database.
    /// </summary>
    Task<Outcome<T>> ActAsync<T>(Actor by, Func<Act, CancellationToken, Task<Outcome<T>>> work, CancellationToken stop);
}

public static class WritesExtensions
{
    public static async Task<Outcome> ActAsync(this IWrites writes, Actor by, Func<Act, CancellationToken, Task<Outcome>> work, CancellationToken stop)
    {
        var outcome = await writes.ActAsync<Nothing?>(
            by,
            async (act, token) =>
            {
                var done = await work(act, token);
                if (done.Refusal is { } refusal)
                {
                    return refusal;
                }

                return default(Nothing?);
            },
            stop);
        return outcome.Refusal is { } no ? no : Outcome.Done;
    }

    /// <summary>An act that answers nothing stores no answer.</summary>
    private readonly record struct Nothing;
}
