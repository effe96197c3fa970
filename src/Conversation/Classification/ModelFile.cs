using System.IO.Compression;
using System.Runtime.InteropServices;
using System.Text;
using Banzhang.Kernel;

namespace Banzhang.Conversation.Classification;

/// <summary>
/// A classifier as a file: the mark BZCL, the version of the format, then packed (Brotli): what the model tells about itself, its labels,
/// features, members and committee. Weights are kept at half precision.
/// </summary>
public static class ModelFile
{
    private const int Version = 2;
    private const int MostLabels = 100_000, MostFeatures = 50_000_000, MostMembers = 16;

    private static ReadOnlySpan<byte> Mark => "BZCL"u8;

    public static void Write(Classifier classifier, Stream file)
    {
        ArgumentNullException.ThrowIfNull(classifier);
        ArgumentNullException.ThrowIfNull(file);
        file.Write(Mark);
        file.WriteByte(Version);
        using var packed = new BrotliStream(file, new BrotliCompressionOptions { Quality = 4 }, leaveOpen: true);
        using var writer = new BinaryWriter(packed, Encoding.UTF8);
        var info = classifier.Info;
        writer.Write(info.Samples);
        foreach (var figure in (double[])[info.Accuracy, info.MacroF1, info.CalibrationError, info.SureFrom])
            writer.Write(figure);
        writer.Write(classifier.Labels.Count);
        foreach (var label in classifier.Labels)
            writer.Write(label);
        writer.Write(classifier.Vocabulary.Count);
        writer.Write(MemoryMarshal.AsBytes(classifier.Vocabulary.Features.AsSpan()));
        writer.Write(classifier.Members.Count);
        foreach (var member in classifier.Members)
        {
            writer.Write((byte)member.Weighing);
            Write(writer, member.ColumnWeights);
            Write(writer, member.Offsets);
            foreach (var plane in member.Planes)
                Write(writer, plane);
        }
        writer.Write(classifier.Committee.Across.Length);
        foreach (var number in classifier.Committee.MemberWeights.Concat(classifier.Committee.Offsets).Concat(classifier.Committee.Across))
            writer.Write(number);
    }

    /// <summary>Refuses what is no model, is cut short, or is of another version.</summary>
    public static Outcome<Classifier> Read(Stream file)
    {
        ArgumentNullException.ThrowIfNull(file);
        Span<byte> head = stackalloc byte[5];
        if (file.ReadAtLeast(head, head.Length, throwOnEndOfStream: false) < head.Length || !head.StartsWith(Mark))
            return new ModelIsUnreadable("BZCL?");
        if (head[4] != Version)
            return new ModelIsUnreadable($"version {head[4]}");
        try
        {
            using var packed = new BrotliStream(file, CompressionMode.Decompress, leaveOpen: true);
            using var reader = new BinaryReader(packed, Encoding.UTF8);
            return Read(reader);
        }
        catch (Exception fault) when (fault is InvalidDataException or EndOfStreamException or InvalidOperationException or FormatException)
        {
            return new ModelIsUnreadable(fault.Message);
        }
    }

    private static Classifier Read(BinaryReader reader)
    {
        var info = new ClassifierInfo(reader.ReadInt32(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble(), reader.ReadDouble());
        var labels = new string[Count(reader, 2, MostLabels)];
        for (var k = 0; k < labels.Length; k++)
            labels[k] = reader.ReadString();
        var features = new uint[Count(reader, 0, MostFeatures)];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(features.AsSpan()));
        var members = new Member[Count(reader, 1, MostMembers)];
        for (var m = 0; m < members.Length; m++)
        {
            var weighing = (Weighing)reader.ReadByte();
            if (!Enum.IsDefined(weighing))
                throw new InvalidDataException($"weighing {weighing}");
            members[m] = new(weighing, Floats(reader, features.Length), [], Floats(reader, labels.Length));
            members[m] = members[m] with { Planes = [.. labels.Select(_ => Floats(reader, features.Length))] };
        }
        var across = reader.ReadInt32();
        if (across != 0 && across != (long)members.Length * labels.Length * labels.Length)
            throw new InvalidDataException($"count {across}");
        var committee = new Committee(Doubles(reader, members.Length), Doubles(reader, labels.Length), Doubles(reader, across));
        return new(info, labels, new(features), members, committee);
    }

    private static int Count(BinaryReader reader, int least, int most) =>
        reader.ReadInt32() is var count && count >= least && count <= most ? count : throw new InvalidDataException($"count {count}");

    private static void Write(BinaryWriter writer, float[] numbers) =>
        writer.Write(MemoryMarshal.AsBytes(Array.ConvertAll(numbers, number => (Half)number).AsSpan()));

    private static float[] Floats(BinaryReader reader, int count)
    {
        var halves = new Half[count];
        reader.BaseStream.ReadExactly(MemoryMarshal.AsBytes(halves.AsSpan()));
        return Array.ConvertAll(halves, half => (float)half);
    }

    private static double[] Doubles(BinaryReader reader, int count) => [.. Enumerable.Range(0, count).Select(_ => reader.ReadDouble())];
}
