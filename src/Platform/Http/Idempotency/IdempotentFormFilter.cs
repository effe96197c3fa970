using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Banzhang.Kernel;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http.Idempotency;

/// <summary>
/// For posted forms: what a page sends again because it could not know whether it arrived is done once. The antiforgery token
/// does not belong to what was sent. One act of the endpoint carries the claim; any other it does acts for the actor without one.
/// </summary>
public sealed class IdempotentFormFilter : OncePerKeyFilter
{
    private readonly Func<string, string>? _page;

    public IdempotentFormFilter()
        : base(StatusCodes.Status204NoContent, place: null)
    {
    }

    private IdempotentFormFilter(Func<object, string> made, Func<string, string> page)
        : base(StatusCodes.Status204NoContent, made) => _page = page;

    /// <summary>For a form that makes something and leads to its page: sent again, it leads there again.</summary>
    /// <param name="made">What was made, from the act's answer; at most 200 characters, kept for two days.</param>
    /// <param name="page">Its page, from that.</param>
    public static IdempotentFormFilter Making<T>(Func<T, string> made, Func<string, string> page)
        where T : class => new(answer => made((T)answer), page);

    /// <summary>Lengths before texts: no field can pass for two. Files by what is in them: two pictures may have one name and one length.</summary>
    protected override async ValueTask<Outcome<byte[]>> DigestAsync(HttpRequest request, CancellationToken stop)
    {
        var form = await request.ReadFormAsync(stop);
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

    protected override IResult Again(HttpContext context, IdempotencyRecord done)
    {
        if (done.Location is { } made && _page is not null)
        {
            return Results.LocalRedirect(_page(made));
        }

        if (done.VersionMade() is { } version)
        {
            context.Response.Headers["X-Version"] = version.ToString(CultureInfo.InvariantCulture);
        }

        return Results.NoContent();
    }

    protected override IResult Refused(HttpContext context, Refusal refusal) => Pages.Refused(context, refusal, context.Request.Path);
}
