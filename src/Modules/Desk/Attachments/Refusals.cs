using Banzhang.Kernel;
using Banzhang.Platform.Http;

namespace Banzhang.Desk.Attachments;

public sealed record TooManyAttachments(int Most, int Count) : Invalid("attachments")
{
    public override object[] Arguments => [Most, Count];
}

public sealed record AttachmentIsEmpty(string Field, string Name) : Invalid(Field)
{
    public override object[] Arguments => [Name];
}

/// <param name="Most">Bytes.</param>
public sealed record AttachmentIsTooLarge(string Field, string Name, long Most) : TooLarge(Field)
{
    public override object[] Arguments => [Name, Most / 1024 / 1024];
}

/// <param name="Most">Bytes of all together.</param>
public sealed record AttachmentsAreTooLarge(long Most) : TooLarge("attachments")
{
    public override object[] Arguments => [Most / 1024 / 1024];
}

/// <summary>The answer goes out as a mail, which takes less than the thread.</summary>
/// <param name="Most">Bytes of all together.</param>
public sealed record LetterIsTooLarge(long Most) : TooLarge("attachments")
{
    public override object[] Arguments => [Most / 1024 / 1024];
}

public sealed record AttachmentIsMissing(string Field) : Invalid(Field)
{
    public override object[] Arguments => [Field];
}

public sealed record FileNameIsAPath(string Field) : Invalid(Field)
{
    public override object[] Arguments => [Field];
}

/// <summary>A control character, or one that turns the reading direction round.</summary>
public sealed record FileNameHasHiddenCharacter(string Field, int Position) : Invalid(Field)
{
    public override object[] Arguments => [Field, Position + 1];
}
