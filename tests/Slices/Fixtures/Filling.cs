using System.Globalization;
using Banzhang.Platform.Data;

namespace Banzhang.Tests.Slices.Fixtures;

/// <summary>Many rows of the tables that grow with the years, as copies of one ticket, so that the planner of PostgreSQL has reason to choose.</summary>
internal static class Filling
{
    public const int Rows = 20_000;

    /// <summary>The same for the customer and the ticket of one number.</summary>
    private const string Id = "('00000000-0000-7000-8000-' || lpad(to_hex(n), 12, '0'))::uuid";

    /// <summary>Once a database; SQLite plans without looking at the rows and gets none.</summary>
    public static async Task FillAsync(Product product)
    {
        if (product.Database.Kind != DatabaseKind.Postgres || await IsFullAsync(product))
        {
            return;
        }

        await product.OpenTicketAsync(phone: "13900000000");
        await product.DeliverAsync();

        // One in fifty is open, and as many, the newest, are resolved; a hundred customers are called alike; what happened lies a second apart.
        await product.TamperAsync(
            string.Create(CultureInfo.InvariantCulture, $$"""
            INSERT INTO customers_customers SELECT r.* FROM (SELECT * FROM customers_customers LIMIT 1) c, generate_series(1, {{Rows}}) n,
              LATERAL jsonb_populate_record(NULL::customers_customers, to_jsonb(c) || jsonb_build_object('Id', {{Id}}, 'Name', 'Copy ' || n % 200, 'Phone', (15000000000 + n)::text, 'CreatedAt', c."CreatedAt" - n * 10000000::bigint)) r;
            INSERT INTO desk_tickets SELECT r.* FROM (SELECT * FROM desk_tickets LIMIT 1) t, generate_series(1, {{Rows}}) n,
              LATERAL jsonb_populate_record(NULL::desk_tickets, to_jsonb(t) || jsonb_build_object('Id', {{Id}}, 'Number', t."Number" + 1000 + n, 'CustomerId', {{Id}}, 'IsOpen', n % 50 = 0,
                'Status', CASE WHEN n % 50 = 0 THEN 'Open' WHEN n > {{Rows * 49 / 50}} THEN 'Resolved' ELSE 'Closed' END, 'NextDueAt', t."NextDueAt" + n * 10000000::bigint, 'CreatedAt', t."CreatedAt" + (n - {{Rows}}) * 10000000::bigint)) r;
            INSERT INTO desk_messages SELECT r.* FROM (SELECT * FROM desk_messages LIMIT 1) m, desk_tickets t,
              LATERAL jsonb_populate_record(NULL::desk_messages, to_jsonb(m) || jsonb_build_object('Id', gen_random_uuid(), 'TicketId', t."Id")) r;
            INSERT INTO desk_service_clocks SELECT r.* FROM (SELECT * FROM desk_service_clocks LIMIT 1) k, desk_tickets t,
              LATERAL jsonb_populate_record(NULL::desk_service_clocks, to_jsonb(k) || jsonb_build_object('Id', gen_random_uuid(), 'TicketId', t."Id")) r;
            INSERT INTO search_entries SELECT r.* FROM (SELECT * FROM search_entries WHERE "Kind" = 'customer' LIMIT 1) e, generate_series(1, {{Rows}}) n,
              LATERAL jsonb_populate_record(NULL::search_entries, to_jsonb(e) || jsonb_build_object('Seq', 1000000 + n, 'Subject', gen_random_uuid())) r;
            INSERT INTO search_tokens SELECT 1000000 + n, array_to_tsvector(ARRAY['copy', 'n' || n, 'm' || n % 200]) FROM generate_series(1, {{Rows}}) n;
            """));

        // As the server does by itself before long; an index of tokens is not whole before.
        await product.TamperAsync("VACUUM ANALYZE");
    }

    private static async Task<bool> IsFullAsync(Product product)
    {
        await using var db = product.Read();
        return Microsoft.EntityFrameworkCore.RelationalDatabaseFacadeExtensions.SqlQueryRaw<long>(db.Database, "SELECT count(*) AS \"Value\" FROM desk_tickets").AsEnumerable().Single() > Rows;
    }
}
