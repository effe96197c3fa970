using System.Net;
using System.Text;
using System.Web;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>A provider that gives out tokens, and with each a new refresh token; the one that was used is worth nothing from then on.</summary>
public sealed class TokenService : IAsyncDisposable
{
    private readonly HttpListener _listener = new();
    private readonly Task _serving;

    public TokenService()
    {
        using var free = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        free.Start();
        Address = $"http://127.0.0.1:{((IPEndPoint)free.LocalEndpoint).Port}/token/";
        free.Stop();
        _listener.Prefixes.Add(Address);
        _listener.Start();
        _serving = ServeAsync();
    }

    public string Address { get; }

    /// <summary>Forms it got.</summary>
    public List<string> Asked { get; } = [];

    /// <summary>The one refresh token that counts; its successors are new-refresh-1 and so on.</summary>
    public string Refresh { get; set; } = "old-refresh";

    /// <summary>Before it answers.</summary>
    public TimeSpan Thinks { get; set; }

    /// <summary>Happens once, before the next answer.</summary>
    public Func<Task>? Meanwhile { get; set; }

    public async ValueTask DisposeAsync()
    {
        _listener.Stop();
        await _serving;
    }

    private async Task ServeAsync()
    {
        try
        {
            while (true)
            {
                var context = await _listener.GetContextAsync();
                using var reader = new StreamReader(context.Request.InputStream);
                var form = await reader.ReadToEndAsync();
                Asked.Add(form);
                await Task.Delay(Thinks, TimeProvider.System);
                var meanwhile = Meanwhile;
                Meanwhile = null;
                await (meanwhile?.Invoke() ?? Task.CompletedTask);
                var isGood = HttpUtility.ParseQueryString(form)["refresh_token"] == Refresh;
                var answer = """{"error":"invalid_grant"}""";
                if (isGood)
                {
                    Refresh = $"new-refresh-{Asked.Count}";
                    answer = $$"""{"access_token":"token-{{Asked.Count}}","expires_in":3600,"refresh_token":"{{Refresh}}"}""";
                }

                context.Response.StatusCode = isGood ? 200 : 400;
                context.Response.ContentType = "application/json";
                await context.Response.OutputStream.WriteAsync(Encoding.UTF8.GetBytes(answer));
                context.Response.Close();
            }
        }
        catch (Exception fault) when (fault is HttpListenerException or ObjectDisposedException)
        {
            // The test is done.
        }
    }
}
