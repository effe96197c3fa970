using Banzhang.Bench.Planning;

return args switch
{
    ["rosters", var folder, .. var rest] => RosterTable.Run(folder, rest),
    ["team", var members, var seconds] => TeamTable.Run(int.Parse(members, System.Globalization.CultureInfo.InvariantCulture), double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture), 1),
    ["staffing"] => StaffingTable.Run(),
    ["forecast", var folder] => ForecastTable.Run(folder),
    ["queues"] => ForecastTable.Time(),
    ["arrivals", var file, var first, var last, var origins] => ArrivalsTable.Run(file, file, Number(first), Number(last), Number(origins), 0),
    ["loops", var folder, .. var names] => RosterLoops.Run(folder, names),
    ["micro", .. var filter] => InnerLoops.Run(filter),
    ["generate", var file, var days, var staff, var types] => RosterGenerator.Run(file, int.Parse(days, System.Globalization.CultureInfo.InvariantCulture), int.Parse(staff, System.Globalization.CultureInfo.InvariantCulture), int.Parse(types, System.Globalization.CultureInfo.InvariantCulture)),
    _ => Usage(),
};

static int Number(string text) => int.Parse(text, System.Globalization.CultureInfo.InvariantCulture);

static int Usage()
{
    Console.Error.WriteLine("rosters FOLDER [--time 60] [--seeds 1] [--threads 2] [--only 1,2,3]: solves all instances of FOLDER and prints them beside results.csv");
    Console.Error.WriteLine("loops FOLDER N...: the inner loops alone, on one thread");
    Console.Error.WriteLine("micro [FILTER]: inner loops of rosters, staffing and forecast under BenchmarkDotNet: time and bytes of one; FILTER as in *Erlang*");
    Console.Error.WriteLine("generate FILE DAYS STAFF TYPES: a large instance of the same format");
    Console.Error.WriteLine("team MEMBERS SECONDS: four weeks of a made-up call centre in half hours; quality, and how quick a planner's questions are answered");
    Console.Error.WriteLine("staffing: least agents for a day of ten queues");
    Console.Error.WriteLine("forecast FOLDER: forecasts of FOLDER/arrivals beside its anchors, bands, re-forecasts, made-up series, 200 queues");
    Console.Error.WriteLine("queues: the time of 200 queues alone");
    Console.Error.WriteLine("arrivals FILE.csv FIRST LAST WEEKS: the same table for any series, intervals FIRST to LAST of the day, that many weekly origins");
    return 2;
}
