namespace Banzhang.Planning.Staffing;

/// <summary>What is assumed of those who find everybody busy.</summary>
public enum StaffingModel
{
    /// <summary>They are turned away (lines, not queues).</summary>
    ErlangB = 1,

    /// <summary>They wait however long it takes.</summary>
    ErlangC,

    /// <summary>They wait as long as their patience lasts, exponentially distributed.</summary>
    ErlangA,
}
