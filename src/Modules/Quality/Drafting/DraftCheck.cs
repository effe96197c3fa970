using Banzhang.Desk.Contracts;
using Banzhang.Platform.Identity;

namespace Banzhang.Quality.Drafting;

/// <summary>Names Desk the address where answers are looked at.</summary>
internal sealed class DraftCheck : IDraftCheck
{
    public string? AddressOf(string number, Actor by) => by.May(Permissions.CheckDrafts) ? $"/quality/tickets/{number}/draft-check" : null;
}
