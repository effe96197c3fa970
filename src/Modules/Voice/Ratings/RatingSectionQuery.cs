using Banzhang.Desk.Contracts;
using Banzhang.Platform.Data;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Voice.Ratings;

/// <summary>The rating on the customer's page: asked once the ticket is solved, thanked for once given.</summary>
internal sealed class RatingSectionQuery(IDbContextFactory<AppDb> databases) : IPortalSection
{
    public async Task<RenderFragment?> RenderAsync(TicketId ticket, string link, TicketStatus status, string antiforgery, CancellationToken stop)
    {
        if (status is not (TicketStatus.Resolved or TicketStatus.Closed))
        {
            return null;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var given = await db.Set<Rating>().SingleOrDefaultAsync(r => r.Ticket == ticket, stop);
        return builder =>
        {
            builder.OpenComponent<RatingPanel>(0);
            builder.AddComponentParameter(1, nameof(RatingPanel.Link), link);
            builder.AddComponentParameter(2, nameof(RatingPanel.Score), given?.Score);
            builder.AddComponentParameter(3, nameof(RatingPanel.Token), antiforgery);
            builder.CloseComponent();
        };
    }
}
