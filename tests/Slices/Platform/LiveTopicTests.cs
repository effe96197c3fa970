using Banzhang.Platform.Identity;
using Banzhang.Platform.Live;
using Banzhang.Tests.Slices.Fixtures;

namespace Banzhang.Tests.Slices.Platform;

/// <summary>A page's event stream tells only what its person may see.</summary>
public sealed class LiveTopicTests(SqliteProduct product) : IClassFixture<SqliteProduct>
{
    [Theory]
    [InlineData("desk", true, true, false)]
    [InlineData("ticket:01a21147-92a8-7655-a6c0-be4a1814cce4", true, true, false)]
    [InlineData("customer:01a21147-92a8-7655-a6c0-be4a1814cce4", true, true, false)]
    [InlineData("cockpit", false, true, false)]
    [InlineData("portal:01a21147-92a8-7655-a6c0-be4a1814cce4", true, true, true)]
    [InlineData("user:01a21147-92a8-7655-a6c0-be4a1814cce4", false, false, false)]
    [InlineData("no-such-thing", false, false, false)]
    public void Each_topic_is_watched_by_those_who_may_see_it(string topic, bool agent, bool supervisor, bool nobody)
    {
        Assert.Equal(agent, MayWatch(topic, product.Agent));
        Assert.Equal(supervisor, MayWatch(topic, product.Supervisor));
        Assert.Equal(nobody, MayWatch(topic, Actor.Nobody));
    }

    [Fact]
    public void Everybody_watches_what_concerns_them() => Assert.True(MayWatch($"user:{product.Agent.Id}", product.Agent));

    private bool MayWatch(string topic, Actor by) => product.Get<IEnumerable<ITopicGuard>>().Any(g => g.MayWatch(topic, by));
}
