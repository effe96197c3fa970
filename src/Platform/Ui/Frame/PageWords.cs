using System.Text.Encodings.Web;
using System.Text.Json;

namespace Banzhang.Platform.Ui;

/// <summary>The words the browser modules need, in the language of the page.</summary>
public static class PageWords
{
    private static readonly JsonSerializerOptions Plain = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <summary>JSON for a data attribute; Razor encodes it for HTML.</summary>
    public static string Json() => JsonSerializer.Serialize(
        new Dictionary<string, string>
        {
            [nameof(Words.DaysAndHours)] = Words.DaysAndHours,
            [nameof(Words.Left)] = Words.Left,
            [nameof(Words.Overdue)] = Words.Overdue,
            [nameof(Words.AnnounceLeft)] = Words.AnnounceLeft,
            [nameof(Words.AnnounceOverdue)] = Words.AnnounceOverdue,
            [nameof(Words.Undo)] = Words.Undo,
            [nameof(Words.UndoWithin)] = Words.UndoWithin,
            [nameof(Words.Undone)] = Words.Undone,
            [nameof(Words.Close)] = Words.Close,
            [nameof(Words.Failed)] = Words.Failed,
            [nameof(Words.SignedOut)] = Words.SignedOut,
            [nameof(Words.NewAbove)] = Words.NewAbove,
            [nameof(Words.Reconnected)] = Words.Reconnected,
            [nameof(Words.Disconnected)] = Words.Disconnected,
            [nameof(Words.StoppedAt)] = Words.StoppedAt,
            [nameof(Words.DraftUnsaved)] = Words.DraftUnsaved,
            [nameof(Words.DraftKeptHere)] = Words.DraftKeptHere,
            [nameof(Words.DraftSaved)] = Words.DraftSaved,
            [nameof(Words.ColumnWidth)] = Words.ColumnWidth,
            [nameof(Words.ColumnsAsTheyCome)] = Words.ColumnsAsTheyCome,
            [nameof(Words.FileIsAdded)] = Words.FileIsAdded,
            [nameof(Words.FileIsEmpty)] = Words.FileIsEmpty,
            [nameof(Words.FileIsRemoved)] = Words.FileIsRemoved,
            [nameof(Words.FileIsTooLarge)] = Words.FileIsTooLarge,
            [nameof(Words.FilesAreTooLarge)] = Words.FilesAreTooLarge,
            [nameof(Words.FilesAreTooMany)] = Words.FilesAreTooMany,
            [nameof(Words.PastedPicture)] = Words.PastedPicture,
            [nameof(Words.RemoveFile)] = Words.RemoveFile,
            [nameof(Words.FilesCannotWait)] = Words.FilesCannotWait,
            [nameof(Words.NoRoomToWait)] = Words.NoRoomToWait,
            [nameof(Words.NotificationsBlocked)] = Words.NotificationsBlocked,
            [nameof(Words.NotOffline)] = Words.NotOffline,
            [nameof(Words.WaitedTooLong)] = Words.WaitedTooLong,
            [nameof(Words.WaitingRefused)] = Words.WaitingRefused,
            [nameof(Words.WaitingSent)] = Words.WaitingSent,
            [nameof(Words.WaitsForLine)] = Words.WaitsForLine,
            [nameof(Words.WillBeSent)] = Words.WillBeSent,
        },
        Plain);
}
