// Packs the dictionary and the model of unknown words of cppjieba (npm nodejieba, folder submodules/cppjieba/dict: jieba.dict.utf8,
// hmm_model.utf8) and a table of traditional characters into the data of src/Conversation:
//   dotnet run --project tools/LexiconTool -- DICT_FOLDER src/Conversation/Languages/Data
using System.Globalization;
using System.IO.Compression;
using System.Text;

var (source, target) = (args[0], args[1]);
var simplified = File.ReadLines(Path.Combine(target, "traditional.txt"))
    .Where(line => line.Length >= 3 && line[1] == ' ' && (line.Length == 3 || line[3] == ' '))
    .ToDictionary(line => line[0], line => line[2]);
PackWords();
PackModel();
return 0;

void PackWords()
{
    const double frequencySteps = 18;
    var words = new SortedDictionary<string, (double Frequency, byte Kind)>(StringComparer.Ordinal);
    foreach (var line in File.ReadLines(Path.Combine(source, "jieba.dict.utf8")))
    {
        var fields = line.Split(' ');
        var word = string.Concat(fields[0].Select(c => simplified.GetValueOrDefault(c, c)));
        // Latin words are cut by their letters, and a hash of more than 16 characters is never asked for.
        if (word.Length > 16 || !word.All(c => c is >= '\u3400' and <= '\u9FFF'))
            continue;
        // Names that are a verb and a pronoun run together come from a fault in the corpus the dictionary was counted on.
        if (fields[2] == "nr" && word.Length > 1 && word.IndexOfAny(['\u60A8', '\u6211', '\u4F60']) >= 0)
            continue;
        var frequency = double.Parse(fields[1], CultureInfo.InvariantCulture);
        if (!words.TryGetValue(word, out var known) || frequency > known.Frequency)
            words[word] = (frequency, Kind(fields[2]));
    }
    using var file = File.Create(Path.Combine(target, "lexicon.bin"));
    using var packed = new BrotliStream(file, new BrotliCompressionOptions { Quality = 11 });
    using var writer = new BinaryWriter(packed);
    var (kept, added, characters, last) = (new List<byte>(), new List<byte>(), new StringBuilder(), "");
    foreach (var word in words.Keys)
    {
        var same = word.Zip(last).TakeWhile(pair => pair.First == pair.Second).Count();
        kept.Add((byte)same);
        added.Add((byte)(word.Length - same));
        characters.Append(word[same..]);
        last = word;
    }
    writer.Write(words.Count);
    writer.Write(Math.Log(words.Values.Sum(word => word.Frequency)));
    writer.Write([.. kept]);
    writer.Write([.. added]);
    writer.Write([.. words.Values.Select(word => (byte)(1 + Math.Round(Math.Log(Math.Max(1, word.Frequency)) * frequencySteps)))]);
    writer.Write([.. words.Values.Select(word => word.Kind)]);
    writer.Write(characters.Length);
    writer.Write(Encoding.Unicode.GetBytes(characters.ToString()));
    Console.Error.WriteLine($"{words.Count} words, {characters.Length} characters");
}

// The numbers are those of PartOfSpeech.
static byte Kind(string tag) => tag[0] switch
{
    'n' or 'i' or 'l' or 'j' or 't' or 's' or 'g' => 1,
    'v' => tag is "vshi" or "vyou" ? (byte)4 : (byte)2,
    'a' or 'b' => 3,
    'z' => tag == "zg" ? (byte)5 : (byte)3,
    'r' or 'u' or 'c' or 'p' or 'd' or 'f' or 'q' or 'm' or 'y' or 'e' or 'o' => 4,
    _ => 5,
};

void PackModel()
{
    // Order of the file and of the places: B, E, M, S.
    var lines = File.ReadLines(Path.Combine(source, "hmm_model.utf8")).Where(line => line.Length > 0 && line[0] != '#').ToList();
    using var writer = new BinaryWriter(File.Create(Path.Combine(target, "unknown-words.bin")));
    foreach (var number in lines.Take(5).SelectMany(line => line.Split(' ', StringSplitOptions.RemoveEmptyEntries)))
        writer.Write(Bounded(number));
    var places = lines.Skip(5).Take(4)
        .Select(line => line.Split(',').Where(pair => pair.Length > 2).ToDictionary(pair => pair[0], pair => Bounded(pair[2..])))
        .ToList();
    var characters = places.SelectMany(place => place.Keys).Distinct().Order().ToList();
    writer.Write(characters.Count);
    foreach (var character in characters)
    {
        writer.Write((ushort)character);
        foreach (var place in places)
            writer.Write((Half)place.GetValueOrDefault(character, -1e4f));
    }
    Console.Error.WriteLine($"{characters.Count} characters");
}

static float Bounded(string number) => (float)Math.Max(-1e4, double.Parse(number, CultureInfo.InvariantCulture));
