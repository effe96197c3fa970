using System.Net;
using System.Net.Http.Json;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using Banzhang.Platform.Identity;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Api;

public sealed class AttachmentApiOnSqlite(SqliteServer server) : AttachmentApiTests(server), IClassFixture<SqliteServer>;

public sealed class AttachmentApiOnPostgres(PostgresDatabaseServer server) : AttachmentApiTests(server), IClassFixture<PostgresDatabaseServer>;

/// <summary>Programs send files along with messages and read them back.</summary>
public abstract class AttachmentApiTests(RunningServer server)
{
    private const int Mebi = 1024 * 1024;

    private static readonly byte[] Picture = [0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10, 0, 255, 254];

    private readonly HttpClient _manager = server.As("manager");

    private static CancellationToken Stop => TestContext.Current.CancellationToken;

    /// <summary>What is wrong, the list of attachments, the status, the field, and what each language says: of the second the characters by which it is known, since Han stands in the books of words only.</summary>
    public static TheoryData<string, string, int, string, string, string> Refused => new()
    {
        { "no base64", One("a.txt", "%%%"), 400, "attachments[0].content", "attachments[0].content is not valid base64. Encode the bytes as base64 (RFC 4648, with padding) and send it again.", "base64" },
        { "base64 cut off", $"[{Of("a.txt", "QUJD")},{Of("b.txt", "QUI")}]", 400, "attachments[1].content", "attachments[1].content is not valid base64. Encode the bytes as base64 (RFC 4648, with padding) and send it again.", "base64" },
        { "a number for the content", "[{\"name\":\"a.txt\",\"content\":7}]", 400, "attachments[0].content", "attachments[0].content is not valid base64. Encode the bytes as base64 (RFC 4648, with padding) and send it again.", "base64" },
        { "no content", "[{\"name\":\"a.txt\"}]", 400, "attachments[0].content", "The field attachments[0].content is missing. Add it.", "attachments[0].content" },
        { "null content", "[{\"name\":\"a.txt\",\"content\":null}]", 400, "attachments[0].content", "The field attachments[0].content is missing. Add it.", "attachments[0].content" },
        { "empty content", One("a.txt", ""), 400, "attachments[0].content", "\u201Ca.txt\u201D is empty. Take it out, or choose the file again.", "a.txt" },
        { "an empty name", $"[{Of("a.txt", "QUJD")},{Of("  ", "QUJD")}]", 400, "attachments[1].name", "attachments[1].name is missing.", "attachments[1].name" },
        { "a path", One("../x", "QUJD"), 400, "attachments[0].name", "attachments[0].name names a folder. Give the name of the file only.", "\u8DEF\u5F84" },
        { "a path of another system", One("C:\\\\x", "QUJD"), 400, "attachments[0].name", "attachments[0].name names a folder. Give the name of the file only.", "\u8DEF\u5F84" },
        { "a control", One("a\\u0007.txt", "QUJD"), 400, "attachments[0].name", "attachments[0].name holds a character at position 2 that cannot be seen (a control, or a mark of the reading direction). Remove it.", "\u4E0D\u53EF\u89C1" },
        { "a name turned round", One("gpj\\u202Egnp.exe", "QUJD"), 400, "attachments[0].name", "attachments[0].name holds a character at position 4 that cannot be seen (a control, or a mark of the reading direction). Remove it.", "\u4E0D\u53EF\u89C1" },
        { "half a surrogate pair", One("a\\ud83d", "QUJD"), 400, "attachments[0].name", "attachments[0].name holds half a surrogate pair, which is no character. Remove it.", "\u5220\u9664" },
        { "a long name", One(new string('a', 201), "QUJD"), 400, "attachments[0].name", "attachments[0].name has 201 characters; at most 200 fit. Shorten it.", "\u7F29\u77ED" },
        { "nothing in the list", $"[{Of("a.txt", "QUJD")},null]", 400, "attachments[1]", "attachments[1] is empty. Give name and content there, or leave it out.", "attachments[1]" },
        { "too many", $"[{string.Join(',', Enumerable.Repeat(Of("a.txt", "QUJD"), 21))}]", 400, "attachments", "At most 20 files go along with one message; these are 21. Send the rest with a second message.", "21" },
        { "an unknown field", "[{\"name\":\"a.txt\",\"content\":\"QUJD\",\"size\":3}]", 400, "attachments[0].size", "There is no field attachments[0].size here. Check its spelling in /api/docs.", "\u6838\u5BF9" },
    };

