using System.Collections.Concurrent;
using System.Reflection;
using Banzhang.Platform.Ledger;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.Platform.Outbox;

/// <summary>Finds the listeners of an event by its type, in the order they were registered.</summary>
public static class Listeners
{
    private static readonly ConcurrentDictionary<Type, Teller> Tellers = new();

    /// <summary>Registers every <see cref="IHear{TEvent}"/> of an assembly.</summary>
    public static void AddListeners(this IServiceCollection services, Assembly assembly)
    {
        foreach (var type in assembly.GetTypes().Where(t => t is { IsAbstract: false, IsClass: true }).OrderBy(t => t.FullName, StringComparer.Ordinal))
        {
            foreach (var hears in type.GetInterfaces().Where(i => i.IsGenericType && i.GetGenericTypeDefinition() == typeof(IHear<>)))
            {
                services.AddSingleton(hears, type);
            }
        }
    }

    internal static Task TellAsync(IServiceProvider services, IDomainEvent happened, Delivery delivery, CancellationToken stop) =>
        Tellers.GetOrAdd(happened.GetType(), t => (Teller)Activator.CreateInstance(typeof(Teller<>).MakeGenericType(t))!)
            .TellAsync(services, happened, delivery, stop);

    private abstract class Teller
    {
        public abstract Task TellAsync(IServiceProvider services, IDomainEvent happened, Delivery delivery, CancellationToken stop);
    }

    private sealed class Teller<TEvent> : Teller
        where TEvent : IDomainEvent
    {
        public override async Task TellAsync(IServiceProvider services, IDomainEvent happened, Delivery delivery, CancellationToken stop)
        {
            foreach (var listener in services.GetServices<IHear<TEvent>>())
            {
                await listener.HearAsync((TEvent)happened, delivery, stop);
            }
        }
    }
}
