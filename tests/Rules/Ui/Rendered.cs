using System.Globalization;
using AngleSharp.Dom;
using AngleSharp.Html.Dom;
using AngleSharp.Html.Parser;
using Microsoft.AspNetCore.Components;
using Microsoft.AspNetCore.Components.Web;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Logging;

namespace Banzhang.Tests.Rules.Ui;

/// <summary>A component as the browser would get it.</summary>
internal static class Rendered
{
    public static async Task<string> Html<T>(Dictionary<string, object?> parameters, string culture = "en")
        where T : IComponent
    {
        using var services = new ServiceCollection().AddLogging().BuildServiceProvider();
        await using var renderer = new HtmlRenderer(services, services.GetRequiredService<ILoggerFactory>());
        return await renderer.Dispatcher.InvokeAsync(async () =>
        {
            CultureInfo.CurrentCulture = CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(culture);
            var root = await renderer.RenderComponentAsync<T>(ParameterView.FromDictionary(parameters));
            return root.ToHtmlString();
        });
    }

    public static async Task<IHtmlDocument> Page<T>(Dictionary<string, object?> parameters, string culture = "en")
        where T : IComponent => new HtmlParser().ParseDocument(await Html<T>(parameters, culture));

    /// <summary>The first element of the component.</summary>
    public static async Task<IElement> Element<T>(Dictionary<string, object?> parameters, string culture = "en")
        where T : IComponent => (await Page<T>(parameters, culture)).Body!.FirstElementChild!;

    public static RenderFragment Text(string text) => builder => builder.AddContent(0, text);

    public static RenderFragment Markup(string html) => builder => builder.AddMarkupContent(0, html);
}
