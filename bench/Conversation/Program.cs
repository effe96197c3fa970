using System.Globalization;
using Banzhang.Bench.Conversation;

return args switch
{
    ["accuracy", var folder] => Accuracy.Run(folder, null, 5, 1),
    ["accuracy", var folder, var only] => Accuracy.Run(folder, only, 5, 1),
    ["accuracy", var folder, var only, var parts, var shuffles] => Accuracy.Run(folder, only, int.Parse(parts, CultureInfo.InvariantCulture), int.Parse(shuffles, CultureInfo.InvariantCulture)),
    ["forbidden", var folder, ..] => Forbidden.Run(folder, args.Contains("--print"), args.Length > 3 ? args[3] : null),
    ["speed", var folder] => Speed.Run(folder),
    ["judgement", var folder] => Judgement.Run(folder),
    ["curves", var folder] => Curves.Run(folder, null),
    ["curves", var folder, var only] => Curves.Run(folder, only),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("accuracy FOLDER [SET [PARTS SHUFFLES]] | curves FOLDER [SET] | forbidden FOLDER [--print [UNREAD LIST]] | speed FOLDER | judgement FOLDER");
    return 2;
}
