namespace Banzhang.Desk.Tickets;

/// <summary>What stands in the place of a customer's words that were erased, in the reader's language. Nothing else is ever empty: every ticket has a subject and a name, every message a text.</summary>
internal static class ErasedText
{
    public static string Name(string name) => name.Length > 0 ? name : Words.ErasedCustomer;

    public static string Subject(string subject) => subject.Length > 0 ? subject : Words.ErasedSubject;

    public static string Body(string body) => body.Length > 0 ? body : Words.ErasedBody;
}
