// One violation of each kind, on purpose: the checker must find exactly these (CanaryTests).
using Banzhang.CanaryB.Contracts;
using Banzhang.CanaryB.Things;
using Microsoft.AspNetCore.Components;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.CanaryA.Asking
{
    /// <summary>What is allowed: a contract of a room that may be asked.</summary>
    internal sealed class AsksAtTheDoor
    {
        public static OpenThing? Ask() => null;
    }

    internal sealed class ThroughField
    {
        private readonly Thing _field = new();

        public override string ToString() => $"{_field}";
    }

    internal sealed class ThroughTypeof
    {
        public static string Ask() => typeof(Thing).Name;
    }

    internal sealed class ThroughPattern
    {
        public static bool Ask(object thing) => thing is Thing;
    }

    internal sealed class ThroughCaseAfterSwitch
    {
        public static int Ask(int number, object thing)
        {
            var length = number switch { 0 => 7, 1 => 5, 2 => 9, 3 => 4, 4 => 6, _ => 0 };
            return thing is Thing ? length : 1;
        }
    }

    internal sealed class ThroughGeneric
    {
        public static int Ask() => new List<Thing>().Count;
    }

    internal sealed class ThroughLambda
    {
        public static Func<object, object?> Ask() => thing => thing as Thing;
    }

    internal sealed class ThroughAsync
    {
        public static async Task<int> AskAsync()
        {
            await Task.Yield();
            return Thing.Count();
        }
    }

    [Marked(typeof(Thing))]
    internal sealed class ThroughAttribute;

    [AttributeUsage(AttributeTargets.Class)]
    internal sealed class MarkedAttribute(Type type) : Attribute
    {
        public Type Type { get; } = type;
    }

    internal sealed class ShowsConstant
    {
        public const int Visible = 1;
        private const int Hidden = 2;

        public static int Both() => Visible + Hidden;
    }

    internal sealed class ReadsDirectly
    {
        public static int Count(DbContext database) => database.ChangeTracker.Entries().Count();
    }

    internal sealed class ReadsQuery
    {
        public static int Count(DbContext database) => database.ChangeTracker.Entries().Count();
    }

    internal sealed class KnowsDatabasePanel : ComponentBase
    {
        [Inject]
        public AppDb? Database { get; set; }
    }
}

namespace Banzhang.CanaryA.Asking.Rules
{
    internal sealed class ReadsFiles
    {
        public static bool Exists(string path) => File.Exists(path);
    }

    internal sealed class DecidesPurely
    {
        public static Banzhang.Kernel.Percent? Share(long part) => Banzhang.Kernel.Percent.Of(part, 2);
    }
}

namespace Banzhang.CanaryA.Kernel
{
    internal sealed class KnowsRoom
    {
        public static int Ask() => Asking.ShowsConstant.Both();
    }
}

namespace Banzhang.CanaryA.Naming
{
    internal sealed class EmptyHelper;

    internal sealed record CannotBeSaid : Banzhang.Kernel.Conflict;

    internal sealed record WordIsCommon : Banzhang.Kernel.Conflict;

    internal enum Mood
    {
        Calm = 1,
    }
}
