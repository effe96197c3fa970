using System.Globalization;
using Banzhang.Platform.Identity;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Localisation;

/// <summary>Chinese first, English second. A person's own choice wins over the browser's.</summary>
public static class Languages
{
    public static readonly string Chinese = "zh-CN";
    public static readonly string English = "en";
    public static readonly string Cookie = "bz_lang";

    public static string Of(HttpContext context, Actor actor)
    {
        if (actor.Kind == ActorKind.Person)
        {
            return actor.Language;
        }

        if (ChosenIn(context) is { } chosen)
        {
            return chosen;
        }

        foreach (var accepted in context.Request.GetTypedHeaders().AcceptLanguage.OrderByDescending(l => l.Quality ?? 1))
        {
            if (accepted.Value.StartsWith("zh", StringComparison.OrdinalIgnoreCase))
            {
                return Chinese;
            }

            if (accepted.Value.StartsWith("en", StringComparison.OrdinalIgnoreCase))
            {
                return English;
            }
        }

        return Chinese;
    }

    /// <summary>What was chosen in this browser with the language switch; null when nothing was.</summary>
    public static string? ChosenIn(HttpContext context) =>
        context.Request.Cookies[Cookie] is { } chosen && (chosen == English || chosen == Chinese) ? chosen : null;

    public static void Speak(string language)
    {
        var culture = CultureInfo.GetCultureInfo(language);
        CultureInfo.CurrentCulture = culture;
        CultureInfo.CurrentUICulture = culture;
    }
}
