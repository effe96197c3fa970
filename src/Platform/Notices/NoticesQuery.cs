using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Notices;

public sealed record NoticeRow(NoticeId Id, string Kind, string Text, string Address, DateTimeOffset At, bool IsUnread);

public sealed record NoticeList(IReadOnlyList<NoticeRow> Newest, int Unread);

/// <summary>One's own newest notices.</summary>
public sealed class NoticesQuery(IDbContextFactory<AppDb> databases)
{
    private const int Shown = 20;

    public async Task<Outcome<NoticeList>> RunAsync(Actor by, CancellationToken stop)
    {
        if (by.Kind != ActorKind.Person)
        {
            return new SignInFirst();
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var newest = await db.Set<Notice>().Where(n => n.Recipient == by.Id).OrderByDescending(n => n.At).Take(Shown).ToListAsync(stop);
        var unread = await db.Set<Notice>().CountAsync(n => n.Recipient == by.Id && n.ReadAt == null, stop);
        return new NoticeList([.. newest.Select(n => new NoticeRow(n.Id, n.Kind, by.Language == Languages.English ? n.English : n.Chinese, n.Address, n.At, n.ReadAt is null))], unread);
    }
}

public sealed record ReadNotices;

public sealed class ReadNoticesHandler(IWrites writes)
{
    public Task<Outcome> HandleAsync(ReadNotices command, Actor by, CancellationToken stop) =>
        writes.ActAsync(by, async (act, token) =>
        {
            if (by.Kind != ActorKind.Person)
            {
                return new SignInFirst();
            }

            foreach (var notice in await act.Db.Set<Notice>().Where(n => n.Recipient == by.Id && n.ReadAt == null).ToListAsync(token))
            {
                notice.Read(act.Now);
            }

            return Outcome.Done;
        }, stop);
}
