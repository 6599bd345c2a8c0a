using System.Globalization;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Spellings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Souk.Warehouse.Sheets;

/// <summary>A YAML file and all complaints about it, each with its line.</summary>
internal sealed class SheetPage
{
    public const int SizeBytesMax = 4 << 20;

    private SheetPage(string name, YamlNode root)
    {
        Name = name;
        Root = root;
    }

    /// <summary>Of the file, without folders.</summary>
    public string Name { get; }

    public YamlNode Root { get; }

    public List<string> Problems { get; } = [];

    /// <exception cref="ImportException">Unreadable, too large, or not one document of YAML.</exception>
    public static SheetPage Load(string path)
    {
        try
        {
            if (new FileInfo(path) is { Exists: true, Length: > SizeBytesMax } info)
            {
                throw new ImportException($"{path} has {info.Length} bytes; the limit is {SizeBytesMax}.");
            }

            using StreamReader text = File.OpenText(path);
            var stream = new YamlStream();
            stream.Load(text);
            return stream.Documents.Count == 1
                ? new SheetPage(Path.GetFileName(path), stream.Documents[0].RootNode)
                : throw new ImportException($"{path}: expected one document, found {stream.Documents.Count}.");
        }
        catch (YamlException exception)
        {
            throw new ImportException($"{path}: line {exception.Start.Line}: {exception.Message}", exception);
        }
        catch (Exception exception)
            when (exception is IOException or UnauthorizedAccessException or InvalidOperationException)
        {
            throw new ImportException($"{path} cannot be read: {exception.Message}", exception);
        }
    }

    /// <summary>The fields of a record by name; complains of what is no record and of names that are not known.</summary>
    public Dictionary<string, YamlNode> Entries(YamlNode node, string name, IReadOnlyList<string> known)
    {
        Dictionary<string, YamlNode> entries = [];
        if (node is not YamlMappingNode mapping)
        {
            Complain(node, $"{name} is no record; expected fields (name: value): {string.Join(", ", known)}");
            return entries;
        }

        foreach ((YamlNode keyNode, YamlNode value) in mapping.Children)
        {
            string key = (keyNode as YamlScalarNode)?.Value ?? "";
            if (!known.Contains(key))
            {
                Complain(
                    keyNode,
                    $"'{key}' is no field of {name}; did you mean '{NearestWord.To(key, known)}'? Fields are {string.Join(", ", known)}"
                );
            }

            entries[key] = value;
        }

        return entries;
    }

    public void Complain(YamlNode node, string problem) =>
        Problems.Add(string.Create(CultureInfo.InvariantCulture, $"line {node.Start.Line}: {problem}"));
}
