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
public sealed class IdempotencyFilter : IEndpointFilter
{
    private const int LongestKey = 200;

    private readonly int _status;
    private readonly Func<object, string>? _place;

    public IdempotencyFilter(int status)
        : this(status, null)
    {
    }

    private IdempotencyFilter(int status, Func<object, string>? place) => (_status, _place) = (status, place);

    /// <summary>For what makes something: a repeated 201 says again where that is.</summary>
    /// <param name="place">The address of what was made, from the answer.</param>
    public static IdempotencyFilter Making<T>(Func<T, string> place)
        where T : class => new(StatusCodes.Status201Created, answer => place((T)answer));

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
            _status,
            _place);
        var databases = (IDbContextFactory<AppDb>)context.HttpContext.RequestServices.GetService(typeof(IDbContextFactory<AppDb>))!;
        if (await FindAsync(databases, claim, context.HttpContext.Response, stop) is { } answered)
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
            return await FindAsync(databases, claim, context.HttpContext.Response, stop) ?? throw new InvalidOperationException("A unique key was violated that is not the idempotency key.", fault);
        }
    }

    private static async Task<IResult?> FindAsync(IDbContextFactory<AppDb> databases, IdempotencyClaim claim, HttpResponse response, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var record = await db.Set<IdempotencyRecord>().SingleOrDefaultAsync(r => r.KeyHash == claim.KeyHash, stop);
        if (record is null)
        {
            return null;
        }

        if (!record.BodyHash.AsSpan().SequenceEqual(claim.BodyHash))
        {
            return Problems.Of(new IdempotencyKeyReused());
        }

        if (record.Location is { } place)
        {
            response.Headers.Location = place;
        }

        return record.Answer.Length == 0 ? Results.StatusCode(record.Status) : Results.Content(record.Answer, "application/json", Encoding.UTF8, record.Status);
    }
}
