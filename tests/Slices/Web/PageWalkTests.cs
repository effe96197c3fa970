using System.Net;
using System.Text.RegularExpressions;
using Banzhang.Platform.Identity;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.AspNetCore.Routing;

namespace Banzhang.Tests.Slices.Web;

/// <summary>Every page and call that is read, found from the running server's own routes, asked for by every role and by nobody.</summary>
public sealed partial class PageWalkTests(SqliteServer server) : IClassFixture<SqliteServer>
{
    /// <summary>What strangers may read: the way in, the customer's side, what machines ask. The document of the API and its page are public.</summary>
    private static readonly string[] OpenToAll = ["/sign-in", "/setup", "/portal", "/healthz", "/readyz", "/metrics", "/openapi/", "/api/docs", "/live/events"];

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Every_page_answers_every_role_as_its_permissions_say()
    {
        var pages = Pages().ToList();
        Assert.True(pages.Count > 30, $"{pages.Count} pages");
        var wrong = new List<string>();
        foreach (var role in (string?[])[null, .. RoleCodes.All])
        {
            using var client = await server.BrowserOfAsync(role);
            foreach (var page in pages)
            {
                using var asked = await client.GetAsync(page, HttpCompletionOption.ResponseHeadersRead, Stop);
                if (Verdict(role, page, asked.StatusCode) is { } verdict)
                {
                    wrong.Add($"{role ?? "nobody"} {page} {(int)asked.StatusCode}: {verdict}");
                }
            }
        }

        Assert.Empty(wrong);
    }

    /// <summary>Who sees which part by default, besides the administrator; the longest beginning counts. A page without a row here fails the walk.</summary>
    private static readonly (string Beginning, string[] Roles)[] Rows =
    [
        ("/settings/", []),
        ("/settings/accounts", [RoleCodes.PeopleOfficer]),
        ("/settings/teams", [RoleCodes.PeopleOfficer]),
        ("/settings/queues", [RoleCodes.Manager]),
        ("/settings/department", [RoleCodes.Manager]),
        ("/settings/audit", [RoleCodes.Manager]),
        ("/settings/service-levels", [RoleCodes.Manager]),
        ("/settings/mail", [RoleCodes.Manager]),
        ("/mail", [RoleCodes.Supervisor, RoleCodes.Manager]),
        ("/mail/0", [.. Contacts, RoleCodes.Trainer]),
        ("/cockpit", Supervision),
        ("/api/v1/cockpit", Supervision),
        ("/customers", Contacts),
        ("/customers/new", [RoleCodes.Agent, RoleCodes.Supervisor, RoleCodes.Manager]),
        ("/customers/01a21147-92a8-7655-a6c0-be4a1814cce4/twins", [RoleCodes.Supervisor, RoleCodes.Manager]),
        ("/customers/01a21147-92a8-7655-a6c0-be4a1814cce4/export", [RoleCodes.Manager]),
        ("/api/v1/customers", Contacts),
        ("/api/v1/customers/01a21147-92a8-7655-a6c0-be4a1814cce4/export", [RoleCodes.Manager]),
        ("/desk", [.. Contacts, RoleCodes.Trainer]),
        ("/desk/new", [RoleCodes.Agent, RoleCodes.Supervisor, RoleCodes.Manager, RoleCodes.ThirdParty]),
        ("/desk/BZ-900001/mergeable", [RoleCodes.Agent, RoleCodes.Supervisor, RoleCodes.Manager, RoleCodes.ThirdParty]),
        ("/tickets", [.. Contacts, RoleCodes.Trainer]),
        ("/search", [.. Contacts, RoleCodes.Trainer]),
        ("/files/", [.. Contacts, RoleCodes.Trainer]),
        ("/api/v1/", [.. Contacts, RoleCodes.Trainer]),
        ("/quality", [.. RoleCodes.All]),
        ("/quality/inspections", [.. Contacts, RoleCodes.Trainer]),
        ("/quality/policy", [.. Supervision, RoleCodes.Trainer]),
        ("/quality/classifier", Supervision),
        ("/quality/tickets/", [RoleCodes.Agent, RoleCodes.Supervisor, RoleCodes.Manager, RoleCodes.ThirdParty]),
        ("/account", [.. RoleCodes.All]),
        ("/me/state", [.. RoleCodes.All]),
    ];

    private static string[] Supervision => [RoleCodes.Supervisor, RoleCodes.Manager, RoleCodes.Inspector];

    private static string[] Contacts => [RoleCodes.Agent, RoleCodes.Supervisor, RoleCodes.Manager, RoleCodes.Inspector, RoleCodes.ThirdParty];

    private static string? Verdict(string? role, string page, HttpStatusCode status)
    {
        if ((int)status >= 500)
        {
            return "a fault";
        }

        if (page == "/" || Array.Exists(OpenToAll, p => page.StartsWith(p, StringComparison.Ordinal)))
        {
            return null;
        }

        if (Rows.Where(r => page.StartsWith(r.Beginning, StringComparison.Ordinal)).MaxBy(r => r.Beginning.Length).Roles is not { } roles)
        {
            return "no row says who may see it";
        }

        // Examples of things that do not exist are not found, or lead back to their list.
        var isShown = (int)status is >= 200 and < 300;
        var isRefused = status is HttpStatusCode.Forbidden or HttpStatusCode.Unauthorized;
        var may = role == RoleCodes.Administrator || (role is not null && roles.Contains(role));
        return isShown && !may ? "shown without the permission" : isRefused && may ? "kept from one who may see it" : null;
    }

    private IEnumerable<string> Pages() => server.Get<EndpointDataSource>().Endpoints.OfType<RouteEndpoint>()
        .Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains("GET") == true)
        .Select(e => "/" + Parameter().Replace(e.RoutePattern.RawText!.TrimStart('/'), m => m.Groups[1].Value.Contains("guid", StringComparison.Ordinal) ? "01a21147-92a8-7655-a6c0-be4a1814cce4" : m.Groups[1].Value.StartsWith("number", StringComparison.Ordinal) ? "BZ-900001" : m.Groups[1].Value.StartsWith("documentName", StringComparison.Ordinal) ? "v1" : "x"))
        .Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{([^}]+)\}")]
    private static partial Regex Parameter();
}
