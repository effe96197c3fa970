using System.Collections.Frozen;
using Banzhang.Platform.Identity;
using Banzhang.Web.Hosting;

namespace Banzhang.Web.Verbs;

/// <summary>Whoever can start the program on the data folder may do everything; the audit trail says that it was the command line.</summary>
internal static class CommandActor
{
    public static readonly Actor Administrator = new()
    {
        Kind = ActorKind.System,
        Name = "command line",
        Role = RoleCodes.Administrator,
        Address = Environment.MachineName,
        Grants = new PermissionCatalog(Composition.Rooms).All.ToFrozenDictionary(p => p.Code, _ => Scope.All),
    };
}
