using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Manifests;

/// <summary>Reads what a kind's contracts emit: <c>events</c>, <c>abi</c>, <c>proxy</c>, and <c>only</c> over them.
/// </summary>
internal static class EventRuleReader
{
    /// <summary>What a proxy itself emits (ERC-1967), beside the events of what it points to.</summary>
    private static readonly string[] ProxyEvents =
    [
        "Upgraded(address indexed implementation)",
        "BeaconUpgraded(address indexed beacon)",
        "AdminChanged(address previousAdmin, address newAdmin)",
    ];

    /// <exception cref="ManifestException">Anything wrong in it, or no event at all.</exception>
    public static IReadOnlyList<EventRule> Read(ManifestNode kind, Dictionary<string, ManifestNode> fields)
    {
        var rules = new EventRuleList();
        HashSet<string> known = [];
        fields.TryGetValue("only", out ManifestNode? only);
        HashSet<string>? names = only?.Items("event name").Select(item => item.Text()).ToHashSet();
        if (fields.TryGetValue("abi", out ManifestNode? abi))
        {
            foreach (ManifestNode item in abi.ItemsOrSelf())
            {
                AddAbi(rules, item, names, known);
            }
        }

        if (fields.TryGetValue("events", out ManifestNode? events))
        {
            foreach (ManifestNode item in events.Items("event"))
            {
                AddEvent(rules, item);
            }
        }
        else if (abi is null)
        {
            throw kind.Error("a contract kind needs 'events' or 'abi'.");
        }

        if (fields.TryGetValue("proxy", out ManifestNode? proxy) && proxy.Flag())
        {
            AddProxyEvents(rules, proxy);
        }

        return only is null ? rules.All : Select(rules.All, only, known);
    }

    private static void AddEvent(EventRuleList rules, ManifestNode item)
    {
        if (item.IsText)
        {
            rules.Add(item, item.Parse(EventSignature.Parse), EventRule.AllBlocks);
            return;
        }

        Dictionary<string, ManifestNode> fields = item.Fields(ManifestFields.Event);
        EventSignature signature = item.Required(fields, "event").Parse(EventSignature.Parse);
        rules.Add(
            item,
            signature,
            ReadValid(item, fields),
            fields.TryGetValue("moves", out ManifestNode? moves) ? ReadMoves(moves, signature) : null
        );
    }

    private static List<int> ReadMoves(ManifestNode moves, EventSignature signature)
    {
        List<AbiParameter> parameters = [.. signature.Parameters];
        string[] integers =
        [
            .. parameters
                .Where(parameter => parameter.Type.Kind is AbiKind.Unsigned or AbiKind.Signed)
                .Select(parameter => parameter.Name),
        ];
        return
        [
            .. moves
                .ItemsOrSelf()
                .Select(item => item.Word($"integer of {signature.Name}", integers))
                .Select(name => parameters.FindIndex(parameter => parameter.Name == name)),
        ];
    }

    private static void AddAbi(EventRuleList rules, ManifestNode item, HashSet<string>? names, HashSet<string> known)
    {
        ManifestNode file = item;
        BlockRange valid = EventRule.AllBlocks;
        if (!item.IsText)
        {
            Dictionary<string, ManifestNode> fields = item.Fields(ManifestFields.Abi);
            file = item.Required(fields, "file");
            valid = ReadValid(item, fields);
        }

        string path = file.PathBeside();
        known.UnionWith(file.Parse(_ => AbiFile.ReadNames(path)));
        foreach (EventSignature signature in file.Parse(_ => AbiFile.ReadEvents(path, names)))
        {
            rules.Add(file, signature, valid);
        }
    }

    private static void AddProxyEvents(EventRuleList rules, ManifestNode proxy)
    {
        foreach (EventSignature signature in ProxyEvents.Select(EventSignature.Parse))
        {
            if (!rules.All.Any(rule => EventRuleList.IsSameLog(rule.Signature, signature)))
            {
                rules.Add(proxy, signature, EventRule.AllBlocks);
            }
        }
    }

    private static BlockRange ReadValid(ManifestNode item, Dictionary<string, ManifestNode> fields)
    {
        long from = fields.TryGetValue("from_block", out ManifestNode? first)
            ? first.Integer(0, EventRule.AllBlocks.To)
            : 0;
        long to = fields.TryGetValue("to_block", out ManifestNode? last)
            ? last.Integer(0, EventRule.AllBlocks.To)
            : EventRule.AllBlocks.To;
        return from <= to
            ? new BlockRange(from, to)
            : throw item.Error($"from_block {from} is beyond to_block {to}; both are included.");
    }

    private static List<EventRule> Select(IReadOnlyList<EventRule> rules, ManifestNode only, HashSet<string> known)
    {
        known.UnionWith(rules.Select(rule => rule.Signature.Name));
        HashSet<string> names = [.. only.Items("event name").Select(item => item.Word("event", known))];
        return names.Count > 0
            ? [.. rules.Where(rule => names.Contains(rule.Signature.Name))]
            : throw only.Error("only names no event.");
    }
}
