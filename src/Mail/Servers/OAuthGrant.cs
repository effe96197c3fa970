using System.Net.Http.Headers;
using System.Text.Json;

namespace Banzhang.Mail.Servers;

/// <summary>How an access token is asked for (RFC 6749): with a refresh token (section 6) or, without one, for the application itself (4.4).</summary>
public sealed record OAuthGrant(Uri Endpoint, string ClientId, string ClientSecret, string Scope, string? RefreshToken = null)
{
    /// <exception cref="MailServerException">At the step <see cref="MailStep.Token"/>.</exception>
    public async Task<OAuthToken> AskAsync(HttpClient http, CancellationToken stop)
    {
        ArgumentNullException.ThrowIfNull(http);
        var form = new Dictionary<string, string> { ["client_id"] = ClientId, ["client_secret"] = ClientSecret, ["grant_type"] = RefreshToken is null ? "client_credentials" : "refresh_token" };
        if (Scope.Length > 0)
            form["scope"] = Scope;
        if (RefreshToken is not null)
            form["refresh_token"] = RefreshToken;
        try
        {
            using var request = new HttpRequestMessage(HttpMethod.Post, Endpoint) { Content = new FormUrlEncodedContent(form) };
            request.Headers.Accept.Add(new MediaTypeWithQualityHeaderValue("application/json"));
            using var response = await http.SendAsync(request, stop);
            using var answer = JsonDocument.Parse(await response.Content.ReadAsStringAsync(stop));
            if (!response.IsSuccessStatusCode || !answer.RootElement.TryGetProperty("access_token", out var access))
                throw new MailServerException(MailStep.Token, (int)response.StatusCode >= 500 ? MailFaultKind.Postponed : MailFaultKind.Refused, $"{(int)response.StatusCode} {Text(answer, "error")} {Text(answer, "error_description")}");
            var seconds = answer.RootElement.TryGetProperty("expires_in", out var expires) && expires.ValueKind == JsonValueKind.Number && expires.TryGetInt32(out var number) ? Math.Clamp(number, 0, 86400) : 300;
            return new(access.GetString() ?? "", TimeSpan.FromSeconds(seconds), Text(answer, "refresh_token") is { Length: > 0 } renewed ? renewed : null);
        }
        catch (Exception fault) when (fault is HttpRequestException or JsonException or InvalidOperationException)
        {
            throw new MailServerException(MailStep.Token, fault is JsonException or InvalidOperationException ? MailFaultKind.Nonsense : MailFaultKind.Unreachable, fault.Message, fault);
        }
        catch (TaskCanceledException fault) when (!stop.IsCancellationRequested)
        {
            throw new MailServerException(MailStep.Token, MailFaultKind.Stalled, fault.Message, fault);
        }
    }

    private static string Text(JsonDocument answer, string name) =>
        answer.RootElement.ValueKind == JsonValueKind.Object && answer.RootElement.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() ?? "" : "";
}

/// <param name="Renewed">A new refresh token that replaces the one used; null when that one stays.</param>
public sealed record OAuthToken(string Access, TimeSpan Lifetime, string? Renewed);
