using System.Security.Cryptography;
using System.Text;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http.Idempotency;

/// <summary>For calls of the API: the same bytes get the same answer, with the <c>Location</c> of what was made.</summary>
public sealed class IdempotencyFilter : OncePerKeyFilter
{
    public IdempotencyFilter(int status)
        : base(status, place: null)
    {
    }

    private IdempotencyFilter(int status, Func<object, string> place)
        : base(status, place)
    {
    }

    /// <summary>For what makes something: a repeated 201 says again where that is.</summary>
    /// <param name="place">The address of what was made, from the answer.</param>
    public static IdempotencyFilter Making<T>(Func<T, string> place)
        where T : class => new(StatusCodes.Status201Created, answer => place((T)answer));

    protected override async ValueTask<Outcome<byte[]>> DigestAsync(HttpRequest request, CancellationToken stop)
    {
        var body = await ApiBody.ReadBytesAsync(request, stop);
        return body.IsDone ? SHA256.HashData(body.Value.Span) : body.Refusal!;
    }

    protected override IResult Again(HttpContext context, IdempotencyRecord done)
    {
        if (done.Location is { } place)
        {
            context.Response.Headers.Location = place;
        }

        if (done.VersionMade() is { } version)
        {
            context.Response.Headers.ETag = Answers.ETag(version);
        }

        return done.Answer.Length == 0 ? Results.StatusCode(done.Status) : Results.Content(done.Answer, "application/json", Encoding.UTF8, done.Status);
    }

    protected override IResult Refused(HttpContext context, Refusal refusal) => Problems.Of(refusal);

    protected override void OnClaiming(HttpContext context, Actor claiming) => context.Features.Set(claiming);
}
