using Souk.Indexer.Decoding;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Manifests;

/// <summary>Contracts that speak alike: the events they emit and the values read once from each.</summary>
/// <param name="Rules">Each event with the blocks in which it is valid.</param>
/// <param name="Factories">The events that announce contracts of this kind; none if manifests name them all.</param>
/// <param name="IsFiltered">Logs of other events are not kept, not even raw.</param>
/// <param name="FromBlock">First block of its contracts where nothing says more; null where each says its own.</param>
public sealed record ContractKind(
    string Name,
    IReadOnlyList<EventRule> Rules,
    IReadOnlyList<ValueCall> Values,
    IReadOnlyList<FactoryRule> Factories,
    bool IsFiltered = false,
    long? FromBlock = null
)
{
    private readonly HashSet<Hash32> _topics = [.. Rules.Select(rule => rule.Signature.Topic0)];

    /// <summary>In the manifest's order, whatever the block.</summary>
    public IReadOnlyList<EventSignature> Events { get; } = [.. Rules.Select(rule => rule.Signature)];

    /// <summary>Whether a log is stored at all.</summary>
    public bool Keeps(ReadOnlySpan<Hash32> topics) => !IsFiltered || (topics.Length > 0 && _topics.Contains(topics[0]));
}

/// <summary>An event and the blocks in which contracts of a kind emit it. An upgrade of a proxy may change what a log
/// means.</summary>
/// <param name="Valid">Not empty, without overlaps.</param>
public sealed record EventRule(EventSignature Signature, IReadOnlyList<BlockRange> Valid)
{
    /// <summary>Far enough for any chain, and near enough that its blocks can be counted.</summary>
    public static readonly BlockRange AllBlocks = new(0, long.MaxValue - 1);

    /// <summary>Positions of the parameters that say how much moved with the event, in one transfer each: where no payment of
    /// such an amount stands at the log, the log goes to quarantine. None where nobody says so.</summary>
    public IReadOnlyList<int> Moves { get; init; } = [];

    public static EventRule Always(EventSignature signature) => new(signature, [AllBlocks]);

    public bool IsValidAt(long block) => Valid.Any(blocks => block >= blocks.From && block <= blocks.To);
}

/// <summary>A view function without arguments and with one result, called once per contract.</summary>
public sealed record ValueCall(FunctionSignature Function, ValueTime At)
{
    public string Name => Function.Name;

    /// <summary>Equal texts ask and store the same.</summary>
    public string FullText => $"{Function} returns ({Function.Outputs[0].Type}) at {At}";

    public override string ToString() => Function.ToString();
}

/// <summary>As of which block a value is read.</summary>
public enum ValueTime
{
    /// <summary>The newest block: for values that never change; any node can tell.</summary>
    Head,

    /// <summary>The contract's first block: for values that change later; needs a node that keeps old state.</summary>
    Block,
}

/// <summary>Contracts are discovered from an address parameter of an event of another kind in the same system.
/// </summary>
/// <param name="ParameterIndex">Position among the event's parameters.</param>
public sealed record FactoryRule(string Contract, EventRule Rule, int ParameterIndex)
{
    public EventSignature Event => Rule.Signature;
}
