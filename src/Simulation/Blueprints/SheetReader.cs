using Souk.Simulation.Scenarios;
using Souk.Simulation.Spellings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace Souk.Simulation.Blueprints;

/// <summary>Reads one scenario file into a sheet and collects everything that is not of its form.</summary>
internal sealed partial class SheetReader(string name, List<ScenarioError> errors)
{
    /// <summary>Longer files are refused before they are parsed.</summary>
    private const int LengthMax = 2_000_000;

    private static readonly string[] s_heads = ["title", "question", "story", "headline", "base", "start", "horizon"];
    private static readonly string[] s_sections = ["tokens", "parts", "set", "timeline", "facts", "weights"];
    private static readonly string[] s_tokenFields = ["decimals", "supply_max"];
    private static readonly string[] s_eventFields = ["at", "note", "set"];

    private readonly Sheet _sheet = new(name);

    public Sheet Read(string text)
    {
        if (text.Length > LengthMax)
        {
            errors.Add(new("", $"{text.Length} characters are more than {LengthMax}") { File = name });
            return _sheet;
        }

        if (Root(text) is not { } root)
        {
            return _sheet;
        }

        foreach ((YamlNode key, YamlNode value) in root.Children)
        {
            ReadField(Text(key), key, value);
        }

        return _sheet;
    }

    private YamlMappingNode? Root(string text)
    {
        try
        {
            if (new DeserializerBuilder().Build().Deserialize<YamlMappingNode>(text) is { } root)
            {
                return root;
            }

            Fail("", "a scenario file has `name: value` lines", new Origin(name, 1, 1));
        }
        catch (YamlException error)
        {
            string reason = error.InnerException?.Message ?? error.Message;
            Fail(
                "",
                $"is not YAML of `name: value` lines: {reason}",
                new Origin(name, (int)error.Start.Line, (int)error.Start.Column)
            );
        }

        return null;
    }

    private void ReadField(string field, YamlNode key, YamlNode value)
    {
        switch (field)
        {
            case "tokens":
                ReadMapping(field, value, (symbol, _, token) => _sheet.Tokens[symbol] = ReadToken(symbol, token));
                break;
            case "parts":
                ReadMapping(field, value, (part, place, body) => _sheet.Parts.Add(ReadPart(part, place, body)));
                break;
            case "set":
                ReadChanges("", value, _sheet.Changes);
                break;
            case "timeline":
                ReadList(field, value, one => ReadEvent(one));
                break;
            case "facts":
                ReadList(field, value, ReadFact);
                break;
            case "weights":
                ReadMapping(
                    field,
                    value,
                    (part, _, weight) => _sheet.Weights[part] = new(Text(weight), OriginOf(weight))
                );
                break;
            case var head when s_heads.Contains(head):
                _sheet.Heads[head] = new(Text(value), OriginOf(value));
                break;
            default:
                FailUnknown(field, "a field of a scenario", [.. s_heads, .. s_sections], key);
                break;
        }
    }

    private Dictionary<string, Entry> ReadToken(string symbol, YamlNode node)
    {
        Dictionary<string, Entry> fields = new(StringComparer.Ordinal);
        ReadMapping(
            $"tokens.{symbol}",
            node,
            (field, place, value) =>
            {
                if (s_tokenFields.Contains(field))
                {
                    fields[field] = new(Text(value), OriginOf(value));
                }
                else
                {
                    FailUnknown($"tokens.{symbol}.{field}", "a field of a token", s_tokenFields, place);
                }
            }
        );
        return fields;
    }

    private PartSheet ReadPart(string part, YamlNode place, YamlNode node)
    {
        if (node is YamlScalarNode { Value: "none" })
        {
            return new PartSheet(part, OriginOf(place)) { IsRemoved = true };
        }

        PartSheet sheet = new(part, OriginOf(place));
        ReadMapping(
            part,
            node,
            (field, _, value) =>
            {
                if (field == "kind")
                {
                    sheet.Kind = new(Text(value), OriginOf(value));
                }
                else
                {
                    sheet.Values[field] = Values(value);
                }
            }
        );
        return sheet;
    }

    private void ReadEvent(YamlNode node)
    {
        Entry? at = null;
        string note = "";
        List<PathChange> changes = [];
        ReadMapping(
            "timeline",
            node,
            (field, place, value) =>
            {
                switch (field)
                {
                    case "at":
                        at = new(Text(value), OriginOf(value));
                        break;
                    case "note":
                        note = Text(value);
                        break;
                    case "set":
                        ReadChanges("", value, changes);
                        break;
                    default:
                        FailUnknown($"timeline.{field}", "a field of an event", s_eventFields, place);
                        break;
                }
            }
        );
        if (at is { } day)
        {
            _sheet.Timeline.Add(new(day, note, changes));
        }
        else
        {
            Fail("timeline", "an event needs `at:` with a date or a time such as 6 months", OriginOf(node));
        }
    }

    // `fees.burn_share: 0.3` and `fees: {burn_share: 0.3}` mean the same.
    private void ReadChanges(string prefix, YamlNode node, List<PathChange> changes) =>
        ReadMapping(
            prefix.Length > 0 ? prefix.TrimEnd('.') : "set",
            node,
            (field, _, value) =>
            {
                if (value is YamlMappingNode)
                {
                    ReadChanges($"{prefix}{field}.", value, changes);
                }
                else
                {
                    string text = string.Join(", ", Values(value).Select(entry => entry.Text));
                    changes.Add(new(prefix + field, new(text, OriginOf(value))));
                }
            }
        );

    private void ReadMapping(string path, YamlNode node, Action<string, YamlNode, YamlNode> read)
    {
        if (node is not YamlMappingNode mapping)
        {
            Fail(path, "needs `name: value` lines", OriginOf(node));
            return;
        }

        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            read(Text(key), key, value);
        }
    }

    private void ReadList(string path, YamlNode node, Action<YamlNode> read)
    {
        if (node is not YamlSequenceNode list)
        {
            Fail(path, "needs a list: lines that begin with `- `", OriginOf(node));
            return;
        }

        foreach (YamlNode one in list.Children)
        {
            read(one);
        }
    }

    private IReadOnlyList<Entry> Values(YamlNode node) =>
        node is YamlSequenceNode list
            ? [.. list.Children.Select(one => new Entry(Text(one), OriginOf(one)))]
            : [new Entry(Text(node), OriginOf(node))];

    private string Text(YamlNode node)
    {
        if (node is YamlScalarNode { Value: { } value })
        {
            return value;
        }

        Fail("", "a single value is expected here", OriginOf(node));
        return "";
    }

    // Of a quoted value the first letter, not the quote: columns inside of it count from there.
    private Origin OriginOf(YamlNode node)
    {
        bool isQuoted = node is YamlScalarNode { Style: ScalarStyle.SingleQuoted or ScalarStyle.DoubleQuoted };
        return new(name, (int)node.Start.Line, (int)node.Start.Column + (isQuoted ? 1 : 0));
    }

    private void FailUnknown(string path, string what, string[] known, YamlNode place)
    {
        string last = path[(path.LastIndexOf('.') + 1)..];
        Fail(path, $"is not {what}; did you mean '{NearestWord.To(last, known)}'?", OriginOf(place));
    }

    private void Fail(string path, string message, Origin origin) =>
        errors.Add(new(path, message, origin.Line, origin.Column) { File = origin.File });
}
