using System.Net.Http.Headers;
using AngleSharp.Html.Parser;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>A page whose forms are posted as a browser posts them: with the page's token and its cookie.</summary>
/// <param name="Address">Of the page.</param>
public sealed record FormPage(HttpClient Client, string Address, string Token, string Cookie)
{
    public static async Task<FormPage> OpenAsync(HttpClient client, string address, CancellationToken stop)
    {
        using var response = await client.GetAsync(address, stop);
        Assert.True(response.IsSuccessStatusCode, $"{address}: {(int)response.StatusCode}");
        var page = await new HtmlParser().ParseDocumentAsync(await response.Content.ReadAsStringAsync(stop), stop);
        var own = client.DefaultRequestHeaders.TryGetValues("Cookie", out var cookies) ? string.Join("; ", cookies) + "; " : "";
        return new(client, address, page.QuerySelector("meta[name=antiforgery]")!.GetAttribute("content")!, own + string.Join("; ", response.Headers.GetValues("Set-Cookie").Select(c => c.Split(';')[0])));
    }

    /// <param name="byScript">As the page's script sends it: the answer is a part of the page.</param>
    /// <param name="key">Of what is to be done once.</param>
    public async Task<HttpResponseMessage> PostAsync(
        string action, IEnumerable<(string Field, string Value)> fields, IEnumerable<(string Field, string Name, byte[] Content)> files, CancellationToken stop, bool byScript = false, string? key = null)
    {
        var form = new MultipartFormDataContent { { new StringContent(Token), "__RequestVerificationToken" } };
        foreach (var (field, value) in fields)
        {
            form.Add(new StringContent(value), field);
        }

        foreach (var (field, name, content) in files)
        {
            var part = new ByteArrayContent(content);
            part.Headers.ContentType = new MediaTypeHeaderValue("text/html");
            form.Add(part, field, name);
        }

        using var request = new HttpRequestMessage(HttpMethod.Post, action) { Content = form };
        request.Headers.Add("Referer", new Uri(Client.BaseAddress!, Address).ToString());
        request.Headers.Remove("Cookie");
        request.Headers.Add("Cookie", Cookie);
        if (byScript)
        {
            request.Headers.Add("X-Fragment", "act");
        }

        if (key is not null)
        {
            request.Headers.Add("Idempotency-Key", key);
        }

        return await Client.SendAsync(request, stop);
    }
}
