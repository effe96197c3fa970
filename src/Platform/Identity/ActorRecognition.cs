using System.Collections.Concurrent;
using System.Collections.Frozen;
using System.Security.Cryptography;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity;

/// <summary>Recognises a browser by its session token and a program by its key. Remembered a few seconds, forgotten at once when ended here.</summary>
public sealed class ActorRecognition(IDbContextFactory<AppDb> databases, RoleBook roles, IWrites writes, TimeProvider clock)
{
    private static readonly TimeSpan Remembered = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan SeenEvery = TimeSpan.FromMinutes(2);
    private readonly ConcurrentDictionary<string, Known> _known = new();

    /// <summary>The person of an open session; null when there is none. A session that still owes its second factor is none.</summary>
    public ValueTask<Actor?> BySessionAsync(string token, string address, CancellationToken stop) =>
        RecogniseAsync(token, address, FindSessionAsync, stop);

    public ValueTask<Actor?> ByKeyAsync(string token, string address, CancellationToken stop) =>
        RecogniseAsync(token, address, FindKeyAsync, stop);

    /// <summary>After a session, an account or a key changed.</summary>
    public void ForgetAll() => _known.Clear();

    private async ValueTask<Actor?> RecogniseAsync(string token, string address, Func<byte[], string, CancellationToken, Task<Actor?>> find, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        if (_known.TryGetValue(token, out var known) && known.Until > now && known.Address == address)
        {
            return known.Actor;
        }

        if (_known.Count > 10_000)
        {
            _known.Clear();
        }

        var actor = await find(Tokens.Hash(token), address, stop);
        if (actor is not null)
        {
            _known[token] = new(actor, address, now + Remembered);
        }
        else
        {
            _known.TryRemove(token, out _);
        }

        return actor;
    }

    private async Task<Actor?> FindSessionAsync(byte[] hash, string address, CancellationToken stop)
    {
        var now = clock.GetUtcNow();
        await using var db = await databases.CreateDbContextAsync(stop);
        var session = await db.Set<Session>().SingleOrDefaultAsync(s => s.TokenHash == hash, stop);
        if (session is null || !session.IsOpen(now) || session.OwesSecondFactor)
        {
            return null;
        }

        var account = await db.Set<Account>().SingleOrDefaultAsync(a => a.Id == session.AccountId, stop);
        if (account is not { IsActive: true })
        {
            return null;
        }

        if (session.LastSeenAt + SeenEvery < now)
        {
            await writes.ActAsync(Actor.System, async (act, token) =>
            {
                var row = await act.Db.Set<Session>().SingleOrDefaultAsync(s => s.Id == session.Id, token);
                row?.Seen(act.Now);
                return Outcome.Done;
            }, stop);
        }

        return new Actor
        {
            Kind = ActorKind.Person,
            Id = account.Id.Value,
            Name = account.Name,
            Role = account.RoleCode,
            TeamId = account.TeamId,
            SessionId = session.Id.Value,
            Address = address,
            Language = account.Language,
            Theme = account.Theme,
            Signals = account.ReadSignals(),
            MustChangePassword = account.MustChangePassword,
            Grants = await roles.GrantsOfAsync(account.RoleCode, stop),
        };
    }

    private async Task<Actor?> FindKeyAsync(byte[] hash, string address, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        var key = await db.Set<ApiKey>().SingleOrDefaultAsync(k => k.TokenHash == hash, stop);
        return key is null || !key.IsValid(clock.GetUtcNow()) || !CryptographicOperations.FixedTimeEquals(key.TokenHash, hash)
            ? null
            : new Actor
            {
                Kind = ActorKind.ApiKey,
                Id = key.Id.Value,
                Name = key.Name,
                Role = key.RoleCode,
                Address = address,
                Grants = OfKey(await roles.GrantsOfAsync(key.RoleCode, stop)),
            };
    }

    /// <summary>A program is in no team: what its role may do within a team, it may do for each of them.</summary>
    private static FrozenDictionary<string, Scope> OfKey(FrozenDictionary<string, Scope> grants) =>
        grants.ToFrozenDictionary(g => g.Key, g => g.Value == Scope.Team ? Scope.All : g.Value);

    private sealed record Known(Actor Actor, string Address, DateTimeOffset Until);
}
