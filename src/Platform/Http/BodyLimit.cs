using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;

namespace Banzhang.Platform.Http;

/// <summary>How long a body one endpoint takes where that is not <see cref="ApiBody.Most"/>, in JSON or as a form.</summary>
/// <param name="most">Bytes of the whole body.</param>
public sealed class BodyLimit(long most) : IRequestSizeLimitMetadata
{
    /// <summary>Beyond its limit so much is still taken off the wire and thrown away, as far as it comes within some seconds: else the caller sees a broken connection in place of the refusal.</summary>
    private const long Drained = 64 * 1024 * 1024;

    public long Most => most;

    public long? MaxRequestBodySize => most + Drained;

    /// <summary>Bytes the endpoint of this request takes.</summary>
    public static long Of(HttpContext context) => context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Most ?? ApiBody.Most;

    /// <summary>Bytes a form of this request may have: those of the endpoint, or of the server where it says nothing.</summary>
    public static long OfForm(HttpContext context) =>
        context.GetEndpoint()?.Metadata.GetMetadata<BodyLimit>()?.Most ?? context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? ApiBody.Most;
}
