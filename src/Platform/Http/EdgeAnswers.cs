using Banzhang.Kernel;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http;

/// <summary>A form whose token is not this browser's: it was opened before the browser lost its cookies, or another site sent it.</summary>
public sealed record FormIsStale() : Invalid("");

/// <summary>The address is there, but not for this method.</summary>
public sealed record WrongMethod : NotFound;

/// <summary>
/// Refusals at the edge of the program, where no page of its own stands behind them: a program gets a problem document,
/// an act by script the sentence for its form, a person a page. All in the language of whoever asked, also when nobody could find out who that is.
/// </summary>
public static class EdgeAnswers
{
    public static IResult Of(HttpContext context, Refusal refusal)
    {
        Languages.Speak(Languages.Of(context, Identity.Actor.Of(context)));
        return Pages.IsAct(context) ? Pages.Refused(context, refusal, "/")
            : IsForPerson(context.Request) ? Pages.Show<Ui.EdgePage>(PageOf(context, refusal), Problems.StatusOf(refusal))
            : Problems.Of(refusal);
    }

    /// <summary>What an answer without any content leaves unsaid; null where it says enough.</summary>
    internal static Refusal? Unsaid(HttpContext context)
    {
        var answer = context.Response;
        if (answer.HasStarted || answer.ContentType is not null || answer.ContentLength is > 0 || HttpMethods.IsHead(context.Request.Method))
        {
            return null;
        }

        return answer.StatusCode switch
        {
            StatusCodes.Status429TooManyRequests => new TooManyRequests(),
            StatusCodes.Status400BadRequest => QueryIsUnreadable.In(context),
            // A fragment that is gone is taken away by the page it stood on.
            StatusCodes.Status404NotFound when !Pages.IsAct(context) => new NoSuchPlace(),
            StatusCodes.Status405MethodNotAllowed when !Pages.IsAct(context) => new WrongMethod(),
            _ => null,
        };
    }

    private static object PageOf(HttpContext context, Refusal refusal)
    {
        var isRead = HttpMethods.IsGet(context.Request.Method);
        return new
        {
            Title = TitleOf(refusal),
            Text = WordBook.Say(refusal),
            Hint = isRead ? "" : Words.GoBackToWhatYouTyped,
            Again = isRead && refusal is not NotFound ? context.Request.Path + context.Request.QueryString.Value : null,
            Home = context.Request.Path.StartsWithSegments("/portal", StringComparison.Ordinal) ? "/portal" : "/",
            RequestId = refusal is SomethingFailed ? context.Response.Headers["X-Request-Id"].ToString() : "",
        };
    }

    private static string TitleOf(Refusal refusal) => refusal switch
    {
        NoSuchPlace or WrongMethod => Words.NothingHere,
        TooManyRequests => Words.OneMoment,
        FormIsStale => Words.PageIsTooOld,
        _ => Words.NotDone,
    };

    private static bool IsForPerson(HttpRequest request) =>
        !request.Path.StartsWithSegments("/api", StringComparison.Ordinal) && request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
}
