using Souk.Warehouse.Imports;
using Souk.Warehouse.Spellings;
using YamlDotNet.RepresentationModel;

namespace Souk.Warehouse.Sheets;

/// <summary>Reads a reference file and checks it against its shape; every complaint names file and line, and all of them
/// come at once.</summary>
internal sealed class SheetReader
{
    private readonly SheetShape _shape;
    private readonly SheetPage _page;
    private readonly List<SheetFact> _facts = [];
    private string _system = "";

    private SheetReader(SheetShape shape, SheetPage page)
    {
        _shape = shape;
        _page = page;
    }

    /// <exception cref="ImportException">Unreadable, not YAML, or not of this shape.</exception>
    public static Sheet Read(SheetShape shape, string path)
    {
        SheetPage page = SheetPage.Load(path);
        var reader = new SheetReader(shape, page);
        reader.ReadRoot(page.Root);
        return page.Problems.Count == 0
            ? new Sheet(path, reader._system, reader._facts)
            : throw ImportException.Of(path, page.Problems);
    }

    private void ReadRoot(YamlNode root)
    {
        Dictionary<string, YamlNode> entries = _page.Entries(
            root,
            "the file",
            [SheetShape.System, .. _shape.Sections.Select(section => section.Name)]
        );
        if (
            !entries.TryGetValue(SheetShape.System, out YamlNode? system)
            || system is not YamlScalarNode { Value: { Length: > 0 } name }
        )
        {
            _page.Complain(
                root,
                $"the field '{SheetShape.System}' is missing; expected the system's key, such as masa"
            );
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

        foreach (string problem in SheetLinks.Check(_shape, _facts))
        {
            _page.Problems.Add(problem);
        }
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
            _page.Complain(node, $"{section.Name} is no list; expected '- {section.Keys.First().Name}: …' lines");
        }
    }

    private void ReadRecord(SheetSection section, YamlNode node)
    {
        Dictionary<string, YamlNode> entries = _page.Entries(
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
                _page.Complain(node, $"{section.Name} lacks the field '{field.Name}'; expected {field.Expected}");
            }
        }

        string item = section.IsSingle
            ? section.Name
            : string.Join(
                '/',
                values.Where(value => value.Field.IsKey).Select(value => value.Fact.Value ?? SheetShape.NotFound)
            );
        if (_facts.Find(fact => fact.Section == section.Name && fact.Item == item) is { } earlier)
        {
            _page.Complain(node, $"{section.Name} '{item}' is on line {earlier.Line} already");
        }

        _facts.AddRange(values.Select(value => value.Fact with { Item = item }));
    }

    private IEnumerable<SheetFact> ReadValue(SheetSection section, ImportField field, SheetRecord record, YamlNode node)
    {
        (string Confidence, string Source) vouched = record.Vouched;
        YamlNode value = node;
        if (node is YamlMappingNode)
        {
            Dictionary<string, YamlNode> parts = _page.Entries(
                node,
                field.Name,
                ["value", SheetShape.Confidence, SheetShape.Source]
            );
            vouched = Vouch(node, field.Name, parts, record.Vouched);
            if (!parts.TryGetValue("value", out value!))
            {
                _page.Complain(node, $"{field.Name} lacks the field 'value'");
                yield break;
            }
        }

        if (value is not YamlScalarNode { Value: { Length: > 0 } text } || text == "~")
        {
            _page.Complain(value, $"{field.Name} is no value; expected {field.Expected}, or '{SheetShape.NotFound}'");
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
                _page.Name,
                value.Start.Line
            );
        }
    }

    private string? Check(ImportField field, string text, string confidence, YamlNode node)
    {
        if (text == SheetShape.NotFound && (!field.IsKey || field.MayBeNotFound))
        {
            return text;
        }

        if (confidence == SheetShape.NotFound && !field.IsKey)
        {
            _page.Complain(node, $"{field.Name} has a value, so its confidence cannot be '{SheetShape.NotFound}'");
            return null;
        }

        try
        {
            return FieldText.Canonical(field, text);
        }
        catch (FormatException exception)
        {
            _page.Complain(node, exception.Message);
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
            _page.Complain(node, $"{name} needs both '{SheetShape.Confidence}' and '{SheetShape.Source}'");
        }
        else if (!SheetShape.Confidences.Contains(confidence))
        {
            _page.Complain(
                node,
                $"confidence is '{confidence}'; did you mean '{NearestWord.To(confidence, SheetShape.Confidences)}'? Expected one of {string.Join(", ", SheetShape.Confidences)}"
            );
        }

        return (confidence ?? SheetShape.NotFound, source ?? "");
    }

    private sealed record SheetRecord((string Confidence, string Source) Vouched, YamlNode Node);
}
