using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Portal;
using Banzhang.Desk.Tickets.Answering;
using Banzhang.Desk.Tickets.Assigning;
using Banzhang.Desk.Tickets.List;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Desk.Tickets.Resolving;
using Banzhang.People.Contracts;
using Banzhang.Platform.Identity;
using Banzhang.Voice.Ratings;

namespace Banzhang.Web.Demo;

/// <summary>Customers who keep arriving and agents who answer them, through the same handlers as everybody.</summary>
internal sealed partial class DemoTraffic(
    OpenTicketHandler open, AssignTicketHandler assign, AddMessageHandler answer, ResolveTicketHandler resolve, RateTicketHandler rate, TicketListQuery list, PortalLinks links, IPeople peopleBook, RoleBook roles, TimeProvider clock, ILogger<DemoTraffic> log)
    : BackgroundService
{
    private readonly DemoWorld _world = DemoWorld.Read();
    private readonly Random _random = new(7);

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        while (!stoppingToken.IsCancellationRequested)
        {
            try
            {
                await Task.Delay(TimeSpan.FromSeconds(1.5 + (_random.NextDouble() * 5)), clock, stoppingToken);
                if (_random.Next(5) < 2)
                {
                    await ArriveAsync(stoppingToken);
                }
                else
                {
                    await WorkAsync(stoppingToken);
                }
            }
            catch (OperationCanceledException)
            {
                return;
            }
            catch (Exception fault)
            {
                TrafficStumbled(log, fault);
            }
        }
    }

    private async Task ArriveAsync(CancellationToken stop)
    {
        var topic = _world.Topics[_random.Next(_world.Topics.Count)];
        var words = new Fill(_random, _world, DateOnly.FromDateTime(clock.GetUtcNow().DateTime));
        var channel = _random.Next(3) switch { 0 => Channel.Chat, 1 => Channel.Portal, _ => Channel.Social };
        var name = _world.Surnames[_random.Next(_world.Surnames.Length)] + _world.Given[_random.Next(_world.Given.Length)];
        await open.HandleAsync(
            new(channel, words.In(topic.Subjects[_random.Next(topic.Subjects.Length)]), words.In(topic.Bodies[_random.Next(topic.Bodies.Length)]),
                new CustomerIdentity(name, null, FormattableString.Invariant($"139{_random.Next(100_000_000):D8}")), topic.Type, topic.Category),
            new Actor { Kind = ActorKind.Customer, Name = name, Language = "zh-CN" }, stop);
    }

    private async Task WorkAsync(CancellationToken stop)
    {
        var people = (await peopleBook.ReadAsync(stop)).Agents.Where(a => a is { Role: "agent", IsActive: true, Team: not null }).ToList();
        var agent = people[_random.Next(people.Count)];
        var by = new Actor { Kind = ActorKind.Person, Id = agent.Id.Value, Name = agent.Name, Role = agent.Role, TeamId = agent.Team!.Value.Value, Grants = await roles.GrantsOfAsync(agent.Role, stop) };
        var mine = await list.RunAsync(new(_random.Next(2) == 0 ? TicketViewNames.Unassigned : TicketViewNames.Mine, Limit: 20, Sort: "oldest"), by, stop);
        if (!mine.IsDone || mine.Value.Items.Count == 0)
        {
            return;
        }

        var ticket = mine.Value.Items[_random.Next(mine.Value.Items.Count)];
        var topic = _world.Topics.FirstOrDefault(t => t.Category == ticket.Category) ?? _world.Topics[0];
        var words = new Fill(_random, _world, DateOnly.FromDateTime(clock.GetUtcNow().DateTime));
        if (ticket.Assignee is null)
        {
            await assign.HandleAsync(ticket.Number, new(by.Id, Unless: true), null, by, stop);
            await answer.HandleAsync(ticket.Number, new(words.In(topic.Answers[_random.Next(topic.Answers.Length)])), null, by, stop);
        }
        else if (ticket.Status == TicketStatus.Open && _random.Next(2) == 0)
        {
            await resolve.HandleAsync(ticket.Number, new(), null, by, stop);
            if (_random.Next(2) == 0)
            {
                await rate.HandleAsync(new(links.For(ticket.Id), 3 + _random.Next(3)), new Actor { Kind = ActorKind.Customer }, stop);
            }
        }
    }

    [LoggerMessage(Level = LogLevel.Warning, Message = "TrafficStumbled: the next customer comes all the same")]
    private static partial void TrafficStumbled(ILogger log, Exception fault);
}
