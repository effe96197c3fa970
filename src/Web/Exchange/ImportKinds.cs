using System.Text;
using Banzhang.Customers.Recording;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Kernel;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Identity.Accounts;

namespace Banzhang.Web.Exchange;

/// <summary>What a row became: new, known already (the same externalId), or refused.</summary>
/// <param name="Secret">E-mail and one-time password of a new account; null for other rows.</param>
internal readonly record struct RowFate(Refusal? Refusal, bool WasKnown, (string Email, string Password)? Secret = null);

/// <summary>One kind that can be imported, through the same handlers as everybody.</summary>
internal sealed record ImportKind(string Name, IReadOnlySet<string> ListFields, Func<string, CancellationToken, Task<RowFate>> PutAsync)
{
    /// <summary>Its lines name one another: they are put in one after the other, in this order; null where any order will do.</summary>
    public Func<IEnumerable<ImportRow>, IEnumerable<ImportRow>>? Arrange { get; init; }

    /// <summary>How rows that an export wrote are put back; null where all rows are such.</summary>
    public ImportKind? OfExport { get; init; }

    private static readonly HashSet<string> NoLists = [];
    private static readonly HashSet<string> TicketLists = ["tags"];

    public static IReadOnlyList<ImportKind> All(IServiceProvider services, Actor by)
    {
        var all = new ImportKind("all", NoLists, (json, stop) => ImportAll.PutAsync(services, by, json, stop)) { Arrange = ImportAll.Arrange };
        return [.. Single(services, by).Select(k => k with { OfExport = all }), all];
    }

    private static IReadOnlyList<ImportKind> Single(IServiceProvider services, Actor by) =>
    [
        new("tickets", TicketLists, (json, stop) => HandleAsync<OpenTicket>(json, body => services.GetRequiredService<OpenTicketHandler>().HandleAsync(body, new OpeningCircumstances(IsImport: true), by, stop))),
        new("customers", NoLists, (json, stop) => HandleAsync<CreateCustomer>(json, body => services.GetRequiredService<CreateCustomerHandler>().HandleAsync(body, by, stop))),
        new("staff", NoLists, (json, stop) => HandleAsync<CreateAccount>(json, body => services.GetRequiredService<CreateAccountHandler>().HandleAsync(body, by, stop))),
    ];

    private static async Task<RowFate> HandleAsync<TBody>(string json, Func<TBody, object> handle)
        where TBody : class
    {
        var body = ApiBody.Parse<TBody>(Encoding.UTF8.GetBytes(json));
        if (!body.IsDone)
        {
            return new(body.Refusal, false);
        }

        var task = handle(body.Value);
        var refusal = task switch
        {
            Task<Outcome<Desk.Tickets.TicketView>> t => (await t).Refusal,
            Task<Outcome<Customers.CustomerView>> t => (await t).Refusal,
            Task<Outcome<CreatedAccount>> t => (await t).Refusal,
            _ => throw new InvalidOperationException($"{typeof(TBody).Name} has no known answer."),
        };
        if (refusal is null && task is Task<Outcome<CreatedAccount>> created && body.Value is CreateAccount account)
        {
            return new(null, false, (account.Email, (await created).Value.Password));
        }

        return refusal is Desk.TicketExternalIdIsTaken or Customers.ExternalIdIsTaken or EmailIsTaken ? new(null, true) : new(refusal, false);
    }
}
