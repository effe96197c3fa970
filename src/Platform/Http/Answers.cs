using System.Globalization;
using Banzhang.Kernel;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http;

/// <summary>Outcomes as HTTP answers.</summary>
public static class Answers
{
    public static IResult Ok<T>(Outcome<T> outcome) =>
        outcome.Refusal is { } refusal ? Problems.Of(refusal) : Results.Json(outcome.Value, ApiJson.Options);

    public static IResult Created<T>(Outcome<T> outcome, Func<T, string> location)
    {
        if (outcome.Refusal is { } refusal)
        {
            return Problems.Of(refusal);
        }

        return new CreatedAnswer(location(outcome.Value), outcome.Value!);
    }

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

    private sealed class CreatedAnswer(string location, object value) : IResult
    {
        public Task ExecuteAsync(HttpContext httpContext)
        {
            httpContext.Response.StatusCode = StatusCodes.Status201Created;
            httpContext.Response.Headers.Location = location;
            return httpContext.Response.WriteAsJsonAsync(value, value.GetType(), ApiJson.Options, httpContext.RequestAborted);
        }
    }
}
