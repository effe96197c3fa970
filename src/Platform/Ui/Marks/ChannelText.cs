namespace Banzhang.Platform.Ui;

/// <summary>A channel as drawing, class and word.</summary>
public static class ChannelText
{
    public static IconName Drawing(ChannelKind channel) => channel switch
    {
        ChannelKind.Phone => IconName.Phone,
        ChannelKind.Chat => IconName.Chat,
        ChannelKind.Mail => IconName.Mail,
        ChannelKind.Social => IconName.Social,
        ChannelKind.Counter => IconName.Counter,
        ChannelKind.Portal => IconName.Portal,
    };

    public static string Word(ChannelKind channel) => channel switch
    {
        ChannelKind.Phone => Words.ChannelPhone,
        ChannelKind.Chat => Words.ChannelChat,
        ChannelKind.Mail => Words.ChannelMail,
        ChannelKind.Social => Words.ChannelSocial,
        ChannelKind.Counter => Words.ChannelCounter,
        ChannelKind.Portal => Words.ChannelPortal,
    };

    internal static string ClassOf(ChannelKind channel) => $"ch-{channel.ToString().ToLowerInvariant()}";
}
