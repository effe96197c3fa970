using Banzhang.Bench.Planning;

return args switch
{
    ["rosters", var folder, .. var rest] => RosterTable.Run(folder, rest),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("rosters FOLDER [--time 60] [--seeds 1] [--threads 2] [--only 1,2,3]: solves all instances of FOLDER and prints them beside results.csv");
    return 2;
}
