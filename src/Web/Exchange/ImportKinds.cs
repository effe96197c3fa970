using System.Text;
using Banzhang.Customers.Recording;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Kernel;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Identity.Accounts;

namespace Banzhang.Web.Exchange;

/// <summary>What a row became: new, known already (the same externalId), or refused.</summary>
internal readonly record struct RowFate(Refusal? Refusal, bool WasKnown);

/// <summary>One kind that can be imported, through the same handlers as everybody.</summary>
internal sealed record ImportKind(string Name, IReadOnlySet<string> ListFields, Func<string, CancellationToken, Task<RowFate>> PutAsync)
{
    private static readonly HashSet<string> NoLists = [];
    private static readonly HashSet<string> TicketLists = ["tags"];

    public static IReadOnlyList<ImportKind> All(IServiceProvider services, Actor by) =>
    [
        new("tickets", TicketLists, (json, stop) => HandleAsync<OpenTicket>(json, body => services.GetRequiredService<OpenTicketHandler>().HandleAsync(body, by, stop))),
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

        var refusal = handle(body.Value) switch
        {
            Task<Outcome<Desk.Tickets.TicketView>> t => (await t).Refusal,
            Task<Outcome<Customers.CustomerView>> t => (await t).Refusal,
            Task<Outcome<CreatedAccount>> t => (await t).Refusal,
            _ => throw new InvalidOperationException($"{typeof(TBody).Name} has no known answer."),
        };
        return refusal is Desk.TicketExternalIdIsTaken or Customers.ExternalIdIsTaken or EmailIsTaken ? new(null, true) : new(refusal, false);
    }
}
