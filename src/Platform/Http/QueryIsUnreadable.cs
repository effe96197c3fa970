using System.ComponentModel;
using Banzhang.Kernel;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Metadata;

namespace Banzhang.Platform.Http;

/// <summary>A value of the query or of a form that is not of the kind its field takes.</summary>
public sealed record QueryIsUnreadable(string Field, string Value) : Invalid(Field)
{
    public override object[] Arguments => [Field, Value];

    /// <summary>The web framework answers such a request with 400 and nothing else: the first field of it that does not fit its parameter; null when all do.</summary>
    internal static QueryIsUnreadable? In(HttpContext context)
    {
        foreach (var parameter in context.GetEndpoint()?.Metadata.GetOrderedMetadata<IParameterBindingMetadata>() ?? [])
        {
            var kind = Nullable.GetUnderlyingType(parameter.ParameterInfo.ParameterType) ?? parameter.ParameterInfo.ParameterType;
            var value = context.Request.Query[parameter.Name] is { Count: > 0 } asked ? asked[0]
                : context.Request.HasFormContentType ? context.Request.Form[parameter.Name].ToString() : "";
            if (!string.IsNullOrEmpty(value) && kind.IsValueType && !TypeDescriptor.GetConverter(kind).IsValid(value))
            {
                return new(parameter.Name, value);
            }
        }

        return null;
    }
}
