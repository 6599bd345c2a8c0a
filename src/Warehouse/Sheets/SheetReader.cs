using System.Globalization;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Spellings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Souk.Warehouse.Sheets;

/// <summary>Reads a reference file and checks it against its shape; every complaint names file and line, and all of them
/// come at once.</summary>
internal sealed class SheetReader
{
    public const int SizeBytesMax = 4 << 20;

    private readonly SheetShape _shape;
    private readonly string _path;
    private readonly List<string> _problems = [];
    private readonly List<SheetFact> _facts = [];
    private string _system = "";

    private SheetReader(SheetShape shape, string path)
    {
        _shape = shape;
        _path = path;
    }

    /// <exception cref="ImportException">Unreadable, not YAML, or not of this shape.</exception>
    public static Sheet Read(SheetShape shape, string path)
    {
        var reader = new SheetReader(shape, path);
        reader.ReadRoot(LoadYaml(path));
        return reader._problems.Count == 0
            ? new Sheet(path, reader._system, reader._facts)
            : throw ImportException.Of(path, reader._problems);
    }

    private static YamlNode LoadYaml(string path)
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
                ? stream.Documents[0].RootNode
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

    private void ReadRoot(YamlNode root)
    {
        Dictionary<string, YamlNode> entries = Entries(
            root,
            "the file",
            [SheetShape.System, .. _shape.Sections.Select(section => section.Name)]
        );
        if (
            !entries.TryGetValue(SheetShape.System, out YamlNode? system)
            || system is not YamlScalarNode { Value: { Length: > 0 } name }
        )
        {
            Complain(root, $"the field '{SheetShape.System}' is missing; expected the system's key, such as masa");
            return;
        }

        _system = name;
        foreach (SheetSection section in _shape.Sections)
        {
            if (entries.TryGetValue(section.Name, out YamlNode? node))
            {
                ReadSection(section, node);
            }
        }

        CheckReferences();
    }

    private void ReadSection(SheetSection section, YamlNode node)
    {
        if (section.IsSingle)
        {
            ReadRecord(section, node);
        }
        else if (node is YamlSequenceNode items)
        {
            foreach (YamlNode item in items)
            {
                ReadRecord(section, item);
            }
        }
        else
        {
            Complain(node, $"{section.Name} is no list; expected '- {section.Keys.First().Name}: …' lines");
        }
    }

    private void ReadRecord(SheetSection section, YamlNode node)
    {
        Dictionary<string, YamlNode> entries = Entries(
            node,
            section.Name,
            [.. section.Fields.Select(field => field.Name), SheetShape.Confidence, SheetShape.Source]
        );
        if (entries.Count == 0)
        {
            return;
        }

        var record = new SheetRecord(Vouch(node, section.Name, entries), node);
        List<(ImportField Field, SheetFact Fact)> values = [];
        foreach (ImportField field in section.Fields)
        {
            if (entries.TryGetValue(field.Name, out YamlNode? value))
            {
                values.AddRange(ReadValue(section, field, record, value).Select(fact => (field, fact)));
            }
            else if (field.IsRequired || field.IsKey)
            {
                Complain(node, $"{section.Name} lacks the field '{field.Name}'; expected {field.Expected}");
            }
        }

        string item = section.IsSingle
            ? section.Name
            : string.Join('/', values.Where(value => value.Field.IsKey).Select(value => value.Fact.Value));
        if (_facts.Find(fact => fact.Section == section.Name && fact.Item == item) is { } earlier)
        {
            Complain(node, $"{section.Name} '{item}' is on line {earlier.Line} already");
        }

        _facts.AddRange(values.Select(value => value.Fact with { Item = item }));
    }

