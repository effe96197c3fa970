using System.Diagnostics;
using System.Globalization;
using System.Net;
using System.Net.Http.Headers;
using System.Net.Sockets;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>The program serving a data folder on a free port, ready to answer.</summary>
internal sealed class ServingProgram : IDisposable
{
    private readonly Process _process;
    private readonly Task<string[]> _said;

    private ServingProgram(Process process, int port, Task<string[]> said) => (_process, Port, _said) = (process, port, said);

    public int Port { get; }

    public Uri Address => new($"http://127.0.0.1:{Port}");

    /// <param name="folder">The data folder.</param>
    /// <param name="environment">Set for the process, beside the own one.</param>
    /// <param name="longestFile">In KiB; null for no limit. The runtime's own executable memory is a file too, unless it is told otherwise.</param>
    /// <param name="stop">Cancels.</param>
    public static async Task<ServingProgram> StartAsync(string folder, (string Name, string Value)[] environment, long? longestFile, CancellationToken stop)
    {
        var port = FreePort();
        string[] arguments = ["serve", "--data", folder, "--urls", $"http://127.0.0.1:{port}"];
        var process = longestFile is { } most
            ? ProgramRun.Start("bash", environment, ["-c", string.Create(CultureInfo.InvariantCulture, $"trap '' XFSZ; ulimit -f {most}; export DOTNET_EnableWriteXorExecute=0; exec \"$0\" \"$@\""), ProgramRun.File, .. arguments])
            : ProgramRun.Start(ProgramRun.File, environment, arguments);
        var said = Task.WhenAll(process.StandardError.ReadToEndAsync(stop), process.StandardOutput.ReadToEndAsync(stop));
        using var client = new HttpClient { BaseAddress = new($"http://127.0.0.1:{port}") };
        for (var i = 0; i < 600 && !process.HasExited; i++)
        {
            try
            {
                if ((await client.GetAsync("/readyz", stop)).IsSuccessStatusCode)
                {
                    return new(process, port, said);
                }
            }
            catch (HttpRequestException)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(100), TimeProvider.System, stop);
            }
        }

        throw new InvalidOperationException("The server did not become ready.");
    }

    public HttpClient As(string key)
    {
        var client = new HttpClient { BaseAddress = Address };
        client.DefaultRequestHeaders.Authorization = new AuthenticationHeaderValue("Bearer", key);
        return client;
    }

    /// <summary>As kill -9 does.</summary>
    public void Kill()
    {
        _process.Kill();
        _process.WaitForExit();
    }

    /// <summary>What it said up to its end: its log, for a failure that only this explains.</summary>
    public async Task<string> KillAndReadAsync()
    {
        Kill();
        return string.Join('\n', await _said);
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            Kill();
        }

        _process.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
