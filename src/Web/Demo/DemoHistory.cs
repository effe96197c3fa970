using System.Globalization;
using Banzhang.Customers;
using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.ServiceLevels;
using Banzhang.Desk.Tickets;
using Banzhang.Desk.Tickets.Closing;
using Banzhang.Insight.Rollups;
using Banzhang.Kernel;
using Banzhang.Kernel.Calendars;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Banzhang.Platform.Search;
using Banzhang.Quality.Inspecting;
using Banzhang.Voice.Contracts;
using Banzhang.Voice.Ratings;

namespace Banzhang.Web.Demo;

/// <summary>Months of work that looks like real work: seeded, so that the same days give the same history.</summary>
internal sealed class DemoHistory(IWrites writes, SearchIndex search, DemoWorld world, IReadOnlyList<DemoAgent> agents, IReadOnlyList<QueueCard> queues)
{
    /// <summary>Ninety days make about sixty thousand.</summary>
    private const int OrdinaryDay = 645;
    private const int AtOnce = 1500;
    private const int InspectedDays = 2;

    /// <summary>The company is older than its history here.</summary>
    private const long FirstNumber = 558_000;
    private static readonly TimeSpan China = TimeSpan.FromHours(8);
    private static readonly BusinessCalendar AroundTheClock = new(ServiceLevelSettings.Calendars.Default.Calendars.Single(c => c.Id == ServiceLevelSettings.AroundTheClock));
    private Task _storing = Task.CompletedTask;
    private long _number = FirstNumber;
    private readonly Random _random = new(20261112);
    private readonly Dictionary<object, Rollup> _rollups = [];
    private readonly List<CustomerCard> _customers = [];
    private readonly List<Customer> _newCustomers = [];
    private readonly Dictionary<string, DemoAgent[]> _teams = agents.GroupBy(a => a.Team).ToDictionary(g => g.Key, g => g.ToArray());

    public async Task<int> WriteAsync(int days, DateTimeOffset now, CancellationToken stop)
    {
        var total = 0;
        var today = DateOnly.FromDateTime(now.ToOffset(China).DateTime);
        var waiting = new List<TicketLife>(AtOnce);
        for (var day = today.AddDays(-days); day <= today; day = day.AddDays(1))
        {
            foreach (var at in Arrivals(day, now))
            {
                waiting.Add(Live(at, day, now));
                if (waiting.Count == AtOnce)
                {
                    total += await StoreAsync(waiting, now, stop);
                }
            }
        }

        total += await StoreAsync(waiting, now, stop);
        await _storing;
        await writes.ActAsync(Actor.System, (act, _) =>
        {
            foreach (var rollup in _rollups.Values)
            {
                act.Add(rollup);
            }

            act.Add(Counter.From(TicketNumbers.Counter, _number));

            return Task.FromResult(Outcome.Done);
        }, stop);
        return total;
    }

    private IEnumerable<DateTimeOffset> Arrivals(DateOnly day, DateTimeOffset now)
    {
        var count = (int)Math.Round(OrdinaryDay * DemoShape.OfDay(day) * (.94 + (.12 * _random.NextDouble())));
        var midnight = new DateTimeOffset(day.ToDateTime(TimeOnly.MinValue), China).ToUniversalTime();
        return Enumerable.Range(0, count).Select(_ => midnight + DemoShape.TimeOfDay(_random)).Where(at => at < now.AddMinutes(-1)).Order();
    }

