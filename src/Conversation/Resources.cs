namespace Banzhang.Conversation;

/// <summary>The files that are part of the library.</summary>
internal static class Resources
{
    public static Stream Open(string name) => typeof(Resources).Assembly.GetManifestResourceStream(name)
        ?? throw new InvalidOperationException($"The resource {name} is missing.\nMaybe Conversation.csproj no longer embeds it.");
}
