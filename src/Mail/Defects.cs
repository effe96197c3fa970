namespace Banzhang.Mail;

/// <summary>What was wrong with a mail, each once, in the order in which it was met.</summary>
internal sealed class Defects
{
    private readonly List<string> _list = [];
    private readonly HashSet<string> _seen = [];

    public IReadOnlyList<string> List => _list;

    public void Add(string defect)
    {
        if (_list.Count < Limits.Defects && _seen.Add(defect))
            _list.Add(defect);
    }
}
