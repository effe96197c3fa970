using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http;

/// <summary>Tells whoever sent a form without this browser's token what to do, before anything reads the form.</summary>
public sealed class ForgeryBoundary(RequestDelegate next)
{
    public Task InvokeAsync(HttpContext context) =>
        context.Features.Get<IAntiforgeryValidationFeature>() is { IsValid: false } ? EdgeAnswers.Of(context, new FormIsStale()).ExecuteAsync(context) : next(context);
}
