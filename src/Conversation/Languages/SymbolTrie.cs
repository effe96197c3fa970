namespace Banzhang.Conversation.Languages;

/// <summary>A tree of symbols: node 0 is the root, a child is found in one step. Values are what the caller makes of them.</summary>
internal sealed class SymbolTrie
{
    private readonly int[] _rootChildren = new int[char.MaxValue + 1];
    private readonly List<int> _values = [-1];
    private long[] _keys = new long[1024];
    private int[] _children = new int[1024];
    private int _count;

    /// <summary>0 when there is none.</summary>
    public int Child(int node, char symbol)
    {
        if (node == 0)
            return _rootChildren[symbol];
        var (keys, key) = (_keys, Key(node, symbol));
        for (var at = Slot(key, keys.Length); keys[at] != 0; at = (at + 1) & (keys.Length - 1))
        {
            if (keys[at] == key)
                return _children[at];
        }
        return 0;
    }

    public int AddChild(int node, char symbol)
    {
        if (Child(node, symbol) is var child and > 0)
            return child;
        _values.Add(-1);
        var added = _values.Count - 1;
        if (node == 0)
            _rootChildren[symbol] = added;
        else
            Insert(Key(node, symbol), added);
        return added;
    }

    /// <summary>-1 until it is set.</summary>
    public int Value(int node) => _values[node];

    public void SetValue(int node, int value) => _values[node] = value;

    private static long Key(int node, char symbol) => ((long)node << 16) | symbol;

    private static int Slot(long key, int size) => unchecked((int)((ulong)(key * -7046029254386353131L) >> 40)) & (size - 1);

    private void Insert(long key, int child)
    {
        if (_count * 2 >= _keys.Length)
        {
            var (keys, children) = (_keys, _children);
            (_keys, _children, _count) = (new long[keys.Length * 2], new int[keys.Length * 2], 0);
            for (var i = 0; i < keys.Length; i++)
            {
                if (keys[i] != 0)
                    Insert(keys[i], children[i]);
            }
        }
        var at = Slot(key, _keys.Length);
        while (_keys[at] != 0)
            at = (at + 1) & (_keys.Length - 1);
        (_keys[at], _children[at]) = (key, child);
        _count++;
    }
}
