using Souk.Indexer.Decoding;
using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>The contracts of one chain that are known so far, and how factories announce more. For concurrent use.
/// </summary>
internal sealed class ContractSet
{
    private readonly ChainManifest _chain;
    private readonly Lock _lock = new();
    private readonly Dictionary<Address, ChainContract> _contracts = [];

    /// <summary>Contracts whose values are known, with the block that these are stored at.</summary>
    private readonly Dictionary<Address, long> _valued = [];

    /// <summary>By the kind of the factory, of which each manifest has its own.</summary>
    private readonly Dictionary<ContractKind, ContractKind[]> _kindsMadeBy = new(ReferenceEqualityComparer.Instance);

    /// <param name="valued">Contracts whose values are stored, and the block that they are stored at.</param>
    public ContractSet(
        ChainManifest chain,
        IEnumerable<ChainContract> contracts,
        IEnumerable<(Address Contract, long Block)> valued
    )
    {
        _chain = chain;
        foreach ((Address contract, long block) in valued)
        {
            _valued[contract] = block;
        }

        Add(contracts);
    }

    public int ChainId => _chain.ChainId;

    /// <summary>Contracts to read in a range, in order of address.</summary>
    public IReadOnlyList<ChainContract> ReadIn(BlockRange range)
    {
        lock (_lock)
        {
            return
            [
                .. _contracts
                    .Values.Where(contract => contract.FromBlock <= range.To)
                    .OrderBy(contract => contract.Address),
            ];
        }
    }

    public ChainContract? Find(Address address)
    {
        lock (_lock)
        {
            return _contracts.GetValueOrDefault(address);
        }
    }

    public bool HasValues(ChainContract contract)
    {
        lock (_lock)
        {
            return contract.Kind.Values.Count == 0 || _valued.ContainsKey(contract.Address);
        }
    }

    /// <summary>A copy that knows only what blocks up to the given one told.</summary>
    public ContractSet Until(long block)
    {
        lock (_lock)
        {
            return new ContractSet(
                _chain,
                _contracts.Values.Where(contract => contract.DiscoveredBlock is not { } found || found <= block),
                _valued.Where(pair => pair.Value <= block).Select(pair => (pair.Key, pair.Value))
            );
        }
    }

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
            foreach (FactoryRule rule in kind.Factories.Where(rule => rule.Contract == factory.Kind.Name))
            {
                if (ReadAnnounced(rule, logs, log) is { } address)
                {
                    string name = $"{kind.Name} {address}";
                    long block = logs.BlockNumbers[log];
                    long from = Math.Max(block, kind.FromBlock ?? 0);
                    announced.Add(new ChainContract(factory.System, kind, name, address, from, block));
                }
            }
        }

        return announced;
    }

    /// <summary>A range is complete: its discoveries and values are known from now on.</summary>
    public void Accept(BlockBatch batch)
    {
        lock (_lock)
        {
            Add(batch.Discovered);
            foreach (ContractValues values in batch.Values)
            {
                _valued[values.Contract.Address] = values.Block;
            }
        }
    }

    /// <summary>Null for other logs, and for one that does not decode: that goes to quarantine when it is stored.
    /// </summary>
    private static Address? ReadAnnounced(FactoryRule rule, LogColumns logs, int log)
    {
        ReadOnlySpan<Hash32> topics = logs.TopicsOf(log);
        if (
            topics.Length != rule.Event.TopicCount
            || topics[0] != rule.Event.Topic0
            || !rule.Rule.IsValidAt(logs.BlockNumbers[log])
        )
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
        lock (_lock)
        {
            if (!_kindsMadeBy.TryGetValue(factory.Kind, out ContractKind[]? kinds))
            {
                Manifest manifest = _chain.Manifests.First(manifest => manifest.System == factory.System);
                kinds =
                [
                    .. manifest.Kinds.Where(kind => kind.Factories.Any(rule => rule.Contract == factory.Kind.Name)),
                ];
                _kindsMadeBy.Add(factory.Kind, kinds);
            }

            return kinds;
        }
    }
}
