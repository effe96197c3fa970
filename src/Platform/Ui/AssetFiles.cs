using System.Security.Cryptography;

namespace Banzhang.Platform.Ui;

/// <summary>
/// Where styles, modules and icons are asked for. The host may cascade a root that changes with their content
/// (<c>AddCascadingValue(AssetFiles.Cascade, _ =&gt; root)</c>) and serve that root as immutable; without it they are asked for unversioned.
/// </summary>
public static class AssetFiles
{
    /// <summary>Name of the cascading value.</summary>
    public const string Cascade = "AssetRoot";

    /// <summary>A root such as <c>/v-1f3a9c02</c>: equal files, equal root. Modules import each other relatively, so the root reaches them all.</summary>
    public static string RootOf(string webRoot)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var file in Directory.EnumerateFiles(webRoot, "*", SearchOption.AllDirectories).Order(StringComparer.Ordinal))
        {
            hash.AppendData(System.Text.Encoding.UTF8.GetBytes(Path.GetRelativePath(webRoot, file)));
            hash.AppendData(File.ReadAllBytes(file));
        }
        return $"/v-{Convert.ToHexStringLower(hash.GetHashAndReset().AsSpan(0, 4))}";
    }
}
