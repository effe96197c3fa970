using System.Text;
using System.Text.Json;
using Banzhang.Mail;

namespace Banzhang.Tests.Rules.Mail;

/// <summary>What remains of a reply, as many programs write them (Fixtures/visible-text-cases.json).</summary>
public class VisibleTextTests
{
    private static readonly Dictionary<string, Case> Cases = Load();

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Only_what_was_written_this_time_is_visible(string name)
    {
        var mail = MailReader.Read(Encoding.UTF8.GetBytes("From: a@b\nContent-Type: text/plain; charset=utf-8\n\n" + Cases[name].Text));

        Assert.Equal(Cases[name].Visible, mail.VisibleText);
    }

    private static Dictionary<string, Case> Load() => JsonSerializer
        .Deserialize<Case[]>(File.ReadAllText(Path.Combine(AppContext.BaseDirectory, "Mail", "Fixtures", "visible-text-cases.json")), JsonSerializerOptions.Web)!
        .ToDictionary(one => one.Name);

    private sealed record Case(string Name, string Text, string Visible);
}
