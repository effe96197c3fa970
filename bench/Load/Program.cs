using System.Globalization;
using Banzhang.Bench.Load;

// Load measurements against a server that is already running, and the floor of the machine; see bench/README.md.
if (args is not [var verb, .. var rest])
{
    Console.Error.WriteLine("usage: intake URL KEY SECONDS CLIENTS | floor sqlite FOLDER SECONDS | floor postgres CONNECTION SECONDS | pages URL KEY PATH COUNT");
    return 2;
}

return verb switch
{
    "intake" => await Intake.RunAsync(new Uri(rest[0]), rest[1], int.Parse(rest[2], CultureInfo.InvariantCulture), int.Parse(rest[3], CultureInfo.InvariantCulture)),
    "floor" => Floor.Run(rest[0], rest[1], int.Parse(rest[2], CultureInfo.InvariantCulture)),
    "pages" => await PageLoad.RunAsync(new Uri(rest[0]), rest[1], rest[2], int.Parse(rest[3], CultureInfo.InvariantCulture)),
    _ => 2,
};
