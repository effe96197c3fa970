using Microsoft.AspNetCore.Components;

namespace Banzhang.Platform.Ui;

/// <summary>The whole document around a page of the tool: rail, top bar, main, tab bar on phones, overlays and live regions.</summary>
public sealed partial class Shell
{
    /// <summary>Name under which the antiforgery token reaches every form of the page.</summary>
    public const string TokenCascade = "AntiforgeryToken";

    private const int OnPhoneCount = 5;

    /// <summary>Asked for together with the entry module instead of one after the other.</summary>
    private static readonly IReadOnlyList<string> Preloaded = ["alarms", "dom", "live", "morph", "toast", "countdown", "keys", "palette", "composer", "overlay", "table", "theme", "waiting", "waiting-store"];

    [Parameter, EditorRequired] public string Title { get; set; } = "";

    [Parameter, EditorRequired] public IReadOnlyList<NavItem> Nav { get; set; } = [];

    [Parameter, EditorRequired] public string UserName { get; set; } = "";

    /// <summary>Stable id: the avatar's tint is drawn from it.</summary>
    [Parameter] public string? UserId { get; set; }

    [Parameter] public string? UserInitials { get; set; }

    [Parameter] public string RoleName { get; set; } = "";

    /// <summary>A <c>MyState</c>: the person's presence and notices, in the top bar.</summary>
    [Parameter] public RenderFragment? Mine { get; set; }

    /// <summary><c>zh-CN</c> or <c>en</c>.</summary>
    [Parameter] public string Language { get; set; } = "zh-CN";

    [Parameter] public string LanguageAction { get; set; } = "/me/language";

    [Parameter] public Theme Theme { get; set; }

    [Parameter] public bool Compact { get; set; }

    /// <summary>Wall screen: magnified, nothing to press.</summary>
    [Parameter] public bool Wall { get; set; }

    /// <summary>The window does not scroll; the panes of the page do.</summary>
    [Parameter] public bool Fixed { get; set; }

    /// <summary>The page draws its own h1.</summary>
    [Parameter] public bool OwnHeading { get; set; }

    /// <summary>Topics of the person, separated by blanks: <c>user:{id}</c>.</summary>
    [Parameter] public string? LiveTopics { get; set; }

    [Parameter] public string? AntiforgeryToken { get; set; }

    /// <summary>Names of css files for this page: <c>desk</c>, <c>cockpit</c>.</summary>
    [Parameter] public IReadOnlyList<string> Styles { get; set; } = [];

    /// <summary>Names of further modules for this page.</summary>
    [Parameter] public IReadOnlyList<string> Scripts { get; set; } = [];

    /// <summary>Commands beside the doors of the rail.</summary>
    [Parameter] public IReadOnlyList<Command> Commands { get; set; } = [];

    /// <summary><c>MenuItem</c>s under the avatar: profile, sign out.</summary>
    [Parameter] public RenderFragment? UserMenu { get; set; }

    [Parameter] public RenderFragment? TopBarStart { get; set; }

    /// <summary>Dialogs of the page, outside its scrolling.</summary>
    [Parameter] public RenderFragment? Overlays { get; set; }

    /// <summary><c>Toast</c>s left by a post without script.</summary>
    [Parameter] public RenderFragment? Toasts { get; set; }

    [Parameter] public RenderFragment? ChildContent { get; set; }

    [CascadingParameter(Name = AssetFiles.Cascade)] public string? AssetRoot { get; set; }

    private bool IsChinese => Language.StartsWith("zh", StringComparison.OrdinalIgnoreCase);

    // Until the first script ran, and where none runs, an unknown system is light.
    private string ThemeNow => Theme == Theme.Dark ? "dark" : "light";

    private IEnumerable<NavItem> OnPhone => Nav.Count > OnPhoneCount ? Nav.Where(n => !n.Pinned).Take(OnPhoneCount - 1) : Nav;

    private IReadOnlyList<Command> AllCommands =>
    [
        .. Commands,
        .. Nav.Select(n => new Command(n.Label, n.Href, n.Icon, n.Key is null ? null : $"G {n.Key.ToUpperInvariant()}")),
    ];
}