    /// <summary>Rows are made here while the batch before is being written.</summary>
    private async Task<int> StoreAsync(List<TicketLife> lives, DateTimeOffset now, CancellationToken stop)
    {
        // What was solved lately is inspected once the server runs, as if the room had been there.
        var uninspected = lives.SelectMany(l => l.Told).Where(t => t.At > now.AddDays(-InspectedDays)).Select(t => t.Happened).OfType<TicketResolved>()
            .Select(resolved => WaitingInspection.Of(resolved, TicketNumbers.Format(resolved.Facts.Number)));
        var rows = _newCustomers.Concat<object>(lives.SelectMany(l => l.Rows(now))).Concat(uninspected).ToList();
        var texts = _newCustomers.Select(c => c.Searchable()).Concat(lives.Select(life =>
        {
            var number = TicketNumbers.Format(life.Ticket.Number);
            return new SearchText("ticket", life.Ticket.Id.Value, life.Ticket.TeamId?.Value, $"/desk/{number}", $"{number} {life.Ticket.Subject}", life.SearchText, life.Ticket.CreatedAt);
        })).Select(search.Read).ToList();
        Count(lives);
        await _storing;
        _storing = Task.Run(() => writes.ActAsync(Actor.System, async (act, token) =>
        {
            rows.ForEach(act.Add);
            foreach (var text in texts)
            {
                await search.AddReadAsync(act, text, token);
            }

            return Outcome.Done;
        }, stop), stop);
        var stored = lives.Count;
        _newCustomers.Clear();
        lives.Clear();
        return stored;
    }

    private void Count(List<TicketLife> lives)
    {
        foreach (var told in lives.SelectMany(l => l.Told))
        {
            if (MetricSteps.FactsOf(told.Happened) is { } facts)
            {
                foreach (var step in MetricSteps.Of(told.Happened))
                {
                    var row = Rollup.Of(told.At, facts, step);
                    if (_rollups.TryGetValue(row.Key, out var sum))
                    {
                        sum.Grow(row);
                    }
                    else
                    {
                        _rollups[row.Key] = row;
                    }
                }
            }
        }
    }

    private TicketLife Live(DateTimeOffset at, DateOnly day, DateTimeOffset now)
    {
        var topic = TopicOf(day);
        var channel = ChannelOf(topic);
        var queue = QueueOf(topic, channel);
        var customer = CustomerOf(at);
        var words = new Fill(_random, world, day);
        var priority = topic.Type == "complaint" ? (_random.Next(4) == 0 ? Priority.Urgent : Priority.High) : _random.Next(12) == 0 ? Priority.High : Priority.Normal;
        var life = new TicketLife(
            new(TicketId.New(at), ++_number, channel, words.In(Pick(topic.Subjects)), words.In(Pick(topic.Bodies)), priority, topic.Type, topic.Category, "", "{}", null, customer, queue.Id, queue.Team, null), at, AroundTheClock);
        Proceed(life, topic, queue, words, at, now);
        return life;
    }

    /// <summary>What follows, step by step, until it is over or now is reached.</summary>
    private void Proceed(TicketLife life, DemoTopic topic, QueueCard queue, Fill words, DateTimeOffset at, DateTimeOffset now)
    {
        var agent = Pick(_teams[queue.Code]);
        at += WaitFor(life.Ticket, at);
        if (at > now)
        {
            return;
        }

        life.Take(agent, at);
        life.Answer(agent, words.In(Pick(topic.Answers)), at = at.AddSeconds(life.Ticket.Channel is Channel.Phone or Channel.Counter ? 1 : 20 + _random.Next(70)));
        if (_random.Next(100) < 12 && (at = at.AddMinutes(2 + _random.Next(20))) < now)
        {
            life.Note(agent, Pick(world.Notes), at);
        }

        if (_random.Next(100) < 8 && (at = at.AddMinutes(3 + _random.Next(60))) < now)
        {
            var other = queues[_random.Next(queues.Count)];
            if (other.Id != life.Ticket.QueueId)
            {
                life.Transfer(agent, other, Pick(world.TransferReasons), at);
                agent = Pick(_teams[other.Code]);
                at += TimeSpan.FromMinutes(2 + _random.Next(40));
                if (at > now)
                {
                    return;
                }

                life.Take(agent, at);
                life.Answer(agent, words.In(Pick(topic.Answers)), at = at.AddSeconds(30));
            }
        }

        if ((topic.Type == "complaint" ? 24 : 2) > _random.Next(100) && (at = at.AddMinutes(1 + _random.Next(30))) < now)
        {
            life.Escalate(agent, Pick(world.EscalationReasons), at);
        }

        if (_random.Next(100) < 26)
        {
            life.Wait(agent, at = at.AddSeconds(5));
            at += TimeSpan.FromMinutes(5 + (_random.NextDouble() * _random.NextDouble() * 900));
            if (at > now)
            {
                return;
            }

            life.CustomerWrites(Pick(world.FollowUps), at);
            at += TimeSpan.FromMinutes(1 + _random.Next(45));
            if (at > now)
            {
                return;
            }

            life.Answer(agent, words.In(Pick(topic.Answers)), at);
        }

        at += TimeToSolve(life.Ticket);
        if (at > now)
        {
            return;
        }

        life.Resolve(agent, at);
        Afterwards(life, topic, agent, words, at, now);
    }

