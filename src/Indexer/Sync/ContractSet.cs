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
    public IEnumerable<ChainContract> AnnouncedBy(RawLog log, ChainContract factory)
    {
        foreach (ContractKind kind in KindsMadeBy(factory))
        {
            FactoryRule rule = kind.Factory!;
            if (ReadAnnounced(rule, log) is { } address)
            {
                yield return new ChainContract(
                    factory.System,
                    kind,
                    $"{kind.Name} {address}",
                    address,
                    log.BlockNumber,
                    log.BlockNumber
                );
            }
        }
    }

    /// <summary>A range is stored: its discoveries and values are known from now on.</summary>
    public void Accept(BlockBatch batch)
    {
        Add(batch.Discovered);
        _valued.UnionWith(batch.Values.Select(values => values.Contract.Address));
    }

    /// <summary>Null for other logs, and for one that does not decode: that goes to quarantine when it is stored.
    /// </summary>
    private static Address? ReadAnnounced(FactoryRule rule, RawLog log)
    {
        if (log.Topics.Length != rule.Event.TopicCount || log.Topics[0] != rule.Event.Topic0)
        {
            return null;
        }

        try
        {
            return (Address)LogDecoder.DecodeValues(rule.Event, log.Topics, log.Data)[rule.ParameterIndex];
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

    private IEnumerable<ContractKind> KindsMadeBy(ChainContract factory) =>
        _chain
            .Manifests.First(manifest => manifest.System == factory.System)
            .Kinds.Where(kind => kind.Factory?.Contract == factory.Kind.Name);
}
