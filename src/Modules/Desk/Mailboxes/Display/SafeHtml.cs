using AngleSharp.Dom;
using Ganss.Xss;

namespace Banzhang.Desk.Mailboxes.Display;

/// <param name="Html">A whole document.</param>
/// <param name="HasRemote">Something from elsewhere was left out, or is shown because somebody asked for it.</param>
internal sealed record ShownHtml(string Html, bool HasRemote);

/// <summary>
/// HTML of a mail as it may be shown: by an allow-list, parsed as browsers parse. Nothing is loaded from elsewhere unless somebody asks: a picture tells
/// its sender when, and from where, a mail was read. The page it stands in is shut into a sandbox besides.
/// </summary>
internal static class SafeHtml
{
    private const int Longest = 2_000_000;

    /// <param name="pictures">Pictures within the mail by their content id, as <c>data:</c> addresses.</param>
    public static ShownHtml Of(string html, IReadOnlyDictionary<string, string> pictures, bool remote)
    {
        var hasRemote = false;
        var sanitizer = new HtmlSanitizer();
        sanitizer.AllowedTags.ExceptWith(["form", "input", "button", "select", "option", "optgroup", "textarea", "label", "fieldset", "legend", "datalist", "output", "keygen", "map", "area", "html", "head", "body"]);
        sanitizer.AllowedSchemes.Clear();
        sanitizer.AllowedSchemes.UnionWith(["http", "https", "mailto", "tel"]);
        sanitizer.AllowedAttributes.ExceptWith(["id", "name", "action", "method", "target", "accesskey", "tabindex", "contenteditable", "draggable", "usemap"]);
        sanitizer.AllowedAttributes.Add("background");
        sanitizer.UriAttributes.Add("background");
        sanitizer.AllowedCssProperties.ExceptWith(["position", "z-index", "behavior"]);
        sanitizer.AllowedAtRules.Clear();
        sanitizer.FilterUrl += (_, asked) =>
        {
            var url = asked.OriginalUrl.Trim();
            if (asked.Tag.LocalName == "a")
            {
                return;
            }

            // Everything but a link is fetched by the browser by itself.
            asked.SanitizedUrl = null;
            if (url.StartsWith("cid:", StringComparison.OrdinalIgnoreCase))
            {
                asked.SanitizedUrl = pictures.GetValueOrDefault(Uri.UnescapeDataString(url[4..]));
            }
            else if (IsPicture(url))
            {
                asked.SanitizedUrl = url;
            }
            else if (url.StartsWith("http:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("https:", StringComparison.OrdinalIgnoreCase) || url.StartsWith("//", StringComparison.Ordinal))
            {
                hasRemote = true;
                asked.SanitizedUrl = remote ? url : null;
            }
        };
        sanitizer.PostProcessNode += (_, processed) =>
        {
            if (processed.Node is IElement { LocalName: "a" } link)
            {
                // The links' own addresses are let through above, and with them what their style would fetch.
                if (link.GetAttribute("style")?.Contains("url(", StringComparison.OrdinalIgnoreCase) == true)
                {
                    hasRemote = true;
                    if (!remote)
                    {
                        link.RemoveAttribute("style");
                    }
                }

                link.SetAttribute("target", "_blank");
                link.SetAttribute("rel", "noopener noreferrer");
            }
        };
        html = html.Length > Longest ? html[..Longest] : html;
        var body = sanitizer.Sanitize(html[..HtmlBounds.Within(html)]);
        return new($"<!DOCTYPE html><html><head><meta charset=\"utf-8\"><meta name=\"color-scheme\" content=\"light\"><style>body{{font:14px/1.6 system-ui,sans-serif;margin:12px;overflow-wrap:anywhere}}img{{max-width:100%;height:auto}}</style></head><body>{body}</body></html>", hasRemote);
    }

    private static bool IsPicture(string url) =>
        url.StartsWith("data:image/png;", StringComparison.OrdinalIgnoreCase) || url.StartsWith("data:image/jpeg;", StringComparison.OrdinalIgnoreCase) || url.StartsWith("data:image/gif;", StringComparison.OrdinalIgnoreCase) || url.StartsWith("data:image/webp;", StringComparison.OrdinalIgnoreCase);
}