    [Theory]
    [MemberData(nameof(Refused))]
    public async Task What_cannot_go_along_is_told_by_its_field_in_the_callers_language_and_nothing_is_stored(string what, string attachments, int status, string field, string english, string chinese)
    {
        var number = await NumberAsync();
        var before = (await MessagesAsync(number), Contents());

        var inEnglish = await RefusalAsync("en", number, attachments);
        var inChinese = await RefusalAsync("zh-CN", number, attachments);

        Assert.True(inEnglish == (status, field, english), $"{what}: {inEnglish}");
        Assert.Equal((status, field), (inChinese.Status, inChinese.Field));
        Assert.Contains(chinese, inChinese.Title, StringComparison.Ordinal);
        Assert.Contains(inChinese.Title, c => c is >= '\u4E00' and <= '\u9FFF');
        Assert.Equal(before, (await MessagesAsync(number), Contents()));
    }

    [Fact]
    public async Task What_goes_along_is_named_in_the_answer_and_in_the_thread_and_read_back_byte_for_byte()
    {
        var number = await NumberAsync();

        var response = await PostAsync(_manager, number, $"[{Of("\u6536\u636E 1.png", Convert.ToBase64String(Picture), "text/html")},{Of("note.txt", Convert.ToBase64String("one\ntwo"u8))}]");

        Assert.Equal(HttpStatusCode.Created, response.StatusCode);
        var said = Assert.Single((await response.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("messages").EnumerateArray());
        var read = (await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/tickets/{number}", Stop)).GetProperty("messages")[1];
        Assert.Equal(read.GetRawText(), said.GetRawText());
        var files = read.GetProperty("attachments").EnumerateArray().ToArray();
        Assert.Equal(
            [("\u6536\u636E 1.png", "image/png", Picture.LongLength, Convert.ToHexStringLower(SHA256.HashData(Picture))), ("note.txt", "text/plain", 7, Convert.ToHexStringLower(SHA256.HashData("one\ntwo"u8)))],
            files.Select(f => (f.GetProperty("name").GetString()!, f.GetProperty("contentType").GetString()!, f.GetProperty("bytes").GetInt64(), f.GetProperty("sha256").GetString()!)));

        using var file = await _manager.GetAsync($"/api/v1/files/{files[0].GetProperty("id").GetGuid()}", Stop);
        Assert.Equal(Picture, await file.Content.ReadAsByteArrayAsync(Stop));
        Assert.Equal(("image/png", "attachment", "\u6536\u636E 1.png"), (file.Content.Headers.ContentType!.MediaType, file.Content.Headers.ContentDisposition!.DispositionType, file.Content.Headers.ContentDisposition.FileNameStar));
        Assert.StartsWith("sandbox;", file.Headers.GetValues("Content-Security-Policy").Single(), StringComparison.Ordinal);
        Assert.Equal("nosniff", file.Headers.GetValues("X-Content-Type-Options").Single());
    }

    [Fact]
    public async Task What_a_customer_said_elsewhere_and_a_note_have_their_files_too_and_files_alone_say_their_names()
    {
        var number = await NumberAsync();

        var ofCustomer = await PostAsync(_manager, number, One("a.txt", "QUJD"), "\"author\":\"customer\",\"body\":\"See there\"");
        var ofNote = await PostAsync(_manager, number, One("b.txt", "QUJD"), "\"visibility\":\"internal\",\"body\":\"\"");

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created), (ofCustomer.StatusCode, ofNote.StatusCode));
        var thread = (await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/tickets/{number}", Stop)).GetProperty("messages").EnumerateArray().Skip(1).ToArray();
        Assert.Equal([("customer", "See there", "a.txt"), ("agent", "b.txt", "b.txt")], thread.Select(m => (m.GetProperty("author").GetString()!, m.GetProperty("body").GetString()!, m.GetProperty("attachments")[0].GetProperty("name").GetString()!)));
    }

    [Fact]
    public async Task Twenty_five_mebibytes_go_along_and_one_byte_more_does_not_alone_or_together()
    {
        var number = await NumberAsync();
        var largest = new byte[25 * Mebi];
        new Random(7).NextBytes(largest);

        var fits = await PostAsync(_manager, number, One("all.bin", Convert.ToBase64String(largest)));
        Assert.Equal(HttpStatusCode.Created, fits.StatusCode);
        var id = (await fits.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("messages")[0].GetProperty("attachments")[0].GetProperty("id").GetGuid();
        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData(largest)), Convert.ToHexStringLower(SHA256.HashData(await _manager.GetByteArrayAsync($"/api/v1/files/{id}", Stop))));

        var before = (await MessagesAsync(number), Contents());
        Assert.Equal((413, "attachments[0].content", "\u201Cmore.bin\u201D has more than 25 MiB. Choose a smaller file, or send a link."), await RefusalAsync("en", number, One("more.bin", Convert.ToBase64String(new byte[(25 * Mebi) + 1]))));
        var half = Convert.ToBase64String(new byte[13 * Mebi]);
        Assert.Equal((413, "attachments", "The files of one message have at most 25 MiB together. Send some of them with a second message."), await RefusalAsync("en", number, $"[{Of("a.bin", half)},{Of("b.bin", half)}]"));
        Assert.Equal((413, "", "The request is larger than 36181 KiB. Shorten it, or send it in parts."), await RefusalAsync("en", number, One("far.bin", Convert.ToBase64String(new byte[40 * Mebi]))));
        Assert.Equal(before, (await MessagesAsync(number), Contents()));
    }

