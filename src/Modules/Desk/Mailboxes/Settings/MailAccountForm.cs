using System.Globalization;
using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Mail.Servers;
using Banzhang.Platform.Localisation;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Desk.Mailboxes.Settings;

/// <summary>One side of an account as it is typed.</summary>
public sealed record TypedDoor(string Host, string Port, string Encryption, string Fingerprint)
{
    internal static TypedDoor Of(MailDoor door) => new(door.Host, door.Port == 0 ? "" : door.Port.ToString(CultureInfo.InvariantCulture), door.Encryption.ToString(), door.Fingerprint);

    internal MailDoor Meant() => new(
        Host, int.TryParse(Port, NumberStyles.None, CultureInfo.InvariantCulture, out var port) ? port : 0,
        Enum.TryParse<Encryption>(Encryption, out var known) && Enum.IsDefined(known) ? known : Banzhang.Mail.Servers.Encryption.Tls, Fingerprint);
}

/// <summary>An account as it stands in the form, with a sentence for each field that cannot be saved.</summary>
/// <param name="Id">Empty for a new one.</param>
public sealed record MailAccountForm(
    string Id, int Version, string Address, string Name, string Queue, bool IsActive, TypedDoor In, TypedDoor Out, string Folder, bool TakesOld, bool HasPlusAddresses, string Login, string User,
    string Endpoint, string ClientId, string Scope)
{
    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public string Problem { get; init; } = "";

    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field);

    internal static MailAccountForm New(IReadOnlyList<QueueCard> queues) =>
        new("", 0, "", "", queues.Count > 0 ? queues[0].Id.Value.ToString() : "", true, new("", "993", nameof(Encryption.Tls), ""), new("", "465", nameof(Encryption.Tls), ""), "", false, false, nameof(MailLoginKind.Password), "", "", "", "");

    internal static MailAccountForm Of(MailAccountRow row) => new(
        row.Id.Value.ToString(), row.Version, row.Facts.Address, row.Facts.Name, row.Facts.Queue.Value.ToString(), row.Facts.IsActive, TypedDoor.Of(row.Facts.In), TypedDoor.Of(row.Facts.Out), row.Facts.Folder, row.Facts.TakesOld,
        row.Facts.HasPlusAddresses, row.Facts.Login.ToString(), row.Facts.User, row.Facts.OAuth.Endpoint, row.Facts.OAuth.ClientId, row.Facts.OAuth.Scope);

    internal static MailAccountForm Read(IFormCollection form)
    {
        string Text(string name) => form[name].ToString().Trim();
        bool Is(string name) => form[name].ToString() == "true";
        TypedDoor Door(string side) => new(Text($"{side}Host"), Text($"{side}Port"), Text($"{side}Encryption"), Text($"{side}Fingerprint"));
        return new(
            Text("id"), int.TryParse(Text("version"), NumberStyles.None, CultureInfo.InvariantCulture, out var version) ? version : 0, Text("address"), Text("name"), Text("queue"), Is("active"), Door("in"), Door("out"),
            Text("folder"), Is("takesOld"), Is("plus"), Text("login"), Text("user"), Text("endpoint"), Text("clientId"), Text("scope"));
    }

    internal MailAccountFacts Meant() => new(
        Address, Name, new(Guid.TryParse(Queue, out var queue) ? queue : Guid.Empty), IsActive, In.Meant(), Out.Meant(), Folder, TakesOld, HasPlusAddresses,
        Login == nameof(MailLoginKind.OAuth) ? MailLoginKind.OAuth : MailLoginKind.Password, User, "", new(Endpoint, ClientId, "", Scope, ""));

    internal MailAccountForm With(IReadOnlyList<Refusal> refusals) => this with
    {
        Errors = refusals.OfType<Invalid>().GroupBy(i => i.Field).ToDictionary(g => g.Key, g => WordBook.Say(g.First())),
        Problem = string.Join(' ', refusals.Where(r => r is not Invalid).Select(WordBook.Say)),
    };
}
