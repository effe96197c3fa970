using Banzhang.Kernel;

namespace Banzhang.Desk.ServiceLevels.Settings;

public sealed record PolicyIsUnnamed() : Invalid("name");

public sealed record PolicyNameIsTaken(string Name) : Invalid("name")
{
    public override object[] Arguments => [Name];
}

public sealed record PolicyPromisesNothing() : Invalid("firstResponse");

public sealed record LimitIsOutOfRange(string Field) : Invalid(Field);

public sealed record ResolutionIsShorter(string Response) : Invalid("resolution")
{
    public override object[] Arguments => [Response];
}

public sealed record ResolutionIsShorterThanReply(string Reply) : Invalid("resolution")
{
    public override object[] Arguments => [Reply];
}

public sealed record CalendarIsUnknown(string Calendar) : Invalid("calendar")
{
    public override object[] Arguments => [Calendar];
}

public sealed record WarnIsOutOfRange() : Invalid("warn");

public sealed record StepsAreNotInOrder(string Field) : Invalid(Field);

public sealed record RuleIsGone(string Name) : NotFound
{
    public override object[] Arguments => [Name];
}

public sealed record CalendarIdIsMalformed() : Invalid("id");

public sealed record CalendarIdIsTaken() : Invalid("id");

public sealed record CalendarIsUnnamed() : Invalid("name");

public sealed record CalendarIsNeverOpen() : Invalid("windows");

public sealed record TimeZoneIsUnknown(string Zone) : Invalid("timeZone")
{
    public override object[] Arguments => [Zone];
}

public sealed record WindowIsUnreadable(string Field, string Text) : Invalid(Field)
{
    public override object[] Arguments => [Text];
}

public sealed record DayIsUnreadable() : Invalid("from");

public sealed record DaysAreTooMany() : Invalid("to");

public sealed record CalendarIsGone(string Calendar) : NotFound
{
    public override object[] Arguments => [Calendar];
}

public sealed record FileIsMissing() : Invalid("file");

public sealed record FileIsTooLargeHere() : Invalid("file");
