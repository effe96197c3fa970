using System.Collections;
using System.Reflection;
using Banzhang.Kernel;
using Banzhang.Platform;
using Banzhang.Platform.Identity;
using Banzhang.Tests.Slices.Fixtures;
using Microsoft.Extensions.DependencyInjection;

namespace Banzhang.Tests.Slices.Platform;

/// <summary>Walks every handler and query there is, found by reflection: a new one is walked without being named here.</summary>
public sealed class PermissionWalkTests(SqliteProduct product) : IClassFixture<SqliteProduct>
{
    /// <summary>Doors that must open to nobody: the way in, and what a customer's link allows.</summary>
    private static readonly HashSet<string> OpenToNobody = ["SignInHandler", "GiveSecondFactorHandler", "SetUpHandler", "WriteAsCustomerHandler", "ConfirmSolvedHandler", "RateTicketHandler"];

    /// <summary>What a signed-in person may do to their own account without any permission.</summary>
    private static readonly HashSet<string> OwnAffairs =
    [
        "EndSessionHandler", "ChangePasswordHandler", "PrepareSecondFactorHandler", "ConfirmSecondFactorHandler", "DropSecondFactorHandler", "PreferHandler", "SignalAlarmsHandler", "ReadNoticesHandler", "NoticesQuery", "SetPresenceHandler",
    ];

    public static TheoryData<string> Handlers => [.. Types().Where(t => Method(t) is not null).Select(t => t.FullName!).Order()];

    [Fact]
    public void The_walk_finds_the_handlers() => Assert.True(Handlers.Count > 30, $"{Handlers.Count} handlers");

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task Nobody_is_refused(string type)
    {
        if (!OpenToNobody.Contains(Short(type)))
        {
            Assert.IsType<NotPermitted>(await AskAsync(type, product.As("", Guid.Empty, null)), exactMatch: false);
        }
    }

    [Theory]
    [MemberData(nameof(Handlers))]
    public async Task A_person_without_permissions_is_refused(string type)
    {
        if (!OpenToNobody.Contains(Short(type)) && !OwnAffairs.Contains(Short(type)))
        {
            Assert.IsType<NotPermitted>(await AskAsync(type, product.As("nothing", Guid.CreateVersion7(product.Clock.GetUtcNow()), null)), exactMatch: false);
        }
    }

    /// <summary>
    /// What each role gets at by default, beside the approved table <c>RoleWalk.txt</c>: whoever gives a role more, or writes a handler that asks for less, changes a line of it on purpose.
    /// </summary>
    [Fact]
    public async Task Every_handler_lets_in_the_roles_that_the_table_names()
    {
        var table = new List<string>();
        foreach (var type in Types().Where(t => Method(t) is not null && !OpenToNobody.Contains(t.Name) && !OwnAffairs.Contains(t.Name)).Select(t => t.FullName!).Order(StringComparer.Ordinal))
        {
            var roles = new List<string>();
            foreach (var role in RoleCodes.All)
            {
                if (await IsLetInAsync(type, product.As(role, Guid.CreateVersion7(product.Clock.GetUtcNow()), null)))
                {
                    roles.Add(role);
                }
            }

            table.Add($"{type["Banzhang.".Length..]}: {string.Join(' ', roles)}".TrimEnd());
        }

        var actual = Path.Combine(Path.GetTempPath(), "RoleWalk.txt");
        await File.WriteAllLinesAsync(actual, table, TestContext.Current.CancellationToken);
        var approved = await File.ReadAllLinesAsync(Path.Combine(AppContext.BaseDirectory, "Platform", "RoleWalk.txt"), TestContext.Current.CancellationToken);
        Assert.True(approved.SequenceEqual(table), $"Another table than the approved one, in {actual}:\n{string.Join('\n', table.Except(approved))}");
    }

    private async Task<bool> IsLetInAsync(string type, Actor by)
    {
        try
        {
            return await AskAsync(type, by) is not NotPermitted;
        }
        catch (Exception fault) when (fault is not OutOfMemoryException)
        {
            // It got past the door and stumbled over a made-up command.
            return true;
        }
    }

    private async Task<Refusal?> AskAsync(string type, Actor by)
    {
        var handler = Types().Single(t => t.FullName == type);
        var method = Method(handler)!;
        var arguments = method.GetParameters().Select(p => p.ParameterType == typeof(Actor) ? by : Sample(p.ParameterType, p.Name ?? "")).ToArray();
        var task = (Task)method.Invoke(ActivatorUtilities.GetServiceOrCreateInstance(Provider, handler), arguments)!;
        await task;
        var outcome = task.GetType().GetProperty("Result")!.GetValue(task)!;
        return (Refusal?)outcome.GetType().GetProperty("Refusal")!.GetValue(outcome);
    }

    private IServiceProvider Provider => product.Get<IServiceProvider>();

    private static IEnumerable<Type> Types() => new[] { typeof(PlatformModule).Assembly, RoomAssembly.Assembly }.SelectMany(a => a.GetTypes())
        .Where(t => t is { IsAbstract: false, IsClass: true } && (t.Name.EndsWith("Handler", StringComparison.Ordinal) || t.Name.EndsWith("Query", StringComparison.Ordinal)));

    /// <summary>The method that takes an actor and answers an outcome.</summary>
    private static MethodInfo? Method(Type type) => type.GetMethods(BindingFlags.Public | BindingFlags.Instance | BindingFlags.DeclaredOnly)
        .Where(m => m.Name is "HandleAsync" or "RunAsync" && m.GetParameters().Any(p => p.ParameterType == typeof(Actor)) && m.GetParameters().All(p => !typeof(Delegate).IsAssignableFrom(p.ParameterType)))
        .Where(m => m.ReturnType.IsGenericType && m.ReturnType.GetGenericTypeDefinition() == typeof(Task<>) && m.ReturnType.GetGenericArguments()[0].Name.StartsWith("Outcome", StringComparison.Ordinal))
        .OrderBy(m => m.GetParameters().Length).FirstOrDefault();

    private static object? Sample(Type type, string name)
    {
        var plain = Nullable.GetUnderlyingType(type);
        return plain is not null ? null
            : type == typeof(string) ? (name.Contains("mail", StringComparison.OrdinalIgnoreCase) ? "walk@example.com" : name == "number" ? "BZ-000001" : "walk")
            : type == typeof(CancellationToken) ? CancellationToken.None
            : type.IsEnum ? Enum.GetValues(type).GetValue(Enum.GetValues(type).Length - 1)
            : type.IsArray ? Array.CreateInstance(type.GetElementType()!, 0)
            : type.IsInterface && typeof(IEnumerable).IsAssignableFrom(type) && type.IsGenericType && type.GetGenericArguments().Length == 1 ? Array.CreateInstance(type.GetGenericArguments()[0], 0)
            : type.IsInterface ? null
            : type.IsValueType ? Activator.CreateInstance(type)
            : type.GetConstructors().OrderByDescending(c => c.GetParameters().Length).FirstOrDefault() is { } make ? make.Invoke([.. make.GetParameters().Select(p => Sample(p.ParameterType, p.Name ?? ""))])
            : null;
    }

    private static string Short(string type) => type[(type.LastIndexOf('.') + 1)..];
}
