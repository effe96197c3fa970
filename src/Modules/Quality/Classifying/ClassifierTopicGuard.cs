using Banzhang.Platform.Identity;
using Banzhang.Platform.Live;

namespace Banzhang.Quality.Classifying;

/// <summary>Who reads the classifier's page may learn that a run ended.</summary>
internal sealed class ClassifierTopicGuard : ITopicGuard
{
    public static readonly string Topic = "classifier";

    public bool MayWatch(string topic, Actor by) => topic == Topic && by.May(Permissions.ReadClassifier);
}
