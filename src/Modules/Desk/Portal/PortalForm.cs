using Banzhang.Customers.Contracts;
using Banzhang.Desk.Contracts;
using Banzhang.Desk.Tickets.Opening;
using Banzhang.Kernel;
using Banzhang.Platform.Localisation;
using Banzhang.Platform.Text;
using System.Globalization;

namespace Banzhang.Desk.Portal;

/// <summary>What customers may say it is about; the word of the department's first language is the ticket's category.</summary>
public enum PortalCategory
{
    Other = 0,
    Delivery = 1,
    Refund = 2,
    Exchange = 3,
    Repair = 4,
    Invoice = 5,
    Complaint = 6,
    Suggestion = 7,
}

/// <summary>The form of a new request as it was typed, with a polite sentence for each field that needs another look.</summary>
public sealed record PortalForm(string Name = "", string Contact = "", string Subject = "", string Body = "", PortalCategory Category = PortalCategory.Other)
{
    private static readonly string Whole = "";

    public IReadOnlyDictionary<string, string> Errors { get; init; } = new Dictionary<string, string>();

    public string? ErrorOf(string field) => Errors.GetValueOrDefault(field);

    /// <summary>The same with everything that is missing.</summary>
    internal PortalForm Checked()
    {
        var errors = new Dictionary<string, string>();
        Need(errors, "name", Name, Words.NameIsNeeded);
        Need(errors, "contact", Contact, Words.ContactIsNeeded);
        Need(errors, "subject", Subject, Words.SubjectIsNeeded);
        Need(errors, "body", Body, Words.BodyIsNeeded);
        if (!errors.ContainsKey("contact") && !(IsEmail ? EmailAddress.IsPlausible(Contact) : PhoneNumber.IsPlausible(Contact)))
        {
            errors["contact"] = Words.ContactIsMalformed;
        }

        return this with { Errors = errors };
    }

    /// <summary>The same with what the desk refused, at its field.</summary>
    internal PortalForm With(Refusal refusal)
    {
        var field = refusal is Invalid invalid ? FieldOf(invalid.Field) : Whole;
        var text = refusal switch
        {
            TextIsTooLong tooLong => WordBook.Say(Words.TextIsTooLongHere, tooLong.Most),
            TextHasForbiddenCharacter => Words.TextIsNotReadable,
            _ => field == "contact" ? Words.ContactIsMalformed : WordBook.Say(refusal),
        };
        return this with { Errors = new Dictionary<string, string> { [field] = text } };
    }

    /// <summary>The same with a sentence over the whole.</summary>
    internal PortalForm Saying(string sentence) => this with { Errors = new Dictionary<string, string>(Errors) { [Whole] = sentence } };

    /// <summary>The same for whoever gets it as a new page, which cannot hold what files were chosen.</summary>
    internal PortalForm WithoutFiles() => this with { Errors = new Dictionary<string, string>(Errors) { ["files"] = $"{ErrorOf("files")} {Words.ChooseFilesAgain}".TrimStart() } };

    internal OpenTicket Command() => new(
        Channel.Portal, Subject, Body,
        IsEmail ? new CustomerIdentity(Name, Email: Contact) : new CustomerIdentity(Name, Phone: Contact),
        Category switch { PortalCategory.Complaint => "complaint", PortalCategory.Exchange => "exchange", PortalCategory.Suggestion => "suggestion", _ => null },
        Category == PortalCategory.Other ? null : Words.ResourceManager.GetString($"PortalCategory_{Category}", CultureInfo.GetCultureInfo(Languages.Chinese)));

    private bool IsEmail => Contact.Contains('@', StringComparison.Ordinal);

    private static void Need(Dictionary<string, string> errors, string field, string value, string sentence)
    {
        if (string.IsNullOrWhiteSpace(value))
        {
            errors[field] = sentence;
        }
    }

    private static string FieldOf(string path) => path switch
    {
        "subject" or "body" => path,
        "customer.name" => "name",
        _ when path.StartsWith("attachments", StringComparison.Ordinal) => "files",
        _ when path.StartsWith("customer", StringComparison.Ordinal) => "contact",
        _ => Whole,
    };
}
