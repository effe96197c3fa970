using Banzhang.Platform.Settings;

namespace Banzhang.Desk.Tickets.Closing;

/// <summary>When a resolved ticket counts as accepted although its customer said nothing.</summary>
/// <param name="Days">Days since it was resolved; 0 leaves it to the customer alone.</param>
public sealed record ClosingRule(int Days);

public static class ClosingSettings
{
    public static readonly SettingKey<ClosingRule> Rule = new("desk.closing", new(7));
}
