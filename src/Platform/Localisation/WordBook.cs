using System.Collections.Concurrent;
using System.Globalization;
using System.Reflection;
using System.Resources;
using Banzhang.Kernel;

namespace Banzhang.Platform.Localisation;

/// <summary>
/// The only lookup of words by name: refusals by their type name, enum values as <c>Type_Value</c>, in the Words of the nearest
/// enclosing namespace. Everything else uses the typed Words classes.
/// </summary>
public static class WordBook
{
    private static readonly ConcurrentDictionary<Type, ResourceManager?> Books = new();

    /// <summary>The refusal's sentence in the current language.</summary>
    public static string Say(Refusal refusal)
    {
        var text = Find(refusal.GetType(), refusal.Code);
        return string.Format(CultureInfo.CurrentCulture, text, refusal.Arguments);
    }

    /// <summary>The enum value's word in the current language.</summary>
    public static string Say(Enum value) => Find(value.GetType(), $"{value.GetType().Name}_{value}");

    /// <summary>A sentence with its placeholders filled, in the current culture.</summary>
    public static string Say(string sentence, params ReadOnlySpan<object?> arguments) => string.Format(CultureInfo.CurrentCulture, sentence, arguments);

    /// <summary>The word for a configurable code such as a role's, or the code itself when people added it.</summary>
    public static string SayCode(Type near, string key, string otherwise) => BookOf(near)?.GetString(key, CultureInfo.CurrentUICulture) ?? otherwise;

    public static bool Has(Type near, string key, CultureInfo language) => BookOf(near)?.GetResourceSet(language, true, false)?.GetString(key) is not null;

    private static string Find(Type near, string key) =>
        BookOf(near)?.GetString(key, CultureInfo.CurrentUICulture)
        ?? throw new InvalidOperationException($"No word for {key} near {near.FullName}.\nMaybe add it to the Words.resx of its room.");

    private static ResourceManager? BookOf(Type near) => Books.GetOrAdd(near, static type =>
    {
        for (var space = type.Namespace; space is not null; space = space.Contains('.', StringComparison.Ordinal) ? space[..space.LastIndexOf('.')] : null)
        {
            if (type.Assembly.GetType($"{space}.Words") is { } words)
            {
                return (ResourceManager)words.GetProperty("ResourceManager", BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!.GetValue(null)!;
            }
        }

        return null;
    });
}
