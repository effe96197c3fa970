namespace Banzhang.Desk.ServiceLevels.Rules;

/// <summary>What is left of a promise that takes the place of another: the business time that the other had used is used, its pauses are not.</summary>
public static class CarriedTime
{
    /// <param name="target">Business time the new promise grants in all.</param>
    /// <param name="replaced">Business time the old one granted in all.</param>
    /// <param name="left">Business time that was left of the old one; may be more than it granted, where it was put back from elsewhere.</param>
    /// <returns>Business time; zero when the new one grants no more than was used: it is broken from the moment it is made, never before.</returns>
    public static TimeSpan Left(TimeSpan target, TimeSpan replaced, TimeSpan left)
    {
        var used = replaced > left ? replaced - left : TimeSpan.Zero;
        return target > used ? target - used : TimeSpan.Zero;
    }
}
