using Banzhang.Platform.Data;
using Banzhang.Platform.Http;
using Microsoft.AspNetCore.OpenApi;
using Microsoft.OpenApi;

namespace Banzhang.Web.Hosting;

/// <summary>The OpenAPI document: what the endpoints say, typed ids as UUIDs, the key as bearer.</summary>
internal static class OpenApiDocument
{
    public static void Shape(OpenApiOptions options)
    {
        options.AddSchemaTransformer((schema, context, _) =>
        {
            if (TypedIds.Is(Nullable.GetUnderlyingType(context.JsonTypeInfo.Type) ?? context.JsonTypeInfo.Type))
            {
                schema.Type = JsonSchemaType.String;
                schema.Format = "uuid";
                schema.Properties = null;
                schema.Required = null;
            }

            if (context.JsonTypeInfo.Type == typeof(byte[]))
            {
                schema.Type = JsonSchemaType.String;
                schema.Format = "byte";
            }

            return Task.CompletedTask;
        });
        options.AddOperationTransformer(PromiseAsync);
        options.AddDocumentTransformer((document, _, _) =>
        {
            document.Info = new() { Title = "Banzhang", Version = "v1", Description = "The API of the customer-service department. Errors are RFC 9457 problem documents." };
            document.Components ??= new();
            document.Components.SecuritySchemes = new Dictionary<string, IOpenApiSecurityScheme>
            {
                ["key"] = new OpenApiSecurityScheme { Type = SecuritySchemeType.Http, Scheme = "bearer", Description = "An API key: banzhang apikey create" },
            };
            document.Security = [new OpenApiSecurityRequirement { [new OpenApiSecuritySchemeReference("key", document)] = [] }];
            return Task.CompletedTask;
        });
    }

    /// <summary>What holds for every call and is written at none of them: the headers of writes, the version of what is answered, the form of a refusal.</summary>
    private static async Task PromiseAsync(OpenApiOperation operation, OpenApiOperationTransformerContext context, CancellationToken stop)
    {
        var call = context.Description;
        operation.Parameters ??= [];
        if (call.HttpMethod == HttpMethods.Post)
        {
            operation.Parameters.Add(Header("Idempotency-Key", "The same key and body get the same answer; another body is refused with 409. At most 200 characters."));
        }

        if (call.HttpMethod == HttpMethods.Patch || (call.HttpMethod == HttpMethods.Post && call.RelativePath!.Contains('{', StringComparison.Ordinal)))
        {
            operation.Parameters.Add(Header("If-Match", "The version the change is based on, as in ETag; a stale one is refused with 412 and the current state."));
        }

        operation.Responses ??= [];
        foreach (var answer in call.SupportedResponseTypes.Where(t => t.Type?.IsAssignableTo(typeof(IVersionedView)) == true))
        {
            if (operation.Responses.TryGetValue($"{answer.StatusCode}", out var response) && response is OpenApiResponse told)
            {
                told.Headers = new Dictionary<string, IOpenApiHeader> { ["ETag"] = new OpenApiHeader { Description = "The version, for the next If-Match.", Schema = Text() } };
            }
        }

        var problem = await context.GetOrCreateSchemaAsync(typeof(Problems.Problem), null, stop);
        context.Document!.AddComponent(nameof(Problems.Problem), problem);
        operation.Responses["default"] = new OpenApiResponse
        {
            Description = "Refused: what is wrong, where, and what to do, in the caller's language (RFC 9457).",
            Content = new Dictionary<string, OpenApiMediaType> { ["application/problem+json"] = new() { Schema = new OpenApiSchemaReference(nameof(Problems.Problem), context.Document) } },
        };
    }

    private static OpenApiParameter Header(string name, string description) => new() { Name = name, In = ParameterLocation.Header, Description = description, Schema = Text() };

    private static OpenApiSchema Text() => new() { Type = JsonSchemaType.String };
}
