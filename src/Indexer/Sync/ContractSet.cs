using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>The contracts of one chain that are known so far, and how factories announce more.</summary>
internal sealed class ContractSet
{
    private readonly ChainManifest _chain;
    private readonly Dictionary<Address, ChainContract> _contracts = [];
    private readonly HashSet<Address> _valued;

    /// <summary>By the kind of the factory, of which each manifest has its own.</summary>
    private readonly Dictionary<ContractKind, ContractKind[]> _kindsMadeBy = new(ReferenceEqualityComparer.Instance);

    /// <param name="valued">Contracts whose values are stored.</param>
    public ContractSet(ChainManifest chain, IEnumerable<ChainContract> contracts, IEnumerable<Address> valued)
    {
        _chain = chain;
        _valued = [.. valued];
        Add(contracts);
    }

    /// <summary>Contracts to read in a range, in order of address.</summary>
    public IReadOnlyList<ChainContract> ReadIn(BlockRange range) =>
        [.. _contracts.Values.Where(contract => contract.FromBlock <= range.To).OrderBy(contract => contract.Address)];

    public ChainContract? Find(Address address) => _contracts.GetValueOrDefault(address);

    public bool HasValues(ChainContract contract) =>
        contract.Kind.Values.Count == 0 || _valued.Contains(contract.Address);

    /// <summary>The contracts that a log announces, if its contract is a factory.</summary>
    /// <param name="log">Position among the logs.</param>
    public IReadOnlyList<ChainContract> AnnouncedBy(LogColumns logs, int log, ChainContract factory)
    {
        ContractKind[] kinds = KindsMadeBy(factory);
        if (kinds.Length == 0)
        {
            return [];
        }

        List<ChainContract> announced = [];
        foreach (ContractKind kind in kinds)
        {
            if (ReadAnnounced(kind.Factory!, logs, log) is { } address)
            {
                string name = $"{kind.Name} {address}";
                long block = logs.BlockNumbers[log];
                announced.Add(new ChainContract(factory.System, kind, name, address, block, block));
            }
        }

        return announced;
    }

    /// <summary>A range is stored: its discoveries and values are known from now on.</summary>
    public void Accept(BlockBatch batch)
    {
        Add(batch.Discovered);
        _valued.UnionWith(batch.Values.Select(values => values.Contract.Address));
    }

    /// <summary>Null for other logs, and for one that does not decode: that goes to quarantine when it is stored.
    /// </summary>
    private static Address? ReadAnnounced(FactoryRule rule, LogColumns logs, int log)
    {
        ReadOnlySpan<Hash32> topics = logs.TopicsOf(log);
        if (topics.Length != rule.Event.TopicCount || topics[0] != rule.Event.Topic0)
        {
            return null;
        }

        try
        {
            return (Address)LogDecoder.DecodeValues(rule.Event, topics, logs.DataOf(log))[rule.ParameterIndex];
        }
        catch (AbiDecodingException)
        {
            return null;
        }
    }

    private void Add(IEnumerable<ChainContract> contracts)
    {
        foreach (ChainContract contract in contracts)
        {
            _contracts.Add(contract.Address, contract);
        }
    }

    private ContractKind[] KindsMadeBy(ChainContract factory)
    {
        if (!_kindsMadeBy.TryGetValue(factory.Kind, out ContractKind[]? kinds))
        {
            Manifest manifest = _chain.Manifests.First(manifest => manifest.System == factory.System);
            kinds = [.. manifest.Kinds.Where(kind => kind.Factory?.Contract == factory.Kind.Name)];
            _kindsMadeBy.Add(factory.Kind, kinds);
        }

        return kinds;
    }
}
