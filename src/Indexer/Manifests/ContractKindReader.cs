using Souk.Indexer.Decoding;

namespace Souk.Indexer.Manifests;

/// <summary>Reads <c>contracts</c>: kinds, their events, values and factories.</summary>
internal static class ContractKindReader
{
    private static readonly string[] ValueTimes = ["head", "block"];

    /// <exception cref="ManifestException">Anything wrong in it.</exception>
    public static IReadOnlyList<ContractKind> Read(ManifestNode contracts)
    {
        Dictionary<string, ContractKind> kinds = [];
        List<(string Kind, ManifestNode Factory)> factories = [];
        foreach ((_, ManifestNode keyNode, ManifestNode value) in contracts.Entries())
        {
            Dictionary<string, ManifestNode> fields = value.Fields(ManifestFields.Kind);
            var kind = new ContractKind(
                keyNode.Key(),
                EventRuleReader.Read(value, fields),
                fields.TryGetValue("values", out ManifestNode? values) ? ReadValues(values) : [],
                Factories: [],
                IsFiltered: fields.ContainsKey("only"),
                fields.TryGetValue("from_block", out ManifestNode? from) ? from.Integer(0, long.MaxValue) : null
            );
            kinds[kind.Name] = kind;
            if (fields.TryGetValue("factory", out ManifestNode? factory))
            {
                factories.AddRange(factory.ItemsOrSelf().Select(item => (kind.Name, item)));
            }
        }

        foreach ((string kind, ManifestNode factory) in factories)
        {
            FactoryRule rule = ReadFactory(factory, kinds);
            kinds[kind] = kinds[kind] with { Factories = [.. kinds[kind].Factories, rule] };
        }

        return [.. kinds.Values];
    }

    private static List<ValueCall> ReadValues(ManifestNode values)
    {
        List<ValueCall> calls = [];
        foreach (ManifestNode item in values.Items("value"))
        {
            ValueCall call = ReadValue(item);
            FunctionSignature function = call.Function;
            if (function.Inputs.Count != 0 || function.Outputs.Count != 1)
            {
                throw item.Error(
                    $"value '{function}' must take nothing and return one value, such as \"start() returns (uint256)\"."
                );
            }

            if (calls.Any(other => other.Name == call.Name))
            {
                throw item.Error($"value '{call.Name}' is listed twice.");
            }

            calls.Add(call);
        }

        return calls;
    }

    private static ValueCall ReadValue(ManifestNode item)
    {
        if (item.IsText)
        {
            return new ValueCall(item.Parse(FunctionSignature.Parse), ValueTime.Head);
        }

        Dictionary<string, ManifestNode> fields = item.Fields(ManifestFields.Value);
        bool isAtBlock =
            fields.TryGetValue("at", out ManifestNode? at) && at.Word("time of a value", ValueTimes) == "block";
        return new ValueCall(
            item.Required(fields, "call").Parse(FunctionSignature.Parse),
            isAtBlock ? ValueTime.Block : ValueTime.Head
        );
    }

    private static FactoryRule ReadFactory(ManifestNode node, Dictionary<string, ContractKind> kinds)
    {
        Dictionary<string, ManifestNode> fields = node.Fields(ManifestFields.Factory);
        ManifestNode eventNode = node.Required(fields, "event");
        ManifestNode parameterNode = node.Required(fields, "parameter");

        string contract = node.Required(fields, "contract").Word("contract kind", kinds.Keys);
        IReadOnlyList<EventRule> events = kinds[contract].Rules;
        string eventName = eventNode.Word($"event of {contract}", [.. events.Select(rule => rule.Signature.Name)]);
        List<EventRule> named = [.. events.Where(rule => rule.Signature.Name == eventName)];
        if (named.Count > 1)
        {
            throw eventNode.Error($"{contract} has {named.Count} events named '{eventName}'; a factory needs one.");
        }

        List<AbiParameter> parameters = [.. named[0].Signature.Parameters];
        string parameter = parameterNode.Word(
            $"parameter of {eventName}",
            [.. parameters.Select(candidate => candidate.Name).Where(name => name.Length > 0)]
        );
        int index = parameters.FindIndex(candidate => candidate.Name == parameter);
        return parameters[index].Type.Kind == AbiKind.Address
            ? new FactoryRule(contract, named[0], index)
            : throw parameterNode.Error(
                $"parameter '{parameter}' of {eventName} is {parameters[index].Type}; a factory needs an address."
            );
    }
}
