using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Http;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Http.Idempotency;

/// <summary>
/// The same promise for a posted form: what a page sends again because it could not know whether it arrived is done once. The antiforgery token
/// does not belong to what was sent. One act of the endpoint carries the claim; any other it does acts for the actor without one.
/// </summary>
public sealed class IdempotentFormFilter : IEndpointFilter
{
    private const int LongestKey = 200;
    private readonly Func<object, string>? _made;
    private readonly Func<string, string>? _page;

    public IdempotentFormFilter()
    {
    }

    private IdempotentFormFilter(Func<object, string> made, Func<string, string> page) => (_made, _page) = (made, page);

    /// <summary>For a form that makes something and leads to its page: sent again, it leads there again.</summary>
    /// <param name="made">What was made, from the act's answer; at most 200 characters, kept for two days.</param>
    /// <param name="page">Its page, from that.</param>
    public static IdempotentFormFilter Making<T>(Func<T, string> made, Func<string, string> page)
        where T : class => new(answer => made((T)answer), page);

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
            return Pages.Refused(context.HttpContext, new IdempotencyKeyIsTooLong(), request.Path);
        }

        var stop = context.HttpContext.RequestAborted;
        var actor = Actor.Of(context.HttpContext);
        var claim = new IdempotencyClaim(
            SHA256.HashData(Encoding.UTF8.GetBytes($"{actor.Kind}|{actor.Id}|{request.Method}|{request.Path}|{key}")),
            await DigestAsync(await request.ReadFormAsync(stop), stop),
            StatusCodes.Status204NoContent,
            _made);
        var databases = (IDbContextFactory<AppDb>)context.HttpContext.RequestServices.GetService(typeof(IDbContextFactory<AppDb>))!;
        if (await AnsweredAsync(databases, claim, context.HttpContext, stop) is { } answered)
        {
            return answered;
        }

        for (var i = 0; i < context.Arguments.Count; i++)
        {
            if (context.Arguments[i] is Actor)
            {
                context.Arguments[i] = actor.Claiming(claim);
            }
        }

        try
        {
            return await next(context);
        }
        catch (Exception fault) when (StorageFaults.IsUniqueViolation(fault))
        {
            return await AnsweredAsync(databases, claim, context.HttpContext, stop) ?? throw new InvalidOperationException("A unique key was violated that is not the idempotency key.", fault);
        }
    }

    private async Task<IResult?> AnsweredAsync(IDbContextFactory<AppDb> databases, IdempotencyClaim claim, HttpContext context, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var record = await db.Set<IdempotencyRecord>().SingleOrDefaultAsync(r => r.KeyHash == claim.KeyHash, stop);
        if (record is null)
        {
            return null;
        }

        if (!record.BodyHash.AsSpan().SequenceEqual(claim.BodyHash))
        {
            return Pages.Refused(context, new IdempotencyKeyReused(), context.Request.Path);
        }

        if (record.Location is { } made && _page is not null)
        {
            return Results.LocalRedirect(_page(made));
        }

        if (VersionMade(record.Answer) is { } version)
        {
            context.Response.Headers["X-Version"] = version;
        }

        return Results.NoContent();
    }

    /// <summary>What was done made this version: the page bases on it what it sends next. Null where the answer names none.</summary>
    private static string? VersionMade(string answer)
    {
        if (answer.Length == 0)
        {
            return null;
        }

        using var made = JsonDocument.Parse(answer);
        return made.RootElement.ValueKind == JsonValueKind.Object && made.RootElement.TryGetProperty("version", out var version) && version.ValueKind == JsonValueKind.Number ? version.GetRawText() : null;
    }

    /// <summary>Lengths before texts: no field can pass for two. Files by what is in them: two pictures may have one name and one length.</summary>
    private static async Task<byte[]> DigestAsync(IFormCollection form, CancellationToken stop)
    {
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var (name, values) in form.Where(f => f.Key != "__RequestVerificationToken").OrderBy(f => f.Key, StringComparer.Ordinal))
        {
            foreach (var value in values)
            {
                digest.AppendData(Encoding.UTF8.GetBytes($"{name.Length}:{name}={value?.Length ?? 0}:{value};"));
            }
        }

        foreach (var file in form.Files)
        {
            digest.AppendData(Encoding.UTF8.GetBytes($"{file.Name.Length}:{file.Name}@{file.FileName.Length}:{file.FileName}:{file.Length};"));
            await using var content = file.OpenReadStream();
            digest.AppendData(await SHA256.HashDataAsync(content, stop));
        }

        return digest.GetHashAndReset();
    }
}
