using System.Globalization;
using Banzhang.Desk.Portal.Branding;
using Banzhang.Desk.Tickets.Closing;
using Banzhang.Insight.Cockpit;
using Banzhang.Kernel;
using Banzhang.Platform.Console;
using Banzhang.Platform.Http;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Settings;
using Microsoft.AspNetCore.Mvc;

namespace Banzhang.Web.Department;

/// <summary>What holds for the whole department: its time zone, its targets, when its tickets close by themselves.</summary>
internal static class DepartmentEndpoints
{
    private static readonly string Page = "/settings/department";

    public static void MapDepartment(this WebApplication app)
    {
        var console = app.MapConsole();
        console.MapGet(Page, (HttpContext context, Actor by, ConsoleFrames frames, SettingsBook settings, CancellationToken stop) =>
            ShowAsync(TypedForm.Untouched, StatusCodes.Status200OK, context, by, frames, settings, stop));
        console.MapPost(Page + "/zone", ([FromForm] IFormCollection form, HttpContext context, Actor by, ConsoleFrames frames, SettingsBook settings, SaveZoneHandler handler, CancellationToken stop) =>
            SavedAsync("zone", "timeZone", form, () => handler.HandleAsync(new(form["timeZone"].ToString(), Number(form, "basedOn")), by, stop), context, by, frames, settings, stop));
        console.MapPost(Page + "/targets", ([FromForm] IFormCollection form, HttpContext context, Actor by, ConsoleFrames frames, SettingsBook settings, SaveTargetsHandler handler, CancellationToken stop) =>
            SavedAsync("targets", "target", form, () => handler.HandleAsync(new(Number(form, "target"), Number(form, "floor"), Number(form, "basedOn")), by, stop), context, by, frames, settings, stop));
        console.MapPost(Page + "/alarms", ([FromForm] IFormCollection form, HttpContext context, Actor by, ConsoleFrames frames, SettingsBook settings, SaveAlarmLimitsHandler handler, CancellationToken stop) =>
            SavedAsync("alarms", "waitMinutes", form, () => handler.HandleAsync(new(new(Number(form, "waitMinutes"), Tenths(form, "spikeTimes"), Number(form, "spikeLeast"), Number(form, "broken")), Number(form, "basedOn")), by, stop), context, by, frames, settings, stop));
        console.MapPost(Page + "/brand", ([FromForm] IFormCollection form, HttpContext context, Actor by, ConsoleFrames frames, SettingsBook settings, SaveBrandHandler handler, CancellationToken stop) =>
            SavedAsync("brand", "colour", form, () => handler.HandleAsync(new(form["colour"].ToString(), form["name"].ToString(), Number(form, "basedOn")), by, stop), context, by, frames, settings, stop));
        console.MapPost(Page + "/closing", ([FromForm] IFormCollection form, HttpContext context, Actor by, ConsoleFrames frames, SettingsBook settings, SaveClosingRuleHandler handler, CancellationToken stop) =>
            SavedAsync("closing", "days", form, () => handler.HandleAsync(new(Number(form, "days"), Number(form, "basedOn")), by, stop), context, by, frames, settings, stop));
    }

    private static async Task<IResult> ShowAsync(TypedForm typed, int status, HttpContext context, Actor by, ConsoleFrames frames, SettingsBook settings, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageSettings))
        {
            return await frames.RefusedAsync(context, by.RefusalOf(Permissions.ManageSettings), stop);
        }

        var history = new List<SettingChange>();
        foreach (var (key, name) in new[] { (DepartmentZone.Setting.Key, Words.TimeZone), (SatisfactionTargets.Setting.Key, Words.Satisfaction), (AlarmLimits.Setting.Key, Words.Alarms), (ClosingSettings.Rule.Key, Words.Closing), (PortalBrand.Setting.Key, Words.Brand) })
        {
            history.AddRange((await settings.HistoryAsync(key, stop)).Select(s => new SettingChange(name, s.Version, s.At, s.By)));
        }

        return Pages.Show<DepartmentPage>(new
        {
            Frame = await frames.ForAsync(context, stop),
            Zone = await settings.GetAsync(DepartmentZone.Setting, stop),
            Targets = await settings.GetAsync(SatisfactionTargets.Setting, stop),
            Alarms = await settings.GetAsync(AlarmLimits.Setting, stop),
            Brand = await settings.GetAsync(PortalBrand.Setting, stop),
            Closing = await settings.GetAsync(ClosingSettings.Rule, stop),
            History = (IReadOnlyList<SettingChange>)[.. history.OrderByDescending(h => h.At)],
            Typed = typed,
        }, status);
    }

    private static async Task<IResult> SavedAsync(
        string section, string firstField, IFormCollection form, Func<Task<Outcome<int>>> save, HttpContext context, Actor by, ConsoleFrames frames, SettingsBook settings, CancellationToken stop)
    {
        var saved = await save();
        return saved.Refusal is { } refusal
            ? await ShowAsync(TypedForm.Refused(section, form, refusal, firstField), Problems.StatusOf(refusal), context, by, frames, settings, stop)
            : Results.LocalRedirect(Page);
    }

    private static int Tenths(IFormCollection form, string field) =>
        decimal.TryParse(form[field].ToString().Trim(), NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) && number is >= 0 and < 1000 ? (int)Math.Round(number * 10) : -1;

    /// <summary>What is no whole number becomes one that no setting allows, so that its sentence is said.</summary>
    private static int Number(IFormCollection form, string field) => int.TryParse(form[field].ToString().Trim(), NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : -1;
}

/// <param name="Setting">In the reader's words.</param>
public sealed record SettingChange(string Setting, int Version, DateTimeOffset At, string By);
