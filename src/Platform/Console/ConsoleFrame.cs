using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Notices;
using Banzhang.Platform.Ui;
using Microsoft.AspNetCore.Antiforgery;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Platform.Console;

/// <summary>The doors of the rail, for those the role may open; the host knows them all.</summary>
public interface INavigation
{
    IReadOnlyList<NavItem> For(Actor by, string path);

    /// <summary>The rooms of the settings the role may enter.</summary>
    IReadOnlyList<ViewItem> SettingsFor(Actor by, string path);
}

/// <summary>What a person says they are doing; null for people who take no contacts.</summary>
public interface IPresenceOfPerson
{
    Task<PersonPresence?> OfAsync(Actor by, CancellationToken stop);
}

public sealed record PersonPresence(PresenceState State, DateTimeOffset? Since);

/// <summary>What stands around every page of the console.</summary>
public sealed record ConsoleFrame(Actor By, IReadOnlyList<NavItem> Nav, PersonPresence? Presence, NoticeList Notices, string Token, string Refused, string RoleName, DateTimeOffset Now)
{
    /// <summary>The list beside every page of the settings.</summary>
    public IReadOnlyList<ViewItem> Settings { get; init; } = [];
}

public sealed class ConsoleFrames(INavigation navigation, IPresenceOfPerson presence, NoticesQuery notices, IAntiforgery antiforgery, TimeProvider clock)
{
    public async Task<ConsoleFrame> ForAsync(HttpContext context, CancellationToken stop)
    {
        var by = Actor.Of(context);
        var list = await notices.RunAsync(by, stop);
        return new(
            by,
            navigation.For(by, context.Request.Path),
            await presence.OfAsync(by, stop),
            list.IsDone ? list.Value : new([], 0),
            antiforgery.GetAndStoreTokens(context).RequestToken ?? "",
            Pages.TakeRefusal(context),
            RoleNames.Of(by.Role),
            clock.GetUtcNow())
        {
            Settings = navigation.SettingsFor(by, context.Request.Path),
        };
    }
}

public static class RoleNames
{
    public static string Of(string role) => WordBook.SayCode(typeof(RoleNames), $"Role_{role.Replace('-', '_')}", role);
}
