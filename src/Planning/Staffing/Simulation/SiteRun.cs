namespace Banzhang.Planning.Staffing.Simulation;

/// <summary>Sums of one run; times in seconds.</summary>
internal sealed record RunFigures(double[] Offered, double[] Answered, double[] InTime, double[] Left, double[] Waited, double[] Busy);

/// <summary>One run: events in the order of their time. A free agent takes who has waited longest of what the agent can do.</summary>
internal sealed class SiteRun
{
    private readonly IReadOnlyList<SimulatedQueue> _queues;
    private readonly IReadOnlyList<SkillGroup> _groups;
    private readonly double _begin;
    private readonly double _end;
    private readonly Draws[] _draws;
    private readonly Queue<Customer>[] _waiting;
    private readonly int[] _free;
    private readonly int[][] _ableGroups;
    private readonly PriorityQueue<Event, double> _events = new();
    private readonly RunFigures _sums;

    public SiteRun(IReadOnlyList<SimulatedQueue> queues, IReadOnlyList<SkillGroup> groups, double length, int seed, int run)
    {
        (_queues, _groups) = (queues, groups);
        (_begin, _end) = (length / 10, length * 1.1);
        _draws = [.. queues.Select((_, q) => new Draws(seed, run, q))];
        _waiting = [.. queues.Select(_ => new Queue<Customer>())];
        _free = [.. groups.Select(g => g.Agents)];

        // Specialists before those who are needed elsewhere too.
        _ableGroups = [.. queues.Select((_, q) => Enumerable.Range(0, groups.Count).Where(g => groups[g].Queues.Contains(q)).OrderBy(g => groups[g].Queues.Count).ToArray())];
        double[] Sums(int count) => new double[count];
        _sums = new(Sums(queues.Count), Sums(queues.Count), Sums(queues.Count), Sums(queues.Count), Sums(queues.Count), Sums(groups.Count));
    }

    public RunFigures Play()
    {
        for (var q = 0; q < _queues.Count; q++)
        {
            Expect(q, 0);
        }

        while (_events.TryDequeue(out var next, out var now) && now < _end)
        {
            if (next.Group < 0)
            {
                Arrive(next.Queue, now);
            }
            else
            {
                Finish(next.Group, now);
            }
        }

        // Who gave up behind somebody still waiting is met only here.
        for (var queue = 0; queue < _queues.Count; queue++)
        {
            foreach (var gone in _waiting[queue].Where(c => c.LeavesAt < _end))
            {
                Count(_sums.Left, queue, gone.At);
            }
        }

        return _sums;
    }

    private void Expect(int queue, double now)
    {
        if (_queues[queue].Load.Rate > 0)
        {
            _events.Enqueue(new(queue, -1), now + (_draws[queue].NextGap() / _queues[queue].Load.Rate));
        }
    }

    private void Arrive(int queue, double now)
    {
        Expect(queue, now);
        var load = _queues[queue].Load;
        var (service, patience) = _draws[queue].NextCustomer();
        var customer = new Customer(now, service * load.HandlingTime.TotalSeconds, load.Patience is { } mean ? now + (patience * mean.TotalSeconds) : double.PositiveInfinity);
        Count(_sums.Offered, queue, now);
        foreach (var group in _ableGroups[queue])
        {
            if (_free[group] > 0)
            {
                _free[group]--;
                Answer(queue, group, customer, now);
                return;
            }
        }

        _waiting[queue].Enqueue(customer);
    }

    private void Finish(int group, double now)
    {
        var (longest, since) = (-1, double.PositiveInfinity);
        foreach (var queue in _groups[group].Queues)
        {
            while (_waiting[queue].TryPeek(out var gone) && gone.LeavesAt <= now)
            {
                _waiting[queue].Dequeue();
                Count(_sums.Left, queue, gone.At);
            }

            if (_waiting[queue].TryPeek(out var first) && first.At < since)
            {
                (longest, since) = (queue, first.At);
            }
        }

        if (longest < 0)
        {
            _free[group]++;
            return;
        }

        Answer(longest, group, _waiting[longest].Dequeue(), now);
    }

    private void Answer(int queue, int group, Customer customer, double now)
    {
        var waited = now - customer.At;
        Count(_sums.Answered, queue, customer.At);
        Count(_sums.Waited, queue, customer.At, waited);
        if (waited <= _queues[queue].Within.TotalSeconds)
        {
            Count(_sums.InTime, queue, customer.At);
        }

        var ends = now + customer.Service;
        _sums.Busy[group] += Math.Max(0, Math.Min(ends, _end) - Math.Max(now, _begin));
        _events.Enqueue(new(queue, group), ends);
    }

    /// <summary>Customers who arrive after the warm-up count.</summary>
    private void Count(double[] sums, int queue, double arrived, double amount = 1) => sums[queue] += arrived >= _begin ? amount : 0;

    /// <param name="Group">Below 0 for an arrival.</param>
    private readonly record struct Event(int Queue, int Group);

    private readonly record struct Customer(double At, double Service, double LeavesAt);
}
