namespace Banzhang.Desk.Contracts;

public readonly record struct TicketId(Guid Value)
{
    public static TicketId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

public readonly record struct MessageId(Guid Value)
{
    public static MessageId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

public readonly record struct QueueId(Guid Value)
{
    public static QueueId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}

public readonly record struct ServiceClockId(Guid Value)
{
    public static ServiceClockId New(DateTimeOffset now) => new(Guid.CreateVersion7(now));
}
