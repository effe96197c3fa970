namespace Banzhang.CanaryB.Contracts
{
    internal sealed record OpenThing(int Number);

    /// <summary>A constant others may see.</summary>
    internal static class Limits
    {
        public const int Longest = 10;
    }

    /// <summary>Stands for the database.</summary>
    internal sealed class AppDb;
}

namespace Banzhang.CanaryB.Things
{
    internal sealed class Thing
    {
        public static int Count() => 0;
    }

    internal sealed class AsksUpward
    {
        public static Type Ask() => typeof(CanaryA.Contracts.Answer);
    }
}

namespace Banzhang.CanaryA.Contracts
{
    internal sealed record Answer;
}
