using Banzhang.Platform.Identity;

namespace Banzhang.Insight;

public static class Permissions
{
    public static readonly Permission ReadCockpit = new("insight.cockpit.read", (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All), (RoleCodes.Inspector, Scope.All));
}
