using System.Collections.Concurrent;
using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text.Json;
using Banzhang.Desk.Mailboxes;
using Banzhang.Desk.Mailboxes.Settings;
using Banzhang.Mail.Servers;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.Tests.Slices.Web;

/// <summary>The program itself, as a process, killed without warning in the middle of work.</summary>
public sealed class DurabilityTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("banzhang-kill-").FullName;

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Nothing_acknowledged_is_lost_when_the_server_is_killed(bool onPostgres)
    {
        var name = $"kill_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}";
        if (onPostgres)
        {
            await PostgresServer.RunAsync("postgres", $"CREATE DATABASE {name}");
        }

        var connection = onPostgres ? PostgresServer.ConnectionString(name) : null;
        var key = (await RunAsync(connection, "apikey", "create", "--name", "t", "--role", "manager", "--data", _folder)).Output.Trim();
        var acknowledged = new List<string>();
        var files = new ConcurrentDictionary<Guid, string>();
        using (var server = await ServeAsync(connection))
        {
            using var client = server.As(key);
            var writers = Enumerable.Range(0, 4).Select(async w =>
            {
                for (var i = 0; ; i++)
                {
                    try
                    {
                        var response = await client.PostAsJsonAsync("/api/v1/tickets", RunningServer.Ticket($"ticket {w}-{i}"), Stop);
                        var number = (await response.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("number").GetString()!;
                        lock (acknowledged)
                        {
                            acknowledged.Add(number);
                        }

                        var content = RandomNumberGenerator.GetBytes(20_000);
                        var sent = await client.PostAsJsonAsync($"/api/v1/tickets/{number}/messages", new { body = "See there", attachments = new[] { new { name = "a.bin", content } } }, Stop);
                        var message = (await sent.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("messages")[0];
                        files[message.GetProperty("attachments")[0].GetProperty("id").GetGuid()] = Convert.ToHexString(SHA256.HashData(content));
                    }
                    catch (Exception fault) when (fault is HttpRequestException or IOException or JsonException)
                    {
                        return;
                    }
                }
            }).ToArray();
            while (Acknowledged() < 100)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(20), TimeProvider.System, Stop);
            }

            server.Kill();
            await Task.WhenAll(writers);
        }

        int Acknowledged()
        {
            lock (acknowledged)
            {
                return acknowledged.Count;
            }
        }

        using (var server = await ServeAsync(connection))
        {
            using var client = server.As(key);
            foreach (var number in acknowledged)
            {
                Assert.True((await client.GetAsync($"/api/v1/tickets/{number}", Stop)).IsSuccessStatusCode, $"{number} was acknowledged and is lost");
            }

            Assert.True(files.Count > 20, $"{files.Count} files");
            foreach (var (file, hash) in files)
            {
                Assert.Equal(hash, Convert.ToHexString(SHA256.HashData(await client.GetByteArrayAsync($"/api/v1/files/{file}", Stop))));
            }
        }

        var verified = await RunAsync(connection, "verify", "--data", _folder);
        Assert.True(verified.Code == 0, verified.Output);
        if (onPostgres)
        {
            await PostgresServer.RunAsync("postgres", $"DROP DATABASE {name} WITH (FORCE)");
        }
    }

    [Fact]
    public async Task A_data_folder_that_is_a_file_is_named_in_the_message()
    {
        var file = Path.Combine(_folder, "taken");
        await File.WriteAllTextAsync(file, "x", Stop);

        var outcome = await RunAsync(null, "verify", "--data", file);

        Assert.Equal(1, outcome.Code);
        Assert.Contains(file, outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_data_folder_that_cannot_be_written_is_named_in_the_message()
    {
        // Not even the system's administrator makes folders here.
        var folder = "/proc/banzhang-data";

        var outcome = await RunAsync(null, "serve", "--data", folder, "--urls", "http://127.0.0.1:0");

        Assert.Equal(1, outcome.Code);
        Assert.Contains(folder, outcome.Error, StringComparison.Ordinal);
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    /// <summary>A limit on the length of files stands for the disk: the kernel refuses the write in the same place.</summary>
    [Fact]
    public async Task On_a_full_disk_every_refused_contact_is_told_so_and_every_acknowledged_one_is_kept()
    {
        var key = (await RunAsync(null, "apikey", "create", "--name", "t", "--role", "manager", "--data", _folder)).Output.Trim();
        var longest = new DirectoryInfo(_folder).GetFiles().Max(f => f.Length) / 1024;
        var acknowledged = new List<string>();
        var refused = new List<string>();
        using (var server = await ServeAsync(null, longest + 2048))
        {
            using var client = server.As(key);
            for (var i = 0; refused.Count == 0 && i < 500; i++)
            {
                // Several at once share a commit, and its fate.
                foreach (var (status, answer) in await Task.WhenAll(Enumerable.Range(0, 12).Select(n => SendAsync(client, $"ticket {i}-{n} {new string('x', 300)}"))))
                {
                    if (status == HttpStatusCode.Created)
                    {
                        acknowledged.Add(answer.GetProperty("number").GetString()!);
                    }
                    else
                    {
                        Assert.Equal(HttpStatusCode.ServiceUnavailable, status);
                        refused.Add(answer.GetProperty("type").GetString()!);
                    }
                }
            }

            Assert.True((await client.GetAsync($"/api/v1/tickets/{acknowledged[0]}", Stop)).IsSuccessStatusCode, "what is there can still be read");
        }

        Assert.NotEmpty(refused);
        Assert.All(refused, r => Assert.EndsWith("StorageIsFull", r, StringComparison.Ordinal));
        using (var server = await ServeAsync(null))
        {
            using var client = server.As(key);
            Assert.Equal(acknowledged.Count, await CountAsync(client));
            Assert.Equal(HttpStatusCode.Created, (await SendAsync(client, "there is room again")).Status);
            foreach (var number in acknowledged)
            {
                Assert.True((await client.GetAsync($"/api/v1/tickets/{number}", Stop)).IsSuccessStatusCode, $"{number} was acknowledged and is lost");
            }
        }
    }

    private static async Task<(HttpStatusCode Status, JsonElement Answer)> SendAsync(HttpClient client, string subject)
    {
        var response = await client.PostAsJsonAsync("/api/v1/tickets", RunningServer.Ticket(subject), Stop);
        return (response.StatusCode, await response.Content.ReadFromJsonAsync<JsonElement>(Stop));
    }

    private static async Task<int> CountAsync(HttpClient client)
    {
        var (count, cursor) = (0, "");
        do
        {
            var page = await client.GetFromJsonAsync<JsonElement>($"/api/v1/tickets?view=all&limit=100{(cursor.Length > 0 ? $"&cursor={Uri.EscapeDataString(cursor)}" : "")}", Stop);
            count += page.GetProperty("items").GetArrayLength();
            cursor = page.TryGetProperty("nextCursor", out var next) && next.ValueKind == JsonValueKind.String ? next.GetString()! : "";
        }
        while (cursor.Length > 0);
        return count;
    }

    [Fact]
    public async Task A_file_that_is_no_database_is_not_overwritten()
    {
        await File.WriteAllTextAsync(Path.Combine(_folder, "banzhang.db"), new string('x', 5000), Stop);

        var outcome = await RunAsync(null, "verify", "--data", _folder);

        Assert.Equal(1, outcome.Code);
        Assert.Equal(new string('x', 5000), await File.ReadAllTextAsync(Path.Combine(_folder, "banzhang.db"), Stop));
    }

    [Theory]
    [InlineData(2, "serve", "--nonsense")]
    [InlineData(2, "import", "tickets", "no-such-file.csv")]
    [InlineData(2, "mail", "parse", "no-such-file.eml")]
    [InlineData(2, "apikey", "create", "--name", "x", "--role", "king")]
    [InlineData(2, "forecast", "no-such-file.csv", "--horizon", "48")]
    [InlineData(2, "forecast", "calls.csv", "--horizon", "0")]
    [InlineData(2, "forecast", "calls.csv", "--horizon", "48", "--holidays", "moon")]
    public async Task Wrong_arguments_give_one_line_and_exit_code_2(int code, params string[] arguments)
    {
        var outcome = await RunAsync(null, [.. arguments, .. arguments[0] is "apikey" or "import" ? (string[])["--data", _folder] : []]);

        Assert.Equal(code, outcome.Code);
        Assert.Single(outcome.Error.Trim().Split('\n'));
        Assert.DoesNotContain("   at ", outcome.Error, StringComparison.Ordinal);
    }

    [Fact]
    public Task Each_mail_becomes_one_ticket_however_often_the_server_is_killed_while_it_fetches() => FetchThroughAKillAsync(250, 20);

    /// <summary>Takes minutes: it measures what bench/README.md says of a large mailbox.</summary>
    [Fact(Explicit = true)]
    public async Task Each_of_five_thousand_mails_becomes_one_ticket_through_a_kill()
    {
        var took = await FetchThroughAKillAsync(5_000, 2_000);

        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"5000 mails in {took.TotalSeconds:F0} s of serving, starts included: {5_000 / took.TotalSeconds:F0} mails/s."));
    }

    /// <summary>How long the two servers ran.</summary>
    private async Task<TimeSpan> FetchThroughAKillAsync(int mails, int killAt)
    {
        var address = MailWorld.Address("kill");
        await MailWorld.PutAsync(address, Enumerable.Range(1, mails).Select(i => $"From: C{i} <c{i}@customer.test>\nTo: {address}\nSubject: Mail {i}\nMessage-ID: <{i}.{address}>\n\nText {i}\n"), Stop);
        await using (var services = await Banzhang.Web.Verbs.CommandHost.OpenAsync(_folder, Stop))
        {
            var queue = (await services.GetRequiredService<Banzhang.Desk.Contracts.IQueues>().ReadAsync(Stop))[0];
            var saved = await services.GetRequiredService<SaveMailAccountHandler>().HandleAsync(
                new(null, 0, new(address, "Shop", queue.Id, true, new("127.0.0.1", MailWorld.ImapPort, Encryption.None, ""), new("", 0, Encryption.Tls, ""), "", true, false, MailLoginKind.Password, address, "", new("", "", "", "", "")), Password: MailWorld.Password),
                Banzhang.Web.Verbs.CommandActor.Administrator, Stop);
            Assert.True(saved.IsDone, saved.Refusal?.Code);
        }

        var seen = new List<long>();
        var watch = System.Diagnostics.Stopwatch.StartNew();
        foreach (var goal in (int[])[killAt, mails])
        {
            using var server = await ServeAsync(null);
            for (var i = 0; i < 3000 + mails * 5 && Received().Tickets < goal; i++)
            {
                await Task.Delay(TimeSpan.FromMilliseconds(10), TimeProvider.System, Stop);
            }

            server.Kill();
            seen.Add(Received().Tickets);

            // The lease of a node that is gone runs out by itself in a minute and a half; the test does not wait for it.
            Run("UPDATE desk_mail_links SET HeldUntil = 0");
        }

        Assert.InRange(seen[0], killAt, mails - 1);
        Assert.Equal((mails, mails, mails), Received());
        return watch.Elapsed;
    }

    [Fact]
    public async Task A_mail_is_delivered_once_however_often_it_comes_and_a_reply_continues_its_ticket()
    {
        var first = Path.Combine(_folder, "first.eml");
        var reply = Path.Combine(_folder, "reply.eml");
        await File.WriteAllTextAsync(first, "From: Chen <chen@example.com>\r\nTo: help@example.com\r\nSubject: Parcel\r\nMessage-ID: <one@example.com>\r\n\r\nWhere is it?\r\n", Stop);
        await File.WriteAllTextAsync(reply, "From: Chen <chen@example.com>\r\nTo: help@example.com\r\nSubject: Re: Parcel\r\nMessage-ID: <two@example.com>\r\nIn-Reply-To: <one@example.com>\r\n\r\nStill nothing.\r\n", Stop);

        var opened = await RunAsync(null, "mail", "deliver", first, "--data", _folder);
        var again = await RunAsync(null, "mail", "deliver", first, "--data", _folder);
        var continued = await RunAsync(null, "mail", "deliver", reply, "--data", _folder);

        Assert.Equal("Opened ticket BZ-000001", opened.Error.Trim());
        Assert.Contains("came before", again.Error, StringComparison.Ordinal);
        Assert.Equal("Added to ticket BZ-000001", continued.Error.Trim());
    }

    [Fact]
    public async Task A_mail_far_beyond_the_limit_is_refused_by_the_pipe_before_it_fills_the_memory()
    {
        var file = Path.Combine(_folder, "endless.eml");
        await using (var endless = File.Create(file))
        {
            endless.SetLength(52L * 1024 * 1024);
        }

        var (code, _, error) = await RunAsync(null, "mail", "deliver", file, "--data", _folder);

        Assert.Equal((2, "The mail is longer than 51 MiB. Ask whoever sent it for a smaller one, or raise the limit of incoming mail."), (code, error.Trim()));
    }

    [Fact]
    public async Task An_import_of_staff_prints_each_one_time_password_once()
    {
        var file = Path.Combine(_folder, "staff.csv");
        await File.WriteAllTextAsync(file, "email,name,role\nnew@example.com,New Agent,agent\nwrong,No Mail,agent\n", Stop);

        var (code, output, _) = await RunAsync(null, "import", "staff", file, "--data", _folder);

        Assert.Equal(1, code);
        var rows = output.ReplaceLineEndings("\n").Trim().Split('\n');
        Assert.Equal(["email,password", "new@example.com"], rows.Select((row, i) => i == 0 ? row : row.Split(',')[0]));
        Assert.True(rows[1].Split(',')[1].Length >= 12);
        Assert.Equal("", (await RunAsync(null, "import", "staff", file, "--data", _folder)).Output);
    }

    [Fact]
    public async Task An_import_takes_the_good_rows_of_a_gb18030_file_and_names_the_bad_ones()
    {
        System.Text.Encoding.RegisterProvider(System.Text.CodePagesEncodingProvider.Instance);
        var file = Path.Combine(_folder, "tickets.csv");
        await File.WriteAllTextAsync(file, "externalId,channel,subject,body,customer.name\nA1,chat,\u7269\u6D41,b,c\nA2,chat,\"never closed,b,c\nA3,pigeon,s,b,c\nA4,email,s,b,c\n", System.Text.Encoding.GetEncoding("GB18030"), Stop);

        var first = await RunAsync(null, "import", "tickets", file, "--data", _folder);
        var second = await RunAsync(null, "import", "tickets", file, "--data", _folder);
        var exported = await RunAsync(null, "export", "tickets", Path.Combine(_folder, "out.jsonl"), "--data", _folder);

        Assert.StartsWith("2 added, 0 known already, 2 rejected", first.Error, StringComparison.Ordinal);
        Assert.StartsWith("0 added, 2 known already, 2 rejected", second.Error, StringComparison.Ordinal);
        Assert.Equal(["3", "4"], (await File.ReadAllLinesAsync(file + ".rejected", Stop)).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("line").ToString()));
        Assert.Equal(0, exported.Code);
        Assert.Contains("\u7269\u6D41", await File.ReadAllTextAsync(Path.Combine(_folder, "out.jsonl"), Stop), StringComparison.Ordinal);
    }

    [Fact]
    public async Task An_inch_mark_within_a_field_swallows_no_rows()
    {
        var file = Path.Combine(_folder, "inches.csv");
        var rows = Enumerable.Range(1, 9).Select(at => at is 2 or 7 ? $"I{at},chat,{at}\" hose leaks,b,c" : $"I{at},chat,\"s, {at}\",\"two\nlines, \"\"quoted\"\"\",c");
        await File.WriteAllTextAsync(file, "externalId,channel,subject,body,customer.name\n" + string.Join('\n', rows) + "\n", Stop);

        var imported = await RunAsync(null, "import", "tickets", file, "--data", _folder);
        await RunAsync(null, "export", "tickets", Path.Combine(_folder, "out.jsonl"), "--data", _folder);

        Assert.StartsWith("9 added, 0 known already.", imported.Error, StringComparison.Ordinal);
        var subjects = (await File.ReadAllLinesAsync(Path.Combine(_folder, "out.jsonl"), Stop)).Select(l => JsonDocument.Parse(l).RootElement.GetProperty("subject").GetString());
        Assert.Contains("7\" hose leaks", subjects);
    }

    [Fact]
    public async Task An_address_that_is_none_is_told_in_one_line()
    {
        var wrong = await RunAsync(null, "serve", "--urls", "nowhere", "--data", _folder);
        var foreign = await RunAsync(null, "serve", "--urls", "http://203.0.113.9:5081", "--data", _folder);

        Assert.Equal((1, 1), (wrong.Code, foreign.Code));
        Assert.StartsWith("Cannot listen at nowhere", wrong.Error.Trim().Split('\n')[^1], StringComparison.Ordinal);
        Assert.StartsWith("Cannot listen at http://203.0.113.9:5081", foreign.Error.Trim().Split('\n')[^1], StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_backup_taken_while_the_server_runs_restores_to_the_same_books(bool onPostgres)
    {
        var (from, into) = ($"backup_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}", $"restore_{Guid.CreateVersion7(TimeProvider.System.GetUtcNow()):N}");
        if (onPostgres)
        {
            await PostgresServer.RunAsync("postgres", $"CREATE DATABASE {from}");
            await PostgresServer.RunAsync("postgres", $"CREATE DATABASE {into}");
        }

        var (source, target) = onPostgres ? (PostgresServer.ConnectionString(from), PostgresServer.ConnectionString(into)) : (null, null);
        var archive = Path.Combine(_folder, "backup.tgz");
        var other = Path.Combine(_folder, "other");
        var key = (await RunAsync(source, "apikey", "create", "--name", "t", "--role", "manager", "--data", _folder)).Output.Trim();
        string number;
        using (var server = await ServeAsync(source))
        {
            using var client = server.As(key);
            number = (await RunningServer.OpenAsync(client)).GetProperty("number").GetString()!;
            var taken = await RunAsync(source, "backup", archive, "--data", _folder);
            Assert.True(taken.Code == 0, taken.Error);
        }

        var restored = await RunAsync(target, "restore", archive, "--data", other);
        var refused = await RunAsync(target, "restore", archive, "--data", other);
        var verified = await RunAsync(target, "verify", "--data", other);

        Assert.True(restored.Code == 0, restored.Error);
        Assert.Equal(1, refused.Code);
        Assert.Contains("--force", refused.Error, StringComparison.Ordinal);
        Assert.True(verified.Code == 0, verified.Output + verified.Error);
        await RunAsync(target, "export", "tickets", Path.Combine(_folder, "restored.jsonl"), "--data", other);
        Assert.Contains(number, await File.ReadAllTextAsync(Path.Combine(_folder, "restored.jsonl"), Stop), StringComparison.Ordinal);
        if (onPostgres)
        {
            await PostgresServer.RunAsync("postgres", $"DROP DATABASE {from} WITH (FORCE)");
            await PostgresServer.RunAsync("postgres", $"DROP DATABASE {into} WITH (FORCE)");
        }
    }

    private Task<ServingProgram> ServeAsync(string? connection, long? longestFile = null) => ServingProgram.StartAsync(_folder, Connected(connection), longestFile, Stop);

    private static Task<(int Code, string Output, string Error)> RunAsync(string? connection, params string[] arguments) => ProgramRun.RunAsync(Connected(connection), arguments, Stop);

    /// <summary>Of PostgreSQL; nothing for the embedded database.</summary>
    private static (string, string)[] Connected(string? connection) => connection is null ? [] : [("ConnectionStrings__Banzhang", connection)];

    /// <summary>Tickets, messages with a mail's id, lines of the mailbox's log.</summary>
    private (long Tickets, long Messages, long Lines) Received()
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "banzhang.db")};Pooling=False;Mode=ReadOnly");
        connection.Open();
        long Count(string sql)
        {
            using var command = connection.CreateCommand();
            command.CommandText = sql;
            return (long)command.ExecuteScalar()!;
        }

        return (Count("SELECT count(*) FROM desk_tickets"), Count("SELECT count(DISTINCT MailId) FROM desk_messages"), Count("SELECT count(*) FROM desk_received_mails"));
    }

    private void Run(string sql)
    {
        using var connection = new Microsoft.Data.Sqlite.SqliteConnection($"Data Source={Path.Combine(_folder, "banzhang.db")};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        command.ExecuteNonQuery();
    }
}
