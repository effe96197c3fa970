using Banzhang.Desk.Attachments;
using Banzhang.Platform.Files;

namespace Banzhang.Tests.Rules.Desk;

/// <summary>What may go along with a message, and what a file may be called.</summary>
public class AttachmentTests
{
    [Theory]
    [InlineData("\u6536\u636E 1.png")]
    [InlineData("a..b (1).tar.gz")]
    [InlineData(".profile")]
    [InlineData("why: what?.txt")]
    [InlineData("\uD83D\uDCE6")]
    public void A_name_is_taken_as_people_write_it(string name) => Assert.Null(FileName.Check("f", name));

    [Theory]
    [InlineData("../x", typeof(FileNameIsAPath))]
    [InlineData("a/b", typeof(FileNameIsAPath))]
    [InlineData("a\\b", typeof(FileNameIsAPath))]
    [InlineData("C:\\x", typeof(FileNameIsAPath))]
    [InlineData("c:x", typeof(FileNameIsAPath))]
    [InlineData(" .. ", typeof(FileNameIsAPath))]
    [InlineData("a\nb", typeof(FileNameHasHiddenCharacter))]
    [InlineData("a\u0085", typeof(FileNameHasHiddenCharacter))]
    [InlineData("gpj\u202Egnp.exe", typeof(FileNameHasHiddenCharacter))]
    [InlineData("a\u2067b", typeof(FileNameHasHiddenCharacter))]
    public void A_path_and_what_cannot_be_seen_are_no_name(string name, Type refusal) => Assert.IsType(refusal, FileName.Check("f", name));

    /// <summary>What a form or a mail calls a file becomes a name that any system takes.</summary>
    [Theory]
    [InlineData("C:\\users\\me\\a.txt", "a.txt")]
    [InlineData("../../etc/passwd", "passwd")]
    [InlineData("gpj\u202Egnp.exe", "gpjgnp.exe")]
    [InlineData("a\r\nb\0.txt", "ab.txt")]
    [InlineData("..", "file")]
    [InlineData("", "file")]
    public void A_name_of_others_is_made_safe(string theirs, string ours) => Assert.Equal(ours, StoredFile.SafeName(theirs));

    [Fact]
    public void Half_a_character_in_a_name_of_others_becomes_a_mark_that_can_be_stored() => Assert.Equal("a\uFFFD.txt", StoredFile.SafeName($"a{(char)0xD83D}.txt"));

    [Fact]
    public void Each_bound_is_kept_to_the_byte()
    {
        var bounds = new AttachmentLimits(2, 10, 15);

        Assert.Null(bounds.Check([]));
        Assert.Null(bounds.Check([Of(10), Of(5)]));
        Assert.IsType<TooManyAttachments>(bounds.Check([Of(1), Of(1), Of(1)]));
        Assert.Equal("attachments[1].content", Assert.IsType<AttachmentIsTooLarge>(bounds.Check([Of(1), Of(11)])).Field);
        Assert.IsType<AttachmentsAreTooLarge>(bounds.Check([Of(10), Of(6)]));
        Assert.Equal("attachments[0].content", Assert.IsType<AttachmentIsEmpty>(bounds.Check([Of(0)])).Field);
    }

    /// <summary>The longest files fit into the request that carries them, and a letter's into what most servers take.</summary>
    [Fact]
    public void What_is_allowed_fits_into_what_carries_it()
    {
        foreach (var limits in (AttachmentLimits[])[AttachmentLimits.OfMessage, AttachmentLimits.OfLetter, AttachmentLimits.OfCustomer])
        {
            Assert.InRange(limits.FileBytes, 1, Math.Min(limits.AllBytes, FileStore.Most));
            Assert.True(limits.JsonBytes > ((limits.AllBytes * 4) + 2) / 3);
            Assert.True(limits.FormBytes > limits.AllBytes);
        }

        Assert.True(AttachmentLimits.OfLetter.AllBytes / 57 * 78 < 25 * 1024 * 1024);
    }

    private static OfferedFile Of(long bytes) => new("a.bin", bytes, () => throw new InvalidOperationException("Nothing is read before the bounds are asked.\nMaybe the check opens files."));
}
