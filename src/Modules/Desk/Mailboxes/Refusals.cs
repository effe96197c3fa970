using Banzhang.Kernel;

namespace Banzhang.Desk.Mailboxes;

public sealed record NoSuchMailAccount : NotFound;

public sealed record NoSuchMail : NotFound;

public sealed record MailIsNotQuarantined : Conflict;

/// <summary>Another node took the mailbox over; what this one was doing is left to it.</summary>
public sealed record MailboxIsHeldElsewhere : Conflict;

public sealed record MailIsNotKept : Conflict;

public sealed record MailIsOnItsWay : Conflict;