    private void Afterwards(TicketLife life, DemoTopic topic, DemoAgent agent, Fill words, DateTimeOffset at, DateTimeOffset now)
    {
        if (_random.Next(100) < (topic.Type == "complaint" ? 12 : 4) && (at = at.AddHours(1 + _random.Next(40))) < now)
        {
            life.CustomerWrites(Pick(world.FollowUps), at);
            at = at.AddMinutes(10 + _random.Next(200));
            if (at > now)
            {
                return;
            }

            life.Answer(agent, words.In(Pick(topic.Answers)), at);
            life.Resolve(agent, at = at.AddMinutes(5 + _random.Next(60)) < now ? at.AddMinutes(5) : at.AddSeconds(1));
        }

        var resolved = at;
        at = at.AddMinutes(1 + _random.Next(300));
        if (at > now || _random.Next(100) >= 55)
        {
            life.CloseInSilence(resolved.AddDays(ClosingSettings.Rule.Default.Days), now);
            return;
        }

        if (_random.Next(100) < 52)
        {
            var score = ScoreOf(life.Ticket, topic);
            life.Ratings.Add(Rating.Of(life.Ticket.Id, score, Pick(world.Comments), life.Ticket.Assignee, at));
            life.Happened(new TicketRated(life.Ticket.Facts, score, false), at);
        }

        life.Confirm(at.AddSeconds(5));
    }

    private int ScoreOf(Ticket ticket, DemoTopic topic)
    {
        var mood = 4.75 - (topic.Type == "complaint" ? 1.1 : 0) - (ticket.Transfers * .35) - (ticket.Cycle > 1 ? .8 : 0) - ((ticket.FirstRespondedAt - ticket.CreatedAt) > TimeSpan.FromHours(4) ? .7 : 0);
        return (int)Math.Clamp(Math.Round(mood + ((_random.NextDouble() - .55) * 1.6)), 1, 5);
    }

    private TimeSpan WaitFor(Ticket ticket, DateTimeOffset at)
    {
        var night = at.ToOffset(China).Hour is < 8 ? TimeSpan.FromHours(8 - at.ToOffset(China).Hour) : TimeSpan.Zero;
        var spread = _random.NextDouble() * _random.NextDouble();
        return ticket.Channel switch
        {
            Channel.Phone => TimeSpan.FromSeconds(4 + (spread * 160)),
            Channel.Counter => TimeSpan.FromSeconds(30 + (spread * 900)),
            Channel.Chat => TimeSpan.FromSeconds(8 + (spread * 420)),
            Channel.Email => night + TimeSpan.FromMinutes(20 + (spread * 1700)),
            Channel.Social => (night / 2) + TimeSpan.FromMinutes(1 + (spread * 110)),
            Channel.Portal or Channel.Api => night + TimeSpan.FromMinutes(4 + (spread * 300)),
        };
    }

