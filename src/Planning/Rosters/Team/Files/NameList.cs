namespace Banzhang.Planning.Rosters.Team.Files;

/// <summary>Names in the order of a file, with their places; what is not among them is refused with those that are.</summary>
internal sealed class NameList(TeamFileFault unknown)
{
    /// <summary>Names told to whoever wrote another one.</summary>
    private const int MostTold = 8;

    private readonly Dictionary<string, int> _names = [];

    public NameList(TeamFileFault unknown, IEnumerable<string> names) : this(unknown)
    {
        foreach (var name in names)
        {
            _names.TryAdd(name, _names.Count);
        }
    }

    /// <summary>Takes the next name, which must be a new one.</summary>
    public string Add(JsonPlace place)
    {
        var name = place.Text();
        return _names.TryAdd(name, _names.Count) ? name : throw place.Wrong(TeamFileFault.NameTwice, "");
    }

    /// <summary>Its place in the order of the file, from 0.</summary>
    public int At(JsonPlace place) => _names.TryGetValue(place.Text(), out var at) ? at : throw place.Wrong(unknown, Told());

    /// <summary>The name itself, which must be known.</summary>
    public string Of(JsonPlace place)
    {
        At(place);
        return place.Text();
    }

    private string Told() => string.Join(", ", _names.Keys.Take(MostTold)) + (_names.Count > MostTold ? ", …" : "");
}
