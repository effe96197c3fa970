using Banzhang.Kernel;

namespace Banzhang.People;

public sealed record TeamCodeIsMalformed() : Invalid("code");

public sealed record TeamCodeIsTaken(string Team) : Invalid("code")
{
    public override object[] Arguments => [Team];
}

public sealed record NoSuchLead() : Invalid("lead");

public sealed record NoSuchTeam : NotFound;
