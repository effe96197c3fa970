using System.Security.Cryptography;
using System.Text;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Http.Idempotency;

/// <summary>
/// What is sent twice under one <c>Idempotency-Key</c> is done once, and answered the same; something else under that key is refused. The claim
/// travels with the actor into the act, so that answer and effect are stored together; of two racing requests the loser reads the winner's answer.
/// </summary>
/// <param name="status">What is answered when it is done.</param>
/// <param name="place">Where what was made is found, or what finds it, from the act's answer; at most 200 characters. Null when nothing is made.</param>
public abstract class OncePerKeyFilter(int status, Func<object, string>? place) : IEndpointFilter
{
    private const int LongestKey = 200;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var http = context.HttpContext;
        var key = http.Request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0)
        {
            return await next(context);
        }

        if (key.Length > LongestKey)
        {
            return Refused(http, new IdempotencyKeyIsTooLong());
        }

        var digest = await DigestAsync(http.Request, http.RequestAborted);
        if (!digest.IsDone)
        {
            return Refused(http, digest.Refusal!);
        }

        var actor = Actor.Of(http);
        var claim = new IdempotencyClaim(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{actor.Kind}|{actor.Id}|{http.Request.Method}|{http.Request.Path}|{key}")), digest.Value, status, place);
        if (await AnsweredAsync(http, claim) is { } answered)
        {
            return answered;
        }

        var claiming = actor.Claiming(claim);
        OnClaiming(http, claiming);
        for (var i = 0; i < context.Arguments.Count; i++)
        {
            if (context.Arguments[i] is Actor)
            {
                context.Arguments[i] = claiming;
            }
        }

        try
        {
            return await next(context);
        }
        catch (Exception fault) when (StorageFaults.IsUniqueViolation(fault))
        {
            return await AnsweredAsync(http, claim) ?? throw new InvalidOperationException("A unique key was violated that is not the idempotency key.", fault);
        }
    }

    /// <summary>Equal for what is sent again, and for nothing else.</summary>
    protected abstract ValueTask<Outcome<byte[]>> DigestAsync(HttpRequest request, CancellationToken stop);

    /// <summary>The answer to what was done before.</summary>
    protected abstract IResult Again(HttpContext context, IdempotencyRecord done);

    protected abstract IResult Refused(HttpContext context, Refusal refusal);

    /// <summary>The endpoint's own argument carries the claim; here, who else asks for the actor.</summary>
    protected virtual void OnClaiming(HttpContext context, Actor claiming)
    {
    }

    private async Task<IResult?> AnsweredAsync(HttpContext context, IdempotencyClaim claim)
    {
        var databases = (IDbContextFactory<AppDb>)context.RequestServices.GetService(typeof(IDbContextFactory<AppDb>))!;
        await using var db = await databases.CreateDbContextAsync(context.RequestAborted);
        return await db.Set<IdempotencyRecord>().SingleOrDefaultAsync(r => r.KeyHash == claim.KeyHash, context.RequestAborted) switch
        {
            null => null,
            var record when !record.BodyHash.AsSpan().SequenceEqual(claim.BodyHash) => Refused(context, new IdempotencyKeyReused()),
            var record => Again(context, record),
        };
    }
}
