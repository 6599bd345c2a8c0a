using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Natives;
using Souk.Indexer.Scale;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Substrate;

/// <summary>One version of a runtime: which events it has, and what becomes of each. Made once for a version.</summary>
/// <remarks>An event is stored where a manifest names its pallet, its name and its types in their order: positions of
/// unnamed fields are all that there is, so a name alone is never enough.</remarks>
internal sealed class EventRuntime
{
    private readonly EventPlan?[]?[] _plans = new EventPlan?[]?[256];
    private readonly RuntimeMetadata _metadata;
    private readonly ScaleShapes _shapes;

    /// <param name="contracts">Pallets as the manifests name them.</param>
    /// <exception cref="ScaleException">Types that we do not know.</exception>
    /// <exception cref="SyncException">The runtime has none of the pallets that a kind is read from.</exception>
    public EventRuntime(
        RuntimeMetadata metadata,
        uint version,
        IReadOnlyList<ChainContract> contracts,
        NativeAccounts accounts
    )
    {
        Version = version;
        Types = new ScaleSizes(metadata.Types);
        _metadata = metadata;
        _shapes = new ScaleShapes(Types);
        Values = new ScaleValues(Types, _shapes, accounts);
        RequireRecords(metadata);
        Dictionary<Address, ChainContract> known = contracts.ToDictionary(contract => contract.Address);
        RequirePallets(metadata, version, contracts);
        foreach (RuntimePallet pallet in metadata.Pallets.Where(pallet => pallet.EventType is not null))
        {
            ChainContract? contract = known.GetValueOrDefault(NativeAddress.OfPallet(pallet.Name));
            EventPlan?[] plans = new EventPlan?[256];
            foreach (ScaleVariant variant in Types.TypeOf(pallet.EventType!.Value).Variants)
            {
                plans[variant.Index] = Plan(variant, contract);
            }

            _plans[pallet.Index] = plans;
        }
    }

    /// <summary>spec_version.</summary>
    public uint Version { get; }

    public ScaleSizes Types { get; }

    public ScaleValues Values { get; }

    /// <exception cref="ScaleException">The runtime has no such event.</exception>
    public EventPlan PlanOf(byte pallet, byte variant) =>
        _plans[pallet]?[variant]
        ?? throw new ScaleException($"Runtime {Version} has no event {variant} of pallet {pallet}.");

    /// <summary>Why maps of a pallet cannot be read as they are known; null if they can.</summary>
    public string? FindMisfit(string pallet, IEnumerable<KnownMap> maps)
    {
        IReadOnlyDictionary<string, RuntimeStorage>? storage = _metadata
            .Pallets.FirstOrDefault(candidate => candidate.Name == pallet)
            ?.Storage;
        string? missing = maps.FirstOrDefault(map =>
            storage?.GetValueOrDefault(map.Name) is not { } stored
            || !stored.Hashers.AsSpan().SequenceEqual(map.Hashers)
            || _shapes.Of(stored.Type) != map.Shape
        )?.Name;
        return missing is null ? null : $"runtime {Version} has no map {missing} in {pallet} as it is known";
    }

    private EventPlan Plan(ScaleVariant variant, ChainContract? contract)
    {
        List<EventSignature> named =
        [
            .. contract?.Kind.Events.Where(signature => signature.Name == variant.Name) ?? [],
        ];
        if (named.Count == 0)
        {
            return new EventPlan(variant, contract, Signature: null, Words: null, Problem: null);
        }

        string declared = string.Join(" or ", named);
        try
        {
            string shape = _shapes.Of(variant);
            return named.FirstOrDefault(signature => signature.CanonicalText == shape) is { } signature
                ? new EventPlan(variant, contract, signature, WordFields.Of(variant.Fields, Types), Problem: null)
                : Misfit($"runtime {Version} has {shape}, the manifest says {declared}");
        }
        catch (ScaleException exception)
        {
            return Misfit($"runtime {Version}: {exception.Message} The manifest says {declared}");
        }

        EventPlan Misfit(string problem) => new(variant, contract, Signature: null, Words: null, problem);
    }

    /// <summary>Events lie in records that every FRAME runtime has had since metadata describe their types.</summary>
    private void RequireRecords(RuntimeMetadata metadata)
    {
        int? events = metadata
            .Pallets.FirstOrDefault(pallet => pallet.Name == "System")
            ?.Storage.GetValueOrDefault("Events")
            ?.Type;
        ScaleType? record =
            events is { } id && Types.TypeOf(id) is { Kind: ScaleKind.Sequence } list
                ? Types.TypeOf(list.Element)
                : null;
        string fields = string.Join(", ", record?.Fields.Select(field => field.Name ?? "?") ?? []);
        if (fields != "phase, event, topics")
        {
            throw new ScaleException(
                $"Runtime {Version} keeps its events in records of ({fields}); records of (phase, event, topics) are known."
            );
        }
    }

    private static void RequirePallets(RuntimeMetadata metadata, uint version, IReadOnlyList<ChainContract> contracts)
    {
        HashSet<Address> pallets = [.. metadata.Pallets.Select(pallet => NativeAddress.OfPallet(pallet.Name))];
        foreach (
            IGrouping<(string, string), ChainContract> kind in contracts.GroupBy(contract =>
                (contract.System, contract.Kind.Name)
            )
        )
        {
            if (!kind.Any(contract => pallets.Contains(contract.Address)))
            {
                throw new SyncException(
                    SyncProblem.EventsChanged,
                    $"Runtime {version} has none of the pallets that {kind.Key.Item1} reads as {kind.Key.Item2} "
                        + $"({string.Join(", ", kind.Select(contract => contract.Name))}); it has "
                        + $"{string.Join(", ", metadata.Pallets.Select(pallet => pallet.Name))}. Was one renamed? Nothing is "
                        + "guessed: add the new name as a contract of that kind, from this block on."
                );
            }
        }
    }
}
