using Souk.Indexer.Decoding;

namespace Souk.Indexer.Manifests;

/// <summary>Reads <c>contracts</c>: kinds, their events, values and factories.</summary>
internal static class ContractKindReader
{
    /// <exception cref="ManifestException">Anything wrong in it.</exception>
    public static IReadOnlyList<ContractKind> Read(ManifestNode contracts)
    {
        Dictionary<string, ContractKind> kinds = [];
        List<(string Kind, ManifestNode Factory)> factories = [];
        foreach ((_, ManifestNode keyNode, ManifestNode value) in contracts.Entries())
        {
            Dictionary<string, ManifestNode> fields = value.Fields("events", "values", "factory");
            var kind = new ContractKind(
                keyNode.Key(),
                ReadEvents(value.Required(fields, "events")),
                fields.TryGetValue("values", out ManifestNode? values) ? ReadValues(values) : [],
                Factory: null
            );
            kinds[kind.Name] = kind;
            if (fields.TryGetValue("factory", out ManifestNode? factory))
            {
                factories.Add((kind.Name, factory));
            }
        }

        foreach ((string kind, ManifestNode factory) in factories)
        {
            kinds[kind] = kinds[kind] with { Factory = ReadFactory(factory, kinds) };
        }

        return [.. kinds.Values];
    }

    private static List<EventSignature> ReadEvents(ManifestNode events)
    {
        List<EventSignature> signatures = [];
        foreach (ManifestNode item in events.Items("event"))
        {
            EventSignature signature = item.Parse(EventSignature.Parse);
            if (signature.IsAnonymous)
            {
                throw item.Error($"event '{signature.Name}' is anonymous; its logs cannot be told apart.");
            }

            if (signatures.Any(other => IsSameLog(other, signature)))
            {
                throw item.Error($"event '{signature}' with {signature.IndexedCount} indexed is listed twice.");
            }

            signatures.Add(signature);
        }

        return signatures;
    }

    /// <summary>Logs are told apart by topic 0 and the number of topics, never by name.</summary>
    private static bool IsSameLog(EventSignature one, EventSignature other) =>
        one.Topic0 == other.Topic0 && one.IndexedCount == other.IndexedCount;

    private static List<FunctionSignature> ReadValues(ManifestNode values)
    {
        List<FunctionSignature> signatures = [];
        foreach (ManifestNode item in values.Items("value"))
        {
            FunctionSignature signature = item.Parse(FunctionSignature.Parse);
            if (signature.Inputs.Count != 0 || signature.Outputs.Count != 1)
            {
                throw item.Error(
                    $"value '{signature}' must take nothing and return one value, such as \"start() returns (uint256)\"."
                );
            }

            if (signatures.Any(other => other.Name == signature.Name))
            {
                throw item.Error($"value '{signature.Name}' is listed twice.");
            }

            signatures.Add(signature);
        }

        return signatures;
    }

    private static FactoryRule ReadFactory(ManifestNode node, Dictionary<string, ContractKind> kinds)
    {
        Dictionary<string, ManifestNode> fields = node.Fields("contract", "event", "parameter");
        ManifestNode eventNode = node.Required(fields, "event");
        ManifestNode parameterNode = node.Required(fields, "parameter");

        string contract = node.Required(fields, "contract").Word("contract kind", kinds.Keys);
        List<EventSignature> events = [.. kinds[contract].Events];
        string eventName = eventNode.Word($"event of {contract}", [.. events.Select(signature => signature.Name)]);
        List<EventSignature> named = [.. events.Where(signature => signature.Name == eventName)];
        if (named.Count > 1)
        {
            throw eventNode.Error($"{contract} has {named.Count} events named '{eventName}'; a factory needs one.");
        }

        List<AbiParameter> parameters = [.. named[0].Parameters];
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
