using Banzhang.Kernel;
using Banzhang.Platform.Data;
using Banzhang.Platform.Text;
using Microsoft.EntityFrameworkCore;

namespace Banzhang.Platform.Identity.ApiKeys;

/// <param name="Days">Lifetime, 1 to 1,826 days.</param>
public sealed record IssueApiKey(string Name, string Role, int Days = 365);

/// <param name="Token">Shown once.</param>
public sealed record IssuedApiKey(ApiKeyId Id, string Token, DateTimeOffset ExpiresAt);

public sealed class IssueApiKeyHandler(IWrites writes)
{
    public async Task<Outcome<IssuedApiKey>> HandleAsync(IssueApiKey command, Actor by, CancellationToken stop)
    {
        if (!by.May(Permissions.ManageApiKeys))
        {
            return new MayNot(Permissions.ManageApiKeys.Code);
        }

        if (CleanText.Check("name", command.Name, 1, 100) is { } unclean)
        {
            return unclean;
        }

        if (command.Days is < 1 or > 1826)
        {
            return new ApiKeyLifetimeOutOfRange();
        }

        return await writes.ActAsync<IssuedApiKey>(by, async (act, token) =>
        {
            if (!await act.Db.Set<Role>().AnyAsync(r => r.Code == command.Role, token))
            {
                return new UnknownRole(command.Role);
            }

            var secret = Tokens.NewApiKey();
            var key = ApiKey.Issue(ApiKeyId.New(act.Now), command.Name.Trim(), secret, command.Role, act.Now, act.Now.AddDays(command.Days));
            act.Add(key);
            act.Audit("ApiKeyIssued", $"api-key:{key.Id.Value}", after: new { key.Name, key.RoleCode, key.ExpiresAt });
            return new IssuedApiKey(key.Id, secret, key.ExpiresAt);
        }, stop);
    }
}
