using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>Emits the events of a shipped manifest with chosen values, each from a MODELLED stand-in of its contract kind:
/// for systems whose contracts ship in no package.</summary>
internal sealed class LogScript(SystemChain chain, OwnContracts own, string system, string? manifests = null)
{
    private readonly Manifest _manifest = Manifest.Load(
        Path.Combine(manifests ?? IndexedSystems.ShippedFolder, system + ".yaml")
    );

    private readonly Dictionary<string, Contract> _standIns = [];

    /// <summary>Where the stand-in of a kind is; a second call gives the same.</summary>
    public async Task<Contract> AtAsync(string kind, bool isNamed = true)
    {
        if (!_standIns.TryGetValue(kind, out Contract? standIn))
        {
            standIn = await chain.DeployAsync(own["ModelledLogs"]);
            _standIns[kind] = isNamed ? chain.Name(system, kind, standIn) : standIn;
        }

        return standIn;
    }

    public async Task<Contract> TokenAsync(string kind, string symbol, int decimals)
    {
        Contract standIn = await AtAsync(kind, isNamed: false);
        chain.NameToken(system, kind, symbol, decimals, standIn);
        return standIn;
    }

    /// <summary>Emits every event of a kind from one of its contracts, each with values of its own, in one transaction. What a
    /// manifest says moves with an event is 0, so that nothing is asked to have moved.</summary>
    /// <returns>How many.</returns>
    public async Task<int> EmitAllAsync(string kind, Contract at)
    {
        IReadOnlyList<EventRule> rules = _manifest.KindOf(kind).Rules;
        object[] entries =
        [
            .. rules.Select(rule =>
            {
                EventSignature signature = rule.Signature;
                object[] values =
                [
                    .. signature.Parameters.Select(
                        (parameter, index) =>
                            rule.Moves.Contains(index)
                                ? 0
                                : SampleValue.Of(parameter.Type, $"{system} {kind} {signature} {index}")
                    ),
                ];
                return (object)new object[] { at.Address, TopicsOf(signature, values), DataOf(signature, values) };
            }),
        ];
        await chain.CallAsync(chain.Account(0), at, "play", entries.AsOne());
        return rules.Count;
    }

    /// <summary>Emits events in one transaction.</summary>
    /// <param name="events">Kind, name (with #2 for the second event of its name) and values in the event's order.</param>
    public async Task EmitAsync(params (string Kind, string Name, object[] Values)[] events)
    {
        var entries = new List<object>();
        foreach ((string kind, string name, object[] values) in events)
        {
            EventSignature signature = Find(kind, name);
            entries.Add(
                new object[] { _standIns[kind].Address, TopicsOf(signature, values), DataOf(signature, values) }
            );
        }

        await chain.CallAsync(chain.Account(0), _standIns[events[0].Kind], "play", entries.ToArray<object>().AsOne());
    }

    private EventSignature Find(string kind, string name)
    {
        string[] parts = name.Split('#');
        int number =
            parts.Length == 1 ? 1 : int.Parse(parts[1], global::System.Globalization.CultureInfo.InvariantCulture);
        return _manifest.KindOf(kind).Events.Where(signature => signature.Name == parts[0]).ElementAt(number - 1);
    }

    private static object[] TopicsOf(EventSignature signature, object[] values) =>
        [
            signature.Topic0.ToBytes(),
            .. signature
                .Parameters.Select((parameter, index) => (parameter, Value: values[index]))
                .Where(pair => pair.parameter.IsIndexed)
                .Select(pair =>
                    pair.parameter.Type.Kind == AbiKind.String
                        ? Keccak256.Hash((string)pair.Value)
                        : AbiEncoder.Encode([pair.parameter.Type], [pair.Value])
                ),
        ];

    private static byte[] DataOf(EventSignature signature, object[] values) =>
        AbiEncoder.Encode(
            [.. signature.Parameters.Where(parameter => !parameter.IsIndexed).Select(parameter => parameter.Type)],
            [.. values.Where((_, index) => !signature.Parameters[index].IsIndexed)]
        );
}

internal static class SingleArgument
{
    /// <summary>A list as one argument, not as many.</summary>
    public static object[] AsOne(this object[] list) => [list];
}
