using Banzhang.Bench.Conversation;

return args switch
{
    ["accuracy", var folder] => Accuracy.Run(folder, null),
    ["accuracy", var folder, var only] => Accuracy.Run(folder, only),
    ["forbidden", var folder, ..] => Forbidden.Run(folder, args.Contains("--print")),
    ["speed", var folder] => Speed.Run(folder),
    ["judgement", var folder] => Judgement.Run(folder),
    ["curves", var folder] => Curves.Run(folder, null),
    ["curves", var folder, var only] => Curves.Run(folder, only),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("accuracy FOLDER [SET] | curves FOLDER [SET] | forbidden FOLDER [--print] | speed FOLDER | judgement FOLDER");
    return 2;
}
