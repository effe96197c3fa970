using Banzhang.Desk.Contracts;
using Banzhang.Kernel;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Text;

namespace Banzhang.Desk.Tickets.Changing;

/// <summary>Null leaves a field as it is. A new priority or type replaces the promises that run or stand still; they carry on the time that was used.</summary>
public sealed record ChangeTicket(Priority? Priority = null, string? Type = null, string? Category = null, IReadOnlyList<string>? Tags = null, string? Subject = null);

internal sealed class ChangeTicketHandler(TicketActsHandler acts) : ITicketLabels
{
    public async Task<Outcome> ChangeAsync(string number, TicketLabels labels, Actor by, CancellationToken stop) =>
        (await HandleAsync(number, new(labels.Priority, labels.Type, labels.Category), null, by, stop)).Refusal is { } refusal ? refusal : Outcome.Done;

    public async Task<Outcome<TicketView>> HandleAsync(string number, ChangeTicket command, int? expected, Actor by, CancellationToken stop)
    {
        if (((command.Subject is null ? null : CleanText.Check("subject", command.Subject, 1, TicketFields.LongestSubject))
            ?? CleanText.Check("type", command.Type, 0, 40) ?? CleanText.Check("category", command.Category, 0, 100) ?? TicketFields.CheckTags(command.Tags)) is { } invalid)
        {
            return invalid;
        }

        return await acts.RunAsync(number, expected, Permissions.AnswerTickets, by, async (underway, token) =>
        {
            var (priority, type) = (underway.Ticket.Priority, underway.Ticket.Type);
            underway.Ticket.Change(command.Priority, command.Type?.Trim(), command.Category?.Trim(), command.Tags is null ? null : TicketFields.JoinTags(command.Tags), command.Subject?.Trim(), underway.Now);
            if (underway.Ticket.Priority != priority || underway.Ticket.Type != type)
            {
                await underway.Clocks.ReapplyAsync(token);
            }

            return Outcome.Done;
        }, stop);
    }
}