    private IEnumerable<SheetFact> ReadValue(SheetSection section, ImportField field, SheetRecord record, YamlNode node)
    {
        (string Confidence, string Source) vouched = record.Vouched;
        YamlNode value = node;
        if (node is YamlMappingNode)
        {
            Dictionary<string, YamlNode> parts = Entries(
                node,
                field.Name,
                ["value", SheetShape.Confidence, SheetShape.Source]
            );
            vouched = Vouch(node, field.Name, parts, record.Vouched);
            if (!parts.TryGetValue("value", out value!))
            {
                Complain(node, $"{field.Name} lacks the field 'value'");
                yield break;
            }
        }

        if (value is not YamlScalarNode { Value: { Length: > 0 } text } || text == "~")
        {
            Complain(value, $"{field.Name} is no value; expected {field.Expected}, or '{SheetShape.NotFound}'");
            yield break;
        }

        if (Check(field, text, vouched.Confidence, value) is { } checkedValue)
        {
            string? known = checkedValue == SheetShape.NotFound ? null : checkedValue;
            yield return new SheetFact(
                _system,
                section.Name,
                "",
                field.Name,
                known,
                known is null ? SheetShape.NotFound : vouched.Confidence,
                vouched.Source,
                Path.GetFileName(_path),
                value.Start.Line
            );
        }
    }

    private string? Check(ImportField field, string text, string confidence, YamlNode node)
    {
        if (text == SheetShape.NotFound && !field.IsKey)
        {
            return text;
        }

        if (confidence == SheetShape.NotFound && !field.IsKey)
        {
            Complain(node, $"{field.Name} has a value, so its confidence cannot be '{SheetShape.NotFound}'");
            return null;
        }

        try
        {
            return FieldText.Canonical(field, text);
        }
        catch (FormatException exception)
        {
            Complain(node, exception.Message);
            return null;
        }
    }

    private (string Confidence, string Source) Vouch(
        YamlNode node,
        string name,
        Dictionary<string, YamlNode> entries,
        (string Confidence, string Source)? outer = null
    )
    {
        string? confidence =
            (entries.GetValueOrDefault(SheetShape.Confidence) as YamlScalarNode)?.Value ?? outer?.Confidence;
        string? source = (entries.GetValueOrDefault(SheetShape.Source) as YamlScalarNode)?.Value ?? outer?.Source;
        if (confidence is null || source is not { Length: > 0 })
        {
            Complain(node, $"{name} needs both '{SheetShape.Confidence}' and '{SheetShape.Source}'");
        }
        else if (!SheetShape.Confidences.Contains(confidence))
        {
            Complain(
                node,
                $"confidence is '{confidence}'; did you mean '{NearestWord.To(confidence, SheetShape.Confidences)}'? Expected one of {string.Join(", ", SheetShape.Confidences)}"
            );
        }

        return (confidence ?? SheetShape.NotFound, source ?? "");
    }

    private void CheckReferences()
    {
        foreach (
            ImportField field in _shape
                .Sections.SelectMany(section => section.Fields)
                .Where(f => f.RefersTo is not null)
        )
        {
            string[] known =
            [
                .. _facts.Where(fact => fact.Section == field.RefersTo).Select(fact => fact.Item).Distinct(),
            ];
            foreach (SheetFact fact in _facts.Where(fact => IsOf(fact, field) && !known.Contains(fact.Value)))
            {
                string hint =
                    known.Length == 0 ? "there is none" : $"did you mean '{NearestWord.To(fact.Value!, known)}'?";
                _problems.Add($"line {fact.Line}: {field.Name} '{fact.Value}' is not in {field.RefersTo}; {hint}");
            }
        }
    }

    private bool IsOf(SheetFact fact, ImportField field) =>
        fact.Value is not null
        && fact.Field == field.Name
        && _shape.Sections.First(section => section.Name == fact.Section).Fields.Contains(field);

    private Dictionary<string, YamlNode> Entries(YamlNode node, string name, IReadOnlyList<string> known)
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

    private void Complain(YamlNode node, string problem) =>
        _problems.Add(string.Create(CultureInfo.InvariantCulture, $"line {node.Start.Line}: {problem}"));

    private sealed record SheetRecord((string Confidence, string Source) Vouched, YamlNode Node);
}
