using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Banzhang.Platform.Identity;

/// <summary>Random tokens, and the hashes that are stored instead of them.</summary>
public static class Tokens
{
    public static readonly string ApiKeyPrefix = "bzk_";

    /// <summary>256 random bits, URL-safe.</summary>
    public static string New() => Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));

    public static string NewApiKey() => ApiKeyPrefix + New();

    public static byte[] Hash(string token) => SHA256.HashData(Encoding.UTF8.GetBytes(token));

    /// <summary>Readable on the telephone: four groups of four without look-alikes.</summary>
    public static string NewPassword()
    {
        const string letters = "abcdefghjkmnpqrstuvwxyz23456789";
        return string.Join('-', Enumerable.Range(0, 4).Select(_ => RandomNumberGenerator.GetString(letters, 4)));
    }
}
