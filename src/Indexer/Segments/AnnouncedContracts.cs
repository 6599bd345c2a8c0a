using Souk.Indexer.Manifests;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Segments;

/// <summary>Finds the contracts that factories announced before a segment, by the factories' logs alone.</summary>
/// <remarks>The endpoint is believed here; loading compares with what the segments before have announced, which is proved.</remarks>
internal sealed class AnnouncedContracts
{
    /// <summary>Blocks asked for at once, if the endpoint answers so many.</summary>
    private const long BlocksMax = 10_000;

    private readonly ChainSource _source;
    private readonly ChainManifest _chain;
    private readonly ContractSet _reader;
    private readonly HashSet<(string System, string Kind)> _factoryKinds;
    private readonly Dictionary<Address, ChainContract> _known;
    private long _next;

    /// <param name="from">The first block that may announce something.</param>
    public AnnouncedContracts(ChainSource source, ChainManifest chain, long from)
    {
        (_source, _chain, _next) = (source, chain, from);
        _reader = new ContractSet(chain, [], []);
        _known = chain.Contracts.ToDictionary(contract => contract.Address);
        _factoryKinds =
        [
            .. chain.Manifests.SelectMany(manifest =>
                manifest.Kinds.SelectMany(kind => kind.Factories).Select(rule => (manifest.System, rule.Contract))
            ),
        ];
    }

    /// <summary>Contracts that were announced before a block, by address.</summary>
    public async Task<IReadOnlyList<ChainContract>> BeforeAsync(long block, CancellationToken cancellation)
    {
        while (_next < block && _factoryKinds.Count > 0)
        {
            long blocks = Math.Min(BlocksMax, _source.Caps.Blocks ?? BlocksMax);
            var range = new BlockRange(_next, Math.Min(block - 1, _next + blocks - 1));
            foreach (ChainContract contract in await ReadAsync(range, cancellation))
            {
                _known.Add(contract.Address, contract);
            }

            _next = range.To + 1;
        }

        _next = Math.Max(_next, block);
        return
        [
            .. _known
                .Values.Where(contract => contract.DiscoveredBlock is not null)
                .OrderBy(contract => contract.Address),
        ];
    }

    /// <summary>A segment was read: what it announced is known without asking.</summary>
    public void Accept(BlockRange blocks, IEnumerable<ChainContract> discovered)
    {
        foreach (ChainContract contract in discovered)
        {
            _known.TryAdd(contract.Address, contract);
        }

        _next = Math.Max(_next, blocks.To + 1);
    }

    // Factories may announce factories: until no further one appears, each read from its own first block.
    private async Task<IEnumerable<ChainContract>> ReadAsync(BlockRange range, CancellationToken cancellation)
    {
        Dictionary<Address, ChainContract> announced = [];
        Dictionary<Address, ChainContract> read = [];
        LogColumns logs = new();
        while (true)
        {
            ChainContract[] unread =
            [
                .. _known
                    .Values.Concat(announced.Values)
                    .Where(contract =>
                        IsFactory(contract)
                        && contract.FromBlock <= range.To
                        && read.GetValueOrDefault(contract.Address) != contract
                    ),
            ];
            if (unread.Length == 0)
            {
                return announced.Values;
            }

            foreach (ChainContract factory in unread)
            {
                read[factory.Address] = factory;
            }

            LogColumns some = await _source.ReadLogsAsync(
                [.. unread.Select(factory => factory.Address)],
                range,
                cancellation
            );
            logs.RemoveAll(log => unread.Any(factory => factory.Address == logs.Addresses[log]));
            some.RemoveAll(log => !read[some.Addresses[log]].Keeps(some.BlockNumbers[log], some.TopicsOf(log)));
            logs.MoveFrom(some);
            logs.Sort();
            announced = Announced(logs, read);
        }
    }

    private Dictionary<Address, ChainContract> Announced(LogColumns logs, Dictionary<Address, ChainContract> factories)
    {
        Dictionary<Address, ChainContract> announced = [];
        for (int log = 0; log < logs.Count; log++)
        {
            foreach (ChainContract contract in _reader.AnnouncedBy(logs, log, factories[logs.Addresses[log]]))
            {
                if (!_known.ContainsKey(contract.Address))
                {
                    announced.TryAdd(contract.Address, contract);
                }
            }
        }

        return announced;
    }

    private bool IsFactory(ChainContract contract) => _factoryKinds.Contains((contract.System, contract.Kind.Name));
}
