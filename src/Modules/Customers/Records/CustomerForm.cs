using Banzhang.Customers.Contracts;
using Banzhang.Customers.Recording;
using Banzhang.Kernel;
using Banzhang.Platform.Localisation;
using Choice = Banzhang.Platform.Ui.Choice;
using Microsoft.AspNetCore.Http;

namespace Banzhang.Customers.Records;

/// <summary>A customer's record as it stands in a form.</summary>
public sealed record CustomerForm(string Name = "", string Phone = "", string Email = "", string ExternalId = "", string Tier = "", string City = "", string Remark = "")
{
    /// <summary>The field and its sentence; null while nothing was refused.</summary>
    public (string Field, string Text)? Problem { get; init; }

    public string? ErrorOf(string field) => Problem is { } problem && problem.Field == field ? problem.Text : null;

    internal static IReadOnlyList<Choice> Tiers => [.. Enum.GetValues<CustomerTier>().Select(t => new Choice(t.ToString(), WordBook.Say(t)))];

    internal static CustomerForm Read(IFormCollection form) => new(
        form["name"].ToString(), form["phone"].ToString(), form["email"].ToString(), form["externalId"].ToString(), form["tier"].ToString(), form["city"].ToString(), form["remark"].ToString());

    internal static CustomerForm Of(CustomerView customer) => new(
        customer.Name, customer.IsMasked ? "" : customer.Phone ?? "", customer.IsMasked ? "" : customer.Email ?? "", customer.ExternalId ?? "", customer.Tier.ToString(), customer.City, customer.Remark);

    internal CreateCustomer Creation() => new(Name, Email, Phone, ExternalId, Enum.TryParse<CustomerTier>(Tier, out var tier) ? tier : CustomerTier.Standard, City);

    /// <param name="isUncovered">The form was shown with the contact data; where it was not, what is empty there stays as it is.</param>
    internal ChangeCustomer Change(bool isUncovered) => new(
        Name, isUncovered ? Email : Given(Email), isUncovered ? Phone : Given(Phone), ExternalId, Enum.TryParse<CustomerTier>(Tier, out var tier) ? tier : null, City, Remark)
    { IsUncovered = isUncovered };

    internal CustomerForm With(Refusal refusal) => this with { Problem = (refusal is Invalid invalid ? invalid.Field : refusal is ExternalIdIsTaken ? "externalId" : "", WordBook.Say(refusal)) };

    private static string? Given(string field) => string.IsNullOrWhiteSpace(field) ? null : field;
}
