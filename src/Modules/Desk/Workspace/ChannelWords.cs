using Banzhang.Desk.Contracts;
using Banzhang.Platform.Ui;

namespace Banzhang.Desk.Workspace;

internal static class ChannelWords
{
    public static ChannelKind KindOf(Channel channel) => channel switch
    {
        Channel.Phone => ChannelKind.Phone,
        Channel.Chat => ChannelKind.Chat,
        Channel.Email => ChannelKind.Mail,
        Channel.Counter => ChannelKind.Counter,
        Channel.Social => ChannelKind.Social,
        Channel.Portal or Channel.Api => ChannelKind.Portal,
    };
}