    [Fact]
    public async Task A_long_body_with_its_key_is_done_once_and_a_repeated_answer_says_where_it_is()
    {
        var number = await NumberAsync();
        using var client = server.As("manager");
        client.DefaultRequestHeaders.Add("Idempotency-Key", $"files-{number}");
        var body = One("large.bin", Convert.ToBase64String(RandomNumberGenerator.GetBytes(20 * Mebi)));

        var first = await PostAsync(client, number, body);
        var second = await PostAsync(client, number, body);
        var other = await PostAsync(client, number, One("large.bin", Convert.ToBase64String(RandomNumberGenerator.GetBytes(20 * Mebi))));

        Assert.Equal((HttpStatusCode.Created, HttpStatusCode.Created, HttpStatusCode.Conflict), (first.StatusCode, second.StatusCode, other.StatusCode));
        Assert.Equal(await first.Content.ReadAsStringAsync(Stop), await second.Content.ReadAsStringAsync(Stop));
        Assert.Equal(($"/api/v1/tickets/{number}", $"/api/v1/tickets/{number}"), (first.Headers.Location?.ToString(), second.Headers.Location?.ToString()));
        Assert.Equal(2, await MessagesAsync(number));
    }

    [Fact]
    public async Task A_repeated_ticket_and_customer_say_where_they_are()
    {
        using var client = server.As("manager");
        client.DefaultRequestHeaders.Add("Idempotency-Key", "places");

        foreach (var (address, body) in (IEnumerable<(string, object)>)[("/api/v1/tickets", RunningServer.Ticket("placed")), ("/api/v1/customers", new { name = "Placed", phone = "13711112222" })])
        {
            var first = await client.PostAsJsonAsync(address, body, Stop);
            var second = await client.PostAsJsonAsync(address, body, Stop);

            Assert.StartsWith($"{address}/", first.Headers.Location!.ToString(), StringComparison.Ordinal);
            Assert.Equal((HttpStatusCode.Created, first.Headers.Location), (second.StatusCode, second.Headers.Location));
        }
    }

