using Banzhang.Platform.Identity;

namespace Banzhang.Customers;

public static class Permissions
{
    public static readonly Permission ReadCustomers = new("customers.read",
        (RoleCodes.Agent, Scope.All), (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All), (RoleCodes.Inspector, Scope.All), (RoleCodes.ThirdParty, Scope.All));

    public static readonly Permission EditCustomers = new("customers.edit",
        (RoleCodes.Agent, Scope.All), (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All));

    /// <summary>See phone numbers and e-mail addresses without asking each time.</summary>
    public static readonly Permission SeeContactData = new("customers.contact-data.see", (RoleCodes.Manager, Scope.All));

    /// <summary>Uncover one customer's data with a reason, which is logged.</summary>
    public static readonly Permission RevealContactData = new("customers.contact-data.reveal",
        (RoleCodes.Agent, Scope.All), (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All));

    /// <summary>Give a person a copy of everything held about them: unmasked, and logged.</summary>
    public static readonly Permission ExportPersonalData = new("customers.personal-data.export", (RoleCodes.Manager, Scope.All));

    /// <summary>Erase a person's data for good, at their request.</summary>
    public static readonly Permission ErasePersonalData = new("customers.personal-data.erase", (RoleCodes.Manager, Scope.All));

    /// <summary>Make two records one, and two of one again.</summary>
    public static readonly Permission MergeCustomers = new("customers.merge",
        (RoleCodes.Supervisor, Scope.All), (RoleCodes.Manager, Scope.All));
}