    private TimeSpan TimeToSolve(Ticket ticket)
    {
        var spread = _random.NextDouble() * _random.NextDouble();
        return ticket.Channel is Channel.Phone or Channel.Counter && _random.Next(100) < 70 ? TimeSpan.FromMinutes(2 + (spread * 14))
            : ticket.Type == "complaint" ? TimeSpan.FromHours(1 + (spread * 60))
            : _random.Next(100) < 60 ? TimeSpan.FromMinutes(3 + (spread * 90)) : TimeSpan.FromHours(.5 + (spread * 44));
    }

    private DemoTopic TopicOf(DateOnly day)
    {
        var sales = Math.Max(0, DemoShape.SalesOf(day) - 1);
        double Weight(DemoTopic t) => t.Weight * (1 + (sales * (t.Promotion - 1)));
        var at = _random.NextDouble() * world.Topics.Sum(Weight);
        foreach (var topic in world.Topics)
        {
            at -= Weight(topic);
            if (at <= 0)
            {
                return topic;
            }
        }

        return world.Topics[^1];
    }

    private Channel ChannelOf(DemoTopic topic) => _random.Next(100) switch
    {
        < 38 => Channel.Phone,
        < 70 => Channel.Chat,
        < 82 => Channel.Email,
        < 90 => Channel.Social,
        < 97 => Channel.Portal,
        _ => topic.Type == "complaint" ? Channel.Phone : Channel.Counter,
    };

    private QueueCard QueueOf(DemoTopic topic, Channel channel)
    {
        var code = topic.Type == "complaint" ? "complaints" : topic.Type is "return" or "exchange" ? "after-sales" : channel is Channel.Phone or Channel.Counter ? "hotline" : "online";
        return queues.Single(q => q.Code == code);
    }

    /// <summary>Two in five have been here before: repeated contacts are part of real work.</summary>
    private CustomerCard CustomerOf(DateTimeOffset at)
    {
        if (_customers.Count > 200 && _random.Next(100) < 42)
        {
            return _customers[_customers.Count - 1 - (int)(_random.NextDouble() * _random.NextDouble() * Math.Min(9000, _customers.Count - 1))];
        }

        var surname = world.Surnames[_random.Next(world.Surnames.Length)];
        var phone = string.Create(CultureInfo.InvariantCulture, $"1{3 + (_random.Next(6)),1}{_random.Next(10)}{_random.Next(100_000_000):D8}");
        var tier = _random.Next(100) switch { < 78 => CustomerTier.Standard, < 91 => CustomerTier.Silver, < 98 => CustomerTier.Gold, _ => CustomerTier.Platinum };
        var number = _customers.Count + 1;
        var customer = Customer.Create(
            CustomerId.New(at), surname + Pick(world.Given), _random.Next(3) == 0 ? string.Create(CultureInfo.InvariantCulture, $"c{number}@mail.example") : null, phone,
            string.Create(CultureInfo.InvariantCulture, $"YZ-C{number:D6}"), at, tier, Pick(world.Cities));
        _newCustomers.Add(customer);
        _customers.Add(customer.Card());
        return customer.Card();
    }

    private T Pick<T>(T[] from) => from[_random.Next(from.Length)];
}

/// <summary>Fills the blanks of a sentence.</summary>
internal sealed class Fill(Random random, DemoWorld world, DateOnly day)
{
    private readonly string _product = world.Products[random.Next(world.Products.Length)];
    private readonly string _city = world.Cities[random.Next(world.Cities.Length)];
    private readonly int _days = 2 + random.Next(9);

    public string In(string sentence) => sentence
        .Replace("{product}", _product, StringComparison.Ordinal)
        .Replace("{city}", _city, StringComparison.Ordinal)
        .Replace("{days}", _days.ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{price}", (20 + (_days * 10)).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal)
        .Replace("{date}", day.AddDays(-_days).ToString("MM-dd", CultureInfo.InvariantCulture), StringComparison.Ordinal);
}
