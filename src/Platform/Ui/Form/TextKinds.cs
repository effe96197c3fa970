namespace Banzhang.Platform.Ui;

/// <summary>The type attribute of a text field. A number is typed as text: a wheel over it must not change it.</summary>
internal static class TextKinds
{
    public static string TypeOf(TextKind kind) => kind switch
    {
        TextKind.Text or TextKind.Number => "text",
        TextKind.DateTime => "datetime-local",
        TextKind.Telephone => "tel",
        TextKind.Address => "url",
        TextKind.Email or TextKind.Password or TextKind.Date or TextKind.Time or TextKind.Search => kind.ToString().ToLowerInvariant(),
    };
}
