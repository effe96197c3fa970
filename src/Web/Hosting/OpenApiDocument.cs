using Banzhang.Platform.Data;
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
}
