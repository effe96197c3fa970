using Banzhang.Bench.Conversation;

return args switch
{
    ["accuracy", var folder] => Accuracy.Run(folder, null),
    ["accuracy", var folder, var only] => Accuracy.Run(folder, only),
    _ => Usage(),
};

static int Usage()
{
    Console.Error.WriteLine("accuracy FOLDER [SET]");
    return 2;
}
