namespace Banzhang.Platform.Ui;

/// <summary>The ids by which a control names its hint and its error.</summary>
internal static class FieldIds
{
    public static string Hint(string id) => $"{id}-hint";

    public static string Error(string id) => $"{id}-error";

    /// <summary>The value of aria-describedby; the error first, because it is what must be answered.</summary>
    public static string? Describe(string id, string? hint, string? error)
    {
        if (error is null) return hint is null ? null : Hint(id);
        return hint is null ? Error(id) : $"{Error(id)} {Hint(id)}";
    }
}
