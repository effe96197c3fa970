using System.IO.Compression;
using System.Runtime.InteropServices;

namespace Banzhang.Conversation.Languages;

/// <summary>What kind of word it is, as far as judging conversations needs it.</summary>
public enum PartOfSpeech : byte
{
    /// <summary>Not in the dictionary: a name, a number, a foreign or new word.</summary>
    Unknown = 0,
    Noun = 1,
    Verb = 2,
    Adjective = 3,

    /// <summary>Pronouns, particles, conjunctions, measure words, adverbs: they carry no matter.</summary>
    Function = 4,
    Other = 5,
}

/// <summary>
/// The dictionary of Chinese words with their frequency and kind: a hash table over the words and all their beginnings, keyed by a hash that
/// grows with the word, so that a scan asks once a character. Read from a 1 MB resource; about 7 MB in memory.
/// </summary>
internal sealed class Lexicon
{
    /// <summary>Steps of the stored logarithm of the frequency.</summary>
    private const double FrequencySteps = 18;

    private const int Slots = 1 << 20;
    private const int SlotShift = 64 - 20;

    private readonly uint[] _checks = new uint[Slots];
    private readonly byte[] _frequencies = new byte[Slots];
    private readonly PartOfSpeech[] _kinds = new PartOfSpeech[Slots];

    private Lexicon(Stream packed)
    {
        using var content = new BrotliStream(packed, CompressionMode.Decompress);
        using var reader = new BinaryReader(content);
        var count = reader.ReadInt32();
        LogTotal = reader.ReadDouble();
        var kept = reader.ReadBytes(count);
        var added = reader.ReadBytes(count);
        var frequencies = reader.ReadBytes(count);
        var kinds = reader.ReadBytes(count);
        var characters = MemoryMarshal.Cast<byte, char>(reader.ReadBytes(reader.ReadInt32() * sizeof(char)));
        // The hash of every beginning of the last word: words are sorted, so most of it is the beginning of the next.
        Span<ulong> hashes = stackalloc ulong[64];
        var at = 0;
        for (var i = 0; i < count; i++)
        {
            int length = kept[i];
            for (var j = 0; j < added[i]; j++)
            {
                hashes[length + 1] = Extend(hashes[length], characters[at++]);
                length++;
                Insert(hashes[length]);
            }
            var slot = Find(hashes[length]);
            _frequencies[slot] = frequencies[i];
            _kinds[slot] = (PartOfSpeech)kinds[i];
        }
    }

    /// <summary>The only one; read when first asked for.</summary>
    public static Lexicon Shared { get; } = Load();

    /// <summary>Natural logarithm of the sum of all frequencies.</summary>
    public double LogTotal { get; }

    public static Lexicon Load()
    {
        using var stream = Resources.Open("lexicon.bin");
        return new(stream);
    }

    public static ulong Extend(ulong hash, char next)
    {
        unchecked
        {
            hash = (hash ^ next) * 0x9E3779B97F4A7C15UL;
            return hash ^ (hash >> 29);
        }
    }

    /// <summary>False when no word begins like this; else the word's log probability, or null for a beginning that is no word itself.</summary>
    public bool TryBeginning(ulong hash, out float? logProbability, out PartOfSpeech kind)
    {
        var slot = Find(hash);
        kind = slot < 0 ? default : _kinds[slot];
        logProbability = slot >= 0 && _frequencies[slot] > 0 ? (float)(((_frequencies[slot] - 1) / FrequencySteps) - LogTotal) : null;
        return slot >= 0;
    }

    private static uint Check(ulong hash) => unchecked((uint)hash) | 1;

    private int Find(ulong hash)
    {
        var check = Check(hash);
        for (var slot = (int)(hash >> SlotShift); ; slot = (slot + 1) & (Slots - 1))
        {
            if (_checks[slot] == check)
                return slot;
            if (_checks[slot] == 0)
                return -1;
        }
    }

    private void Insert(ulong hash)
    {
        var check = Check(hash);
        var slot = (int)(hash >> SlotShift);
        while (_checks[slot] != 0 && _checks[slot] != check)
            slot = (slot + 1) & (Slots - 1);
        _checks[slot] = check;
    }
}
