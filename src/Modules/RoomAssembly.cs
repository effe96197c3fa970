using System.Reflection;

namespace Banzhang;

/// <summary>The assembly of all rooms, for those who compose the product.</summary>
public static class RoomAssembly
{
    public static Assembly Assembly => typeof(RoomAssembly).Assembly;
}
