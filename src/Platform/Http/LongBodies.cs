using Banzhang.Kernel;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http;

/// <summary>As many long requests as are taken are being answered; this one may come again in a moment.</summary>
public sealed record TooManyLongBodies : Unavailable;

/// <summary>
/// Bodies longer than <see cref="ApiBody.Most"/> are held whole until they are answered, with the files in them once more (decision 0026):
/// eight of the longest take half a gibibyte, and no more are taken at once.
/// </summary>
public sealed class LongBodies
{
    private const int AtOnce = 8;
    private const string Seconds = "2";
    private int _held;

    /// <summary>Counts a request until it is answered. False, with a <c>Retry-After</c>, when there are enough.</summary>
    public bool TryHold(HttpContext context)
    {
        if (Interlocked.Increment(ref _held) > AtOnce)
        {
            Interlocked.Decrement(ref _held);
            context.Response.Headers.RetryAfter = Seconds;
            return false;
        }

        context.Response.OnCompleted(() =>
        {
            Interlocked.Decrement(ref _held);
            return Task.CompletedTask;
        });
        return true;
    }
}
