using System.Security.Cryptography;
using System.Text;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Http.Idempotency;

/// <summary>
/// The same key and body get the same answer; another body is refused. The claim travels with the actor into the act,
/// so that answer and effect are stored together; of two racing requests the loser reads the winner's answer.
/// </summary>
public sealed class IdempotencyFilter(int status) : IEndpointFilter
{
    private const int LongestKey = 200;

    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var request = context.HttpContext.Request;
        var key = request.Headers["Idempotency-Key"].ToString();
        if (key.Length == 0)
        {
            return await next(context);
        }

        if (key.Length > LongestKey)
        {
            return Problems.Of(new IdempotencyKeyIsTooLong());
        }

        var stop = context.HttpContext.RequestAborted;
        var actor = Actor.Of(context.HttpContext);
        var body = await ApiBody.ReadBytesAsync(request, stop);
        if (!body.IsDone)
        {
            return Problems.Of(body.Refusal!);
        }

        var claim = new IdempotencyClaim(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{actor.Kind}|{actor.Id}|{request.Method}|{request.Path}|{key}")),
            SHA256.HashData(body.Value.Span),
            status);
        var databases = (IDbContextFactory<AppDb>)context.HttpContext.RequestServices.GetService(typeof(IDbContextFactory<AppDb>))!;
        if (await FindAsync(databases, claim, stop) is { } answered)
        {
            return answered;
        }

        var claiming = actor.Claiming(claim);
        context.HttpContext.Features.Set(claiming);
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
            return await FindAsync(databases, claim, stop) ?? throw new InvalidOperationException("A unique key was violated that is not the idempotency key.", fault);
        }
    }

    private static async Task<IResult?> FindAsync(IDbContextFactory<AppDb> databases, IdempotencyClaim claim, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var record = await db.Set<IdempotencyRecord>().SingleOrDefaultAsync(r => r.KeyHash == claim.KeyHash, stop);
        return record is null ? null
            : !record.BodyHash.AsSpan().SequenceEqual(claim.BodyHash) ? Problems.Of(new IdempotencyKeyReused())
            : record.Answer.Length == 0 ? Results.StatusCode(record.Status)
            : Results.Content(record.Answer, "application/json", Encoding.UTF8, record.Status);
    }
}
