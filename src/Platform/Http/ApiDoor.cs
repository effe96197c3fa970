using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Http;

/// <summary>A one-time password opens nothing but the page where it is changed.</summary>
public sealed record PasswordMustBeChanged : NotPermitted;

/// <summary>Before anything of a call is read: nobody gets 401, and who still has a one-time password changes it first.</summary>
public sealed class ApiDoor : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var by = Actor.Of(context.HttpContext);
        return !by.IsSignedIn ? Problems.Of(new SignInFirst())
            : by.MustChangePassword ? Problems.Of(new PasswordMustBeChanged())
            : await next(context);
    }
}
