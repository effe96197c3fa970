using Banzhang.Kernel;
using Banzhang.Platform.Http;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Console;

/// <summary>What stands in the place of a page that its reader may not see, or that is not there.</summary>
public static class RefusedPages
{
    public static async Task<IResult> RefusedAsync(this ConsoleFrames frames, HttpContext context, Refusal refusal, CancellationToken stop) =>
        Pages.IsAct(context)
            ? Pages.Refused(context, refusal, "/")
            : Pages.Show<RefusedPage>(new { Frame = await frames.ForAsync(context, stop), Reason = WordBook.Say(refusal) }, Problems.StatusOf(refusal));
}
