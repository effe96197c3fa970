using Banzhang.Platform.Identity;

namespace Banzhang.Quality;

public static class Permissions
{
    public static readonly Permission ReadPolicy = new("quality.policy.read",
        (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All), (RoleCodes.Inspector, Scope.All), (RoleCodes.Trainer, Scope.All));

    public static readonly Permission EditPolicy = new("quality.policy.edit",
        (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All), (RoleCodes.Inspector, Scope.All));
}
