using Souk.Simulation.Spellings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;
using YamlDotNet.Serialization;

namespace Souk.Simulation.Scenarios;

/// <summary>Reads one scenario file and keeps the place of everything, so that errors can point at it.</summary>
internal sealed class ScenarioReader(string text, string name)
{
    private const string StateFromWarehouse = "from warehouse";

    private static readonly string[] Fields = ["title", "market", "state", "horizon", "behaviour", "changes"];

    private readonly List<Assignment> _assignments = [];
    private string? _market;
    private string? _title;

    public ScenarioFile Read()
    {
        foreach ((YamlNode key, YamlNode value) in Root().Children)
        {
            ReadField(key, value);
        }

        return new ScenarioFile
        {
            Name = name,
            Title = _title ?? name,
            Market = _market ?? throw Error("market", "is missing; a scenario file names its market", 1, 1),
            Assignments = _assignments,
        };
    }

    private YamlMappingNode Root()
    {
        try
        {
            return new DeserializerBuilder().Build().Deserialize<YamlMappingNode>(text)
                ?? throw Error("", $"{name} is empty", 1, 1);
        }
        catch (YamlException error)
        {
            throw Error(
                "",
                $"{name} is not a YAML mapping: {error.Message}",
                (int)error.Start.Line,
                (int)error.Start.Column
            );
        }
    }

    private void ReadField(YamlNode key, YamlNode value)
    {
        switch (Scalar(key))
        {
            case "title":
                _title = Scalar(value);
                break;
            case "market":
                _market = Scalar(value);
                break;
            case "state":
                CheckState(value);
                break;
            case "horizon":
                Assign("horizon", value, key);
                break;
            case "behaviour":
                ReadNested("", value);
                break;
            case "changes":
                ReadNested("", value);
                break;
            case var other:
                throw Error(
                    other,
                    $"is not a field of a scenario; did you mean '{NearestWord.To(other, Fields)}'?",
                    key
                );
        }
    }

    // `fees.burn_share: 0.3` and `fees: {burn_share: 0.3}` mean the same.
    private void ReadNested(string prefix, YamlNode node)
    {
        if (node is not YamlMappingNode mapping)
        {
            throw Error(prefix.TrimEnd('.'), "needs `path: value` lines", node);
        }

        foreach ((YamlNode key, YamlNode value) in mapping.Children)
        {
            string path = prefix + Scalar(key);
            if (value is YamlMappingNode)
            {
                ReadNested(path + ".", value);
            }
            else
            {
                Assign(path, value, key);
            }
        }
    }

    private void Assign(string path, YamlNode value, YamlNode place)
    {
        if (ParameterTable.Unknown(path) is { } message)
        {
            throw Error(path, message, place);
        }

        _assignments.Add(new Assignment(path, Scalar(value), (int)value.Start.Line, (int)value.Start.Column));
    }

    private static void CheckState(YamlNode value)
    {
        if (Scalar(value) != StateFromWarehouse)
        {
            throw Error("state", $"'{Scalar(value)}' is unknown; write `{StateFromWarehouse}`", value);
        }
    }

    private static string Scalar(YamlNode node) =>
        node is YamlScalarNode { Value: { } value } ? value : throw Error("", "a single value is expected here", node);

    private static ScenarioException Error(string path, string message, YamlNode place) =>
        Error(path, message, (int)place.Start.Line, (int)place.Start.Column);

    private static ScenarioException Error(string path, string message, int line, int column) =>
        new(new ScenarioError(path, message, line, column));
}
