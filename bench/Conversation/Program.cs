using Banzhang.Bench.Conversation;

return args switch
{
    ["accuracy", var folder] => Accuracy.Run(folder, null),
    ["accuracy", var folder, var only] => Accuracy.Run(folder, only),
    ["forbidden", var folder, ..] => Forbidden.Run(folder, args.Contains("--print")),
    ["speed", var folder] => Speed.Run(folder),
    ["judgement", var folder] => Judgement.Run(folder),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("accuracy FOLDER [SET] | forbidden FOLDER [--print] | speed FOLDER | judgement FOLDER");
    return 2;
}
