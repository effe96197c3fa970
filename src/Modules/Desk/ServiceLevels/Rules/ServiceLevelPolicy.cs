using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;

namespace Banzhang.Desk.ServiceLevels.Rules;

/// <summary>What is promised for which contacts. The first policy of the list that fits applies; a field left null fits everything.</summary>
/// <param name="Name">Shown beside each clock.</param>
/// <param name="FirstResponse">Business time; null promises nothing.</param>
/// <param name="NextResponse">From each unanswered message of the customer.</param>
/// <param name="Resolution">Stands still while the customer is awaited.</param>
/// <param name="Calendar">Id of a calendar in the calendars setting.</param>
/// <param name="WarnAtPercent">Share of the target after which a warning goes out, 1 to 99.</param>
/// <param name="Escalation">Steps after a breach, in order.</param>
public sealed record ServiceLevelPolicy(
    string Name,
    Channel? Channel,
    Priority? Priority,
    string? Type,
    CustomerTier? LeastTier,
    TimeSpan? FirstResponse,
    TimeSpan? NextResponse,
    TimeSpan? Resolution,
    string Calendar,
    int WarnAtPercent,
    IReadOnlyList<EscalationStep> Escalation);

/// <param name="After">Business time after the breach.</param>
public sealed record EscalationStep(TimeSpan After, EscalationTarget To);
