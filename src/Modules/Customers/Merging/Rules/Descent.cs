using Banzhang.Customers.Contracts;

namespace Banzhang.Customers.Merging.Rules;

/// <summary>Which records lead to one through others.</summary>
internal static class Descent
{
    /// <param name="root">First in the answer.</param>
    /// <param name="merged">Records, each with the one it was merged into; without circles, for what was merged takes nothing in.</param>
    public static IReadOnlyList<CustomerId> Of(CustomerId root, IReadOnlyCollection<(CustomerId Record, CustomerId Into)> merged)
    {
        var led = merged.ToLookup(m => m.Into, m => m.Record);
        List<CustomerId> found = [root];
        for (var i = 0; i < found.Count; i++)
        {
            found.AddRange(led[found[i]]);
        }

        return found;
    }
}