    [Fact]
    public async Task Who_may_not_read_the_ticket_gets_no_file_and_leaves_none()
    {
        var number = await NumberAsync();
        var sent = await (await PostAsync(_manager, number, One("a.txt", "QUJD"))).Content.ReadFromJsonAsync<JsonElement>(Stop);
        var file = $"/api/v1/files/{sent.GetProperty("messages")[0].GetProperty("attachments")[0].GetProperty("id").GetGuid()}";
        var before = (await MessagesAsync(number), Contents());
        var fresh = One("b.bin", Convert.ToBase64String(RandomNumberGenerator.GetBytes(64)));

        foreach (var (role, status) in (IEnumerable<(string?, HttpStatusCode)>)[(null, HttpStatusCode.Unauthorized), (RoleCodes.PeopleOfficer, HttpStatusCode.Forbidden), (RoleCodes.ThirdParty, HttpStatusCode.NotFound)])
        {
            using var client = server.As(role);
            using var read = await client.GetAsync(file, Stop);
            using var written = await PostAsync(client, number, fresh);
            Assert.Equal((role, status, status), (role, read.StatusCode, written.StatusCode));
        }

        Assert.Equal(HttpStatusCode.NotFound, (await _manager.GetAsync($"/api/v1/files/{Guid.Empty}", Stop)).StatusCode);
        Assert.Equal(before, (await MessagesAsync(number), Contents()));
    }

    [Fact]
    public async Task A_slash_that_a_program_escapes_is_base64_all_the_same()
    {
        var number = await NumberAsync();

        var response = await PostAsync(_manager, number, One("a.bin", "\\/\\/8A"));

        Assert.Equal(Convert.ToHexStringLower(SHA256.HashData([255, 255, 0])), (await response.Content.ReadFromJsonAsync<JsonElement>(Stop)).GetProperty("messages")[0].GetProperty("attachments")[0].GetProperty("sha256").GetString());
    }

    private static string One(string name, string content) => $"[{Of(name, content)}]";

    private static string Of(string name, string content, string? type = null) => $"{{\"name\":\"{name}\",\"content\":\"{content}\"{(type is null ? "" : $",\"contentType\":\"{type}\"")}}}";

    private async Task<string> NumberAsync() => (await RunningServer.OpenAsync(_manager)).GetProperty("number").GetString()!;

    private static Task<HttpResponseMessage> PostAsync(HttpClient client, string number, string attachments, string rest = "\"body\":\"See the files\"") =>
        client.PostAsync($"/api/v1/tickets/{number}/messages", new StringContent($"{{{rest},\"attachments\":{attachments}}}", Encoding.UTF8, "application/json"), Stop);

    private async Task<(int Status, string Field, string Title)> RefusalAsync(string language, string number, string attachments)
    {
        using var client = server.As("manager", language);
        using var response = await PostAsync(client, number, attachments);
        var problem = await response.Content.ReadFromJsonAsync<JsonElement>(Stop);
        return ((int)response.StatusCode, problem.GetProperty("errors") is { ValueKind: JsonValueKind.Array } errors ? errors[0].GetProperty("field").GetString()! : "", problem.GetProperty("title").GetString()!);
    }

    private async Task<int> MessagesAsync(string number) => (await _manager.GetFromJsonAsync<JsonElement>($"/api/v1/tickets/{number}", Stop)).GetProperty("messages").GetArrayLength();

    /// <summary>How many contents lie in the folder of files, unfinished ones included.</summary>
    private int Contents() => Directory.Exists(Path.Combine(server.Folder, "files")) ? Directory.GetFiles(Path.Combine(server.Folder, "files"), "*", SearchOption.AllDirectories).Length : 0;
}
