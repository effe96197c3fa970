using System.Security.Cryptography;
using System.Text;
using Banzhang.Platform.Data;
using Banzhang.Platform.Secrets;
using Microsoft.EntityFrameworkCore;
using Microsoft.EntityFrameworkCore.Metadata.Builders;

namespace Banzhang.Platform.Erasure;

/// <summary>
/// A number of another system that something erased went by, as a keyed digest: an import that brings it once more is recognised, and
/// nothing can be read from it.
/// </summary>
public sealed class ErasedKey
{
    /// <summary>HMAC-SHA256 of kind and number, by the product's own key.</summary>
    public byte[] Digest { get; private set; } = [];

    public DateTimeOffset At { get; private set; }

    internal static ErasedKey Of(byte[] digest, DateTimeOffset now) => new() { Digest = digest, At = now };
}

internal sealed class ErasedKeyMapping : IEntityTypeConfiguration<ErasedKey>
{
    public void Configure(EntityTypeBuilder<ErasedKey> builder)
    {
        builder.ToTable("platform_erased_keys");
        builder.HasKey(k => k.Digest);
        builder.Property(k => k.Digest).HasMaxLength(32);
    }
}

/// <summary>Remembers numbers that were erased.</summary>
public sealed class ErasedKeys(SecretKeys keys)
{
    /// <param name="kind">ticket, customer …</param>
    /// <param name="number">As it was stored.</param>
    public async Task<bool> HasAsync(Act act, string kind, string number, CancellationToken stop) =>
        await act.HasAsync<ErasedKey>(nameof(ErasedKey.Digest), DigestOf(kind, number), stop);

    /// <summary>When it was erased last; null when it never was.</summary>
    public async Task<DateTimeOffset?> ErasedAtAsync(Act act, string kind, string number, CancellationToken stop) =>
        (await act.LookUpAsync<ErasedKey>(nameof(ErasedKey.Digest), DigestOf(kind, number), stop))?.At;

    public async Task RememberAsync(Act act, string kind, IEnumerable<string> numbers, CancellationToken stop)
    {
        foreach (var digest in numbers.Distinct().Select(n => DigestOf(kind, n)))
        {
            if (await act.Db.Set<ErasedKey>().Where(k => k.Digest == digest).ExecuteUpdateAsync(set => set.SetProperty(k => k.At, act.Now), stop) == 0)
            {
                act.Add(ErasedKey.Of(digest, act.Now));
            }
        }
    }

    private byte[] DigestOf(string kind, string number) => HMACSHA256.HashData(keys.Erasures, Encoding.UTF8.GetBytes($"{kind}\n{number}"));
}
