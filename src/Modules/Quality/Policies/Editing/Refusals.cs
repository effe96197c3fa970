using Banzhang.Kernel;

namespace Banzhang.Quality.Policies.Editing;

/// <summary>Nobody can read, send or judge by a file of that size.</summary>
public sealed record PolicyIsTooLarge(int Most) : Invalid("file")
{
    public override object[] Arguments => [Most / 1024];
}

public sealed record PolicyFileIsMissing() : Invalid("file");

public sealed record NoSuchPolicyVersion(int Version) : NotFound
{
    public override object[] Arguments => [Version];
}

public sealed record NoSuchPolicyRule(string Rule) : NotFound
{
    public override object[] Arguments => [Rule];
}

public sealed record RuleIdIsMalformed() : Invalid("id");

public sealed record RuleIdIsTaken(string Id) : Invalid("id")
{
    public override object[] Arguments => [Id];
}

public sealed record RuleLooksForNothing() : Invalid("say0");

public sealed record RuleIsUntitled() : Invalid("titleZh");

/// <summary>A better wording stands alone, without anything it would be better than.</summary>
public sealed record BetterWithoutPhrase(string Field) : Invalid(Field);

public sealed record NumberIsUnreadable(string Field) : Invalid(Field);

/// <summary>The lower bound is not below the upper one.</summary>
public sealed record BoundsAreCrossed(string Field) : Invalid(Field);
