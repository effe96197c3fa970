using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.ApiKeys;

public sealed record RevokeApiKey(ApiKeyId Key);

public sealed class RevokeApiKeyHandler(IWrites writes, ActorRecognition recognition)
{
    public async Task<Outcome> HandleAsync(RevokeApiKey command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageApiKeys))
        {
            return new MayNot(Permissions.ManageApiKeys.Code);
        }

        var outcome = await writes.ActAsync(by, async (act, token) =>
        {
            var key = await act.Db.Set<ApiKey>().SingleOrDefaultAsync(k => k.Id == command.Key, token);
            if (key is null)
            {
                return new NoSuchApiKey();
            }

            key.Revoke(act.Now);
            act.Audit("ApiKeyRevoked", $"api-key:{key.Id.Value}");
            return Outcome.Done;
        }, stop);
        recognition.ForgetAll();
        return outcome;
    }
}
