using Banzhang.Platform.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Banzhang.Web.Hosting;

/// <param name="Method">GET, POST …</param>
/// <param name="Path">With its parameters.</param>
/// <param name="Name">The operation's id in the OpenAPI document.</param>
/// <param name="Takes">Fields of the body with their types; empty without a body.</param>
/// <param name="Gives">Fields of the answer.</param>
internal sealed record ApiCall(string Method, string Path, string Name, IReadOnlyList<(string Field, string Type)> Takes, int Status, IReadOnlyList<(string Field, string Type)> Gives);

/// <summary>A readable page of the API, drawn from the endpoints themselves.</summary>
internal static class ApiDocs
{
    public static void MapApiDocs(this WebApplication app) =>
        app.MapGet("/api/docs", (IEnumerable<EndpointDataSource> sources) => Pages.Show<ApiDocsPage>(new { CallList = Calls(sources) })).ExcludeFromDescription();

    private static IReadOnlyList<ApiCall> Calls(IEnumerable<EndpointDataSource> sources) =>
        [.. sources.SelectMany(s => s.Endpoints).OfType<RouteEndpoint>()
            .Where(e => e.RoutePattern.RawText?.StartsWith("/api/v1/", StringComparison.Ordinal) == true && e.Metadata.GetMetadata<IEndpointNameMetadata>() is not null)
            .Select(Of).DistinctBy(c => c.Name).OrderBy(c => c.Path, StringComparer.Ordinal).ThenBy(c => c.Method, StringComparer.Ordinal)];

    private static ApiCall Of(RouteEndpoint endpoint)
    {
        var answer = endpoint.Metadata.OfType<IProducesResponseTypeMetadata>().FirstOrDefault(p => p.StatusCode < 300);
        return new(
            endpoint.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods[0] ?? "GET",
            endpoint.RoutePattern.RawText!,
            endpoint.Metadata.GetMetadata<IEndpointNameMetadata>()!.EndpointName,
            FieldsOf(endpoint.Metadata.GetMetadata<IAcceptsMetadata>()?.RequestType),
            answer?.StatusCode ?? StatusCodes.Status204NoContent,
            FieldsOf(answer?.Type));
    }

    private static IReadOnlyList<(string Field, string Type)> FieldsOf(Type? type) => type is null || type == typeof(void) ? []
        : [.. (type.IsGenericType && type.IsInterface ? type.GetGenericArguments()[0] : type).GetProperties()
            .Where(p => p.Name != "EqualityContract")
            .Select(p => (System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName(p.Name), NameOf(p.PropertyType)))];

    private static string NameOf(Type type)
    {
        var plain = Nullable.GetUnderlyingType(type) ?? type;
        var mark = plain == type ? "" : "?";
        return (plain.IsEnum ? string.Join(" | ", Enum.GetNames(plain).Select(System.Text.Json.JsonNamingPolicy.CamelCase.ConvertName))
            : plain.IsGenericType ? $"{plain.Name.Split('`')[0]}<{string.Join(", ", plain.GetGenericArguments().Select(NameOf))}>"
            : plain.Name) + mark;
    }
}
