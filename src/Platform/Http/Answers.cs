using System.Globalization;
using Banzhang.Kernel;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http;

/// <summary>What is answered of a thing that two people may change: its version is the answer's <c>ETag</c>, for the next <c>If-Match</c>.</summary>
public interface IVersionedView
{
    int Version { get; }
}

/// <summary>Outcomes as HTTP answers.</summary>
public static class Answers
{
    public static IResult Ok<T>(Outcome<T> outcome) =>
        outcome.Refusal is { } refusal ? Problems.Of(refusal) : new Answer(StatusCodes.Status200OK, outcome.Value!);

    public static IResult Created<T>(Outcome<T> outcome, Func<T, string> location) =>
        outcome.Refusal is { } refusal ? Problems.Of(refusal) : new Answer(StatusCodes.Status201Created, outcome.Value!, location(outcome.Value));

    public static IResult NoContent(Outcome outcome) =>
        outcome.Refusal is { } refusal ? Problems.Of(refusal) : Results.NoContent();

    /// <summary>The version in If-Match, null without one; <c>"7"</c> and <c>7</c> are the same.</summary>
    public static Outcome<int?> IfMatch(HttpRequest request)
    {
        var text = request.Headers.IfMatch.ToString().Trim().Trim('"');
        return text.Length == 0 || text == "*" ? default(int?)
            : int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version
            : new IfMatchIsUnreadable();
    }

    public static string ETag(int version) => string.Create(CultureInfo.InvariantCulture, $"\"{version}\"");

    private sealed class Answer(int status, object value, string? location = null) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = status;
            if (location is not null)
            {
                httpContext.Response.Headers.Location = location;
            }

            if (value is IVersionedView { Version: var version })
            {
                httpContext.Response.Headers.ETag = ETag(version);
            }

            return httpContext.Response.WriteAsJsonAsync(value, value.GetType(), ApiJson.Options, httpContext.RequestAborted);
        }
    }
}
