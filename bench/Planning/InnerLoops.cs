using Banzhang.Planning.Forecast;
using Banzhang.Planning.Rosters.Benchmark;
using Banzhang.Planning.Rosters.Lines;
using Banzhang.Planning.Rosters.Search;
using Banzhang.Planning.Rosters.Walks;
using Banzhang.Planning.Staffing;
using BenchmarkDotNet.Attributes;
using BenchmarkDotNet.Configs;
using BenchmarkDotNet.Jobs;
using BenchmarkDotNet.Running;
using BenchmarkDotNet.Toolchains.InProcess.Emit;
using Perfolizer.Horology;

namespace Banzhang.Bench.Planning;

/// <summary>What is done most often, alone: time and allocated bytes of one. Public and open, as BenchmarkDotNet derives from it.</summary>
[MemoryDiagnoser]
public class InnerLoops
{
    private const int Moves = 100_000;

    private static readonly Func<bool> Never = () => false;

    private readonly QueueLoad _load = new(120, TimeSpan.FromMinutes(30), TimeSpan.FromSeconds(240), TimeSpan.FromSeconds(90));
    private readonly StaffingTargets _targets = new(0.8, TimeSpan.FromSeconds(20));
    private readonly ArrivalHistory _year = MadeUpSeries.Queue(1, 364, TimeSpan.FromMinutes(30), 1_500);
    private readonly SearchState _state, _best;
    private readonly LineProgram _program;
    private readonly Walk _walk;
    private readonly int[] _cost;
    private readonly byte[] _choice = new byte[28];
    private int _employee;

    /// <summary>A month of 30 people and 4 types.</summary>
    public InnerLoops()
    {
        var problem = InstanceProblem.Of(InstanceReader.Read("month", RosterGenerator.Text(28, 30, 4)).Value);
        (_state, _best, _program) = (new(problem), new(problem), new(problem));
        if (Construction.Fill(_state, _program, new Dice(1), Never) is not null)
            throw new InvalidOperationException("The month of the inner loops has no roster.\nMaybe the generator has changed.");
        _best.CopyFrom(_state);
        _walk = new(problem, _program, new Dice(1));
        _cost = new int[28 * problem.Width];
    }

    public static int Run(string[] filter)
    {
        // Within this process: the packages of a project made up on the way would have to be restored first.
        var job = Job.Default.WithToolchain(InProcessEmitToolchain.Instance).WithWarmupCount(2).WithIterationCount(9).WithIterationTime(TimeInterval.FromMilliseconds(250));
        var folder = Directory.CreateTempSubdirectory("banzhang-bench-").FullName;
        var config = DefaultConfig.Instance.AddJob(job).WithArtifactsPath(folder);
        try
        {
            BenchmarkSwitcher.FromTypes([typeof(InnerLoops)]).Run(["--filter", filter.Length == 0 ? "*" : filter[0]], config);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
        return 0;
    }

    [Benchmark(OperationsPerInvoke = Moves)]
    public long SmallMove()
    {
        _walk.Run(_state, _best, Moves, 20, 0.25, 0, 28, Never);
        return _state.Cost;
    }

    [Benchmark]
    public int LineOfAMonth()
    {
        _employee = (_employee + 1) % _state.Problem.Staff;
        LineCosts.Marginal(_state, _employee, 0, 28, _cost);
        return _program.Solve(_employee, _state.Line(_employee), 0, 28, _cost, _choice);
    }

    [Benchmark]
    public StaffingFigures ErlangA() => Staff.Evaluate(StaffingModel.ErlangA, _load, 17, _targets.Within);

    [Benchmark]
    public StaffingFigures? LeastByErlangC() => Staff.Least(StaffingModel.ErlangC, _load, _targets);

    [Benchmark]
    public StaffingFigures? LeastByErlangA() => Staff.Least(StaffingModel.ErlangA, _load, _targets);

    [Benchmark]
    public ArrivalForecast ForecastOfAWeekFromAYear() => Forecaster.Run(_year, new(7 * 48));
}
