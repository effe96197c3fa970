using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http;

/// <summary>Whoever may not do it anyway is told so before a long body of theirs is read. The handler asks again.</summary>
public sealed class PermissionFilter(Permission needs) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var by = Actor.Of(context.HttpContext);
        return by.May(needs) ? await next(context) : Problems.Of(by.RefusalOf(needs));
    }
}
