using System.Collections.Concurrent;
using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Json;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Settings;

/// <param name="Version">0 while the default holds.</param>
public sealed record Versioned<T>(T Value, int Version);

/// <summary>Settings as in force on this node, read again at most ten seconds after a change on another node.</summary>
public sealed class SettingsBook(IDbContextFactory<AppDb> databases, IWrites writes, TimeProvider clock)
{
    private static readonly TimeSpan Age = TimeSpan.FromSeconds(10);
    private readonly ConcurrentDictionary<(string, int), object> _past = new();
    private readonly ConcurrentDictionary<string, (DateTimeOffset ReadAt, object Value)> _known = new();

    public async ValueTask<Versioned<T>> GetAsync<T>(SettingKey<T> key, CancellationToken stop)
        where T : class
    {
        if (_known.TryGetValue(key.Key, out var known) && known.ReadAt + Age > clock.GetUtcNow())
        {
            return (Versioned<T>)known.Value;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var row = await db.Set<Setting>().Where(s => s.Key == key.Key).OrderByDescending(s => s.Version).FirstOrDefaultAsync(stop);
        var value = row is null
            ? new Versioned<T>(key.Default, 0)
            : new Versioned<T>(StoredJson.Read<T>(row.Value) ?? key.Default, row.Version);
        _known[key.Key] = (clock.GetUtcNow(), value);
        return value;
    }

    /// <summary>The next reader asks the database.</summary>
    public void Forget(string key) => _known.TryRemove(key, out _);

    /// <summary>A version as it was; 0 is the product's default. A version never changes, so it is remembered for good.</summary>
    public async ValueTask<T> GetVersionAsync<T>(SettingKey<T> key, int version, CancellationToken stop)
        where T : class
    {
        if (version == 0)
        {
            return key.Default;
        }

        if (_past.TryGetValue((key.Key, version), out var known))
        {
            return (T)known;
        }

        await using var db = await databases.CreateDbContextAsync(stop);
        var value = StoredJson.Read<T>((await db.Set<Setting>().SingleAsync(s => s.Key == key.Key && s.Version == version, stop)).Value)!;
        _past[(key.Key, version)] = value;
        return value;
    }

    /// <summary>Every version ever in force, newest first.</summary>
    public async Task<IReadOnlyList<Setting>> HistoryAsync(string key, CancellationToken stop)
    {
        await using var db = await databases.CreateDbContextAsync(stop);
        return await db.Set<Setting>().Where(s => s.Key == key).OrderByDescending(s => s.Version).ToListAsync(stop);
    }

    /// <param name="basedOn">The version the change was made from; another one in force is a conflict.</param>
    public async Task<Outcome<int>> ChangeAsync<T>(SettingKey<T> key, T value, int basedOn, Actor by, CancellationToken stop)
        where T : class
    {
        if (!by.May(Permissions.ManageSettings))
        {
            return new MayNot(Permissions.ManageSettings.Code);
        }

        var outcome = await writes.ActAsync<int>(by, async (act, token) =>
        {
            var last = await act.Db.Set<Setting>().AsNoTracking().Where(s => s.Key == key.Key).OrderByDescending(s => s.Version).FirstOrDefaultAsync(token);
            if ((last?.Version ?? 0) != basedOn)
            {
                return new ChangedMeanwhile();
            }

            var row = Setting.Of(key.Key, basedOn + 1, StoredJson.Write(value), act.Now, by.Name);
            act.Add(row);
            act.Audit("SettingChanged", $"setting:{key.Key}", last is null ? key.Default : StoredJson.Read<T>(last.Value), value);
            return row.Version;
        }, stop);
        _known.TryRemove(key.Key, out _);
        return outcome;
    }
}
