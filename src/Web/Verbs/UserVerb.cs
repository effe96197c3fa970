using System.CommandLine;
using Banzhang.Platform.Identity.Accounts;

namespace Banzhang.Web.Verbs;

internal static class UserVerb
{
    public static Command Command()
    {
        var email = new Option<string>("--email") { Description = Words.HelpEmail, Required = true };
        var name = new Option<string>("--name") { Description = Words.HelpName, Required = true };
        var role = new Option<string>("--role") { Description = Words.HelpRole, Required = true };
        var create = new Command("create", Words.HelpUserCreate) { email, name, role, CommandLine.Data };
        create.SetAction(async (parsed, stop) =>
        {
            await using var services = await CommandHost.OpenAsync(parsed.GetValue(CommandLine.Data)!, stop);
            var outcome = await services.GetRequiredService<CreateAccountHandler>().HandleAsync(
                new(parsed.GetValue(email)!, parsed.GetValue(name)!, parsed.GetValue(role)!), CommandActor.Administrator, stop);
            if (outcome.Refusal is { } refusal)
            {
                return CommandLine.Refuse(refusal);
            }

            Console.Out.WriteLine(outcome.Value.Password);
            return CommandLine.Done;
        });
        return new Command("user", Words.HelpUser) { create };
    }
}
