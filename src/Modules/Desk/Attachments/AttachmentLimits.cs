using Banzhang.Kernel;
using Banzhang.Platform.Files;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Attachments;

/// <summary>How much goes along with one message, by the way it takes. A file is at most as long as one that comes by mail.</summary>
/// <param name="Files">Of one message.</param>
/// <param name="FileBytes">Of one file.</param>
/// <param name="AllBytes">Of all files together.</param>
public sealed record AttachmentLimits(int Files, long FileBytes, long AllBytes)
{
    private const long Mebi = 1024 * 1024;

    /// <summary>What stands around the files of a request: the text, escaped at the worst, and the fields.</summary>
    private const long Around = 2 * Mebi;

    /// <summary>By the API and from the workspace.</summary>
    public static readonly AttachmentLimits OfMessage = new(20, FileStore.Most, FileStore.Most);

    /// <summary>A letter: base64 and line ends make 16 MiB into 21.9, and most servers take 25; what is left holds the longest text with its quotation, twice.</summary>
    public static readonly AttachmentLimits OfLetter = new(20, 16 * Mebi, 16 * Mebi);

    /// <summary>From customers, who need not sign in.</summary>
    public static readonly AttachmentLimits OfCustomer = new(5, 10 * Mebi, FileStore.Most);

    /// <summary>Bytes of the longest request whose files stand in it as base64.</summary>
    public long JsonBytes => ((AllBytes + 2) / 3 * 4) + Around;

    /// <summary>Bytes of the longest form.</summary>
    public long FormBytes => AllBytes + Around;

    /// <summary>The same for a form's file field.</summary>
    public FileBounds Bounds => new(Files, FileBytes, AllBytes);

    internal Invalid? Check(IReadOnlyList<OfferedFile> files)
    {
        if (files.Count > Files)
        {
            return new TooManyAttachments(Files, files.Count);
        }

        for (var i = 0; i < files.Count; i++)
        {
            if (FileName.Check($"attachments[{i}].name", files[i].Name) is { } misnamed)
            {
                return misnamed;
            }

            if (files[i].Bytes == 0)
            {
                return new AttachmentIsEmpty($"attachments[{i}].content", files[i].Name);
            }

            if (files[i].Bytes > FileBytes)
            {
                return new AttachmentIsTooLarge($"attachments[{i}].content", files[i].Name, FileBytes);
            }
        }

        return files.Sum(f => f.Bytes) > AllBytes ? new AttachmentsAreTooLarge(AllBytes) : null;
    }
}
