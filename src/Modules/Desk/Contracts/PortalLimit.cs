namespace Banzhang.Desk.Contracts;

/// <summary>The rate limit for what strangers may write on the portal, whichever room takes it.</summary>
public static class PortalLimit
{
    public static readonly string Name = "portal";
}
