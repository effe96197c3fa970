namespace Banzhang.Platform.Identity;

/// <summary>The roles that come with the product; an administrator edits their permission sets.</summary>
public static class RoleCodes
{
    public static readonly string Agent = "agent";
    public static readonly string Supervisor = "supervisor";
    public static readonly string Manager = "manager";
    public static readonly string Inspector = "inspector";
    public static readonly string Trainer = "trainer";
    public static readonly string PeopleOfficer = "people-officer";
    public static readonly string Collaborator = "collaborator";
    public static readonly string ThirdParty = "third-party";
    public static readonly string Administrator = "administrator";

    public static readonly IReadOnlyList<string> All = [Agent, Supervisor, Manager, Inspector, Trainer, PeopleOfficer, Collaborator, ThirdParty, Administrator];
}
