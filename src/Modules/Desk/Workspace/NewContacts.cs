using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Workspace;

/// <summary>The ways to write down a contact by hand.</summary>
internal static class NewContacts
{
    public static IReadOnlyList<Command> Commands => [new(Words.NewPhoneContact, "/desk/new?channel=phone", IconName.Phone, "C"), new(Words.NewCounterContact, "/desk/new?channel=counter", IconName.Counter)];
}
