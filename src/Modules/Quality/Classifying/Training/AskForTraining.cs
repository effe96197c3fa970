using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Identity;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Quality.Classifying.Training;

/// <summary>The classifier shall learn anew; the job takes it within a quarter of a minute. Asked twice it learns once.</summary>
public sealed record AskForTraining;

internal sealed class AskForTrainingHandler(IWrites writes)
{
    public async Task<Outcome> HandleAsync(AskForTraining command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.TrainClassifier))
        {
            return by.RefusalOf(Permissions.TrainClassifier);
        }

        return await writes.ActAsync(by, async (act, token) =>
        {
            if (!await act.Db.Set<TrainingWish>().AnyAsync(token))
            {
                act.Add(TrainingWish.Of(by.Name, act.Now));
                act.Audit("ClassifierTrainingAsked", "classifier");
            }

            return Outcome.Done;
        }, stop);
    }
}
