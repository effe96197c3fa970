using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Banzhang.Platform.Identity;

/// <summary>Time-based one-time passwords, RFC 6238 with SHA-1, 30 seconds, six digits.</summary>
public static class Totp
{
    private const int StepSeconds = 30, Digits = 6, Drift = 1;
    private const string Base32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

    public static byte[] NewSecret() => RandomNumberGenerator.GetBytes(20);

    public static long StepAt(DateTimeOffset now) => now.ToUnixTimeSeconds() / StepSeconds;

    public static string CodeAt(byte[] secret, long step)
    {
        Span<byte> counter = stackalloc byte[8];
        BinaryPrimitives.WriteInt64BigEndian(counter, step);
#pragma warning disable CA5350 // RFC 6238 authenticators speak SHA-1; HMAC-SHA1 is not weakened by SHA-1 collisions.
        var hash = HMACSHA1.HashData(secret, counter);
#pragma warning restore CA5350
        var offset = hash[^1] & 0x0f;
        var number = BinaryPrimitives.ReadInt32BigEndian(hash.AsSpan(offset, 4)) & 0x7fffffff;
        return (number % 1_000_000).ToString(CultureInfo.InvariantCulture).PadLeft(Digits, '0');
    }

    /// <summary>The step the code belongs to, one step of clock drift allowed; null when it is wrong or was used.</summary>
    public static long? Match(byte[] secret, string code, DateTimeOffset now, long lastUsedStep)
    {
        var digits = code.Replace(" ", "", StringComparison.Ordinal);
        var current = StepAt(now);
        for (var step = current - Drift; step <= current + Drift; step++)
        {
            if (step > lastUsedStep && CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(CodeAt(secret, step)), Encoding.ASCII.GetBytes(digits)))
            {
                return step;
            }
        }

        return null;
    }

    /// <summary>RFC 4648 base 32 without padding, as authenticators want it.</summary>
    public static string ToBase32(byte[] secret)
    {
        var text = new StringBuilder();
        int bits = 0, value = 0;
        foreach (var b in secret)
        {
            value = (value << 8) | b;
            bits += 8;
            while (bits >= 5)
            {
                text.Append(Base32[(value >> (bits - 5)) & 31]);
                bits -= 5;
            }

            value &= (1 << bits) - 1;
        }

        if (bits > 0)
        {
            text.Append(Base32[(value << (5 - bits)) & 31]);
        }

        return text.ToString();
    }

    public static string ProvisioningUri(byte[] secret, string account) =>
        $"otpauth://totp/Banzhang:{Uri.EscapeDataString(account)}?secret={ToBase32(secret)}&issuer=Banzhang&algorithm=SHA1&digits={Digits}&period={StepSeconds}";
}
