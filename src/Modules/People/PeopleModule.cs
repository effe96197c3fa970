using Banzhang.People.Agents;
using Banzhang.People.Contracts;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.People;

public static class PeopleModule
{
    public static void AddPeople(this IServiceCollection services) =>
        services.AddSingleton<IPeople>(s => s.GetRequiredService<PeopleQuery>());
}
