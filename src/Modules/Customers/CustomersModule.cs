using Banzhang.Customers.Contact;
using Banzhang.Customers.Contracts;
using Banzhang.Customers.Merging;
using Banzhang.Customers.PersonalData;
using Banzhang.Customers.Recording;
using Banzhang.Customers.Records;
using Banzhang.Platform.Http;
using Banzhang.Platform.Http.Idempotency;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.Customers;

public static class CustomersModule
{
    public static void AddCustomers(this IServiceCollection services)
    {
        services.AddSingleton<ICustomers>(s => s.GetRequiredService<CustomersQuery>());
        services.AddSingleton<Platform.Live.ITopicGuard, CustomerTopicGuard>();
        services.AddSingleton<ICustomerCards>(s => s.GetRequiredService<ContactCardQuery>());
    }

    public static void MapCustomers(this IEndpointRouteBuilder routes)
    {
        routes.MapConsole().MapContact();
        routes.MapCustomerRecords();
        routes.MapConsole().MapMerging();
        routes.MapConsole().MapPersonalData();
    }

    public static void MapCustomersApi(this IEndpointRouteBuilder api)
    {
        var group = api.MapGroup("/customers").WithTags("customers");
        group.MapGet("", async (string? q, string? cursor, int? limit, Actor by, CustomerListQuery query, CancellationToken stop) =>
                Answers.Ok(await query.RunAsync(new(q, cursor, limit ?? 50), by, stop)))
            .Produces<Page<CustomerView>>().WithName("listCustomers");
        group.MapGet("/{id:guid}", async (Guid id, Actor by, CustomerQuery query, CancellationToken stop) => Answers.Ok(await query.RunAsync(new(id), by, stop)))
            .Produces<CustomerView>().WithName("readCustomer");
        group.MapPost("", async (HttpRequest request, Actor by, CreateCustomerHandler handler, CancellationToken stop) =>
            {
                var body = await ApiBody.ReadAsync<CreateCustomer>(request, stop);
                return body.IsDone ? Answers.Created(await handler.HandleAsync(body.Value, by, stop), c => $"/api/v1/customers/{c.Id.Value}") : Problems.Of(body.Refusal!);
            })
            .AddEndpointFilter(IdempotencyFilter.Making<CustomerView>(c => $"/api/v1/customers/{c.Id.Value}"))
            .Accepts<CreateCustomer>("application/json").Produces<CustomerView>(StatusCodes.Status201Created).WithName("createCustomer");
        group.MapPatch("/{id:guid}", async (Guid id, HttpRequest request, Actor by, ChangeCustomerHandler handler, CancellationToken stop) =>
            {
                var version = Answers.IfMatch(request);
                var body = await ApiBody.ReadAsync<ChangeCustomer>(request, stop);
                return !version.IsDone ? Problems.Of(version.Refusal!)
                    : !body.IsDone ? Problems.Of(body.Refusal!)
                    : Answers.Ok(await handler.HandleAsync(new(id), body.Value, version.Value, by, stop));
            })
            .Accepts<ChangeCustomer>("application/json").Produces<CustomerView>().WithName("changeCustomer");
        group.MapPost("/merge", async (HttpRequest request, Actor by, MergeCustomersHandler handler, CancellationToken stop) =>
            {
                var version = Answers.IfMatch(request);
                var body = await ApiBody.ReadAsync<MergeCustomers>(request, stop);
                return !version.IsDone ? Problems.Of(version.Refusal!)
                    : !body.IsDone ? Problems.Of(body.Refusal!)
                    : Answers.Ok(await handler.HandleAsync(body.Value, version.Value, by, stop));
            })
            .AddEndpointFilter(new IdempotencyFilter(StatusCodes.Status200OK))
            .Accepts<MergeCustomers>("application/json").Produces<CustomerView>().WithName("mergeCustomers");
        group.MapGet("/{id:guid}/export", async (Guid id, Actor by, ExportPersonalDataHandler handler, CancellationToken stop) =>
            {
                var copy = await handler.HandleAsync(new(id), by, stop);
                return copy.Refusal is { } refusal ? Problems.Of(refusal) : PersonalDataEndpoints.Download(copy.Value, stop);
            })
            .Produces(StatusCodes.Status200OK, contentType: "application/json").WithName("exportCustomer");
        group.MapPost("/{id:guid}/erase", async (Guid id, HttpRequest request, Actor by, EraseCustomerHandler handler, CancellationToken stop) =>
            {
                var version = Answers.IfMatch(request);
                var body = await ApiBody.ReadAsync<EraseCustomer>(request, stop);
                return !version.IsDone ? Problems.Of(version.Refusal!)
                    : !body.IsDone ? Problems.Of(body.Refusal!)
                    : Answers.Ok(await handler.HandleAsync(new(id), body.Value, version.Value, by, stop));
            })
            .AddEndpointFilter(new IdempotencyFilter(StatusCodes.Status200OK))
            .Accepts<EraseCustomer>("application/json").Produces<CustomerView>().WithName("eraseCustomer");
        group.MapPost("/{id:guid}/part", async (Guid id, Actor by, PartCustomerHandler handler, CancellationToken stop) => Answers.Ok(await handler.HandleAsync(new(id), by, stop)))
            .AddEndpointFilter(new IdempotencyFilter(StatusCodes.Status200OK))
            .Produces<CustomerView>().WithName("partCustomer");
    }
}
