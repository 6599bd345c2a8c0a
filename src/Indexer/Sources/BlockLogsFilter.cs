using System.Globalization;
using Souk.Indexer.Rpc;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <summary>Which logs of one block are asked for.</summary>
/// <remarks>eth_getLogs knows no "all other topics": only where all wanted first topics are known can a contract's logs be
/// asked for in parts without losing one.</remarks>
internal sealed record BlockLogsFilter
{
    private readonly Hash32? _hash;
    private readonly Address[] _contracts;

    public BlockLogsFilter(long number, Address[] contracts)
    {
        Number = number;
        _contracts = contracts;
    }

    /// <param name="hash">No other block's logs are taken for this one's.</param>
    public BlockLogsFilter(Hash32 hash, Address[] contracts)
    {
        _hash = hash;
        _contracts = contracts;
    }

    /// <summary>Null where the block is named by its hash.</summary>
    public long? Number { get; }

    /// <summary>First topics; null for all.</summary>
    public Hash32[]? Topics { get; private init; }

    /// <summary>Filters that together select the same logs, each once; null where there is no way to divide.</summary>
    /// <param name="kept">First topics by contract, where not all of its logs are wanted.</param>
    public IReadOnlyList<BlockLogsFilter>? Split(IReadOnlyDictionary<Address, Hash32[]> kept)
    {
        if (_contracts.Length > 1)
        {
            int half = _contracts.Length / 2;
            return [Of(_contracts[..half]), Of(_contracts[half..])];
        }

        return Topics switch
        {
            null => kept.TryGetValue(_contracts[0], out Hash32[]? wanted) ? [this with { Topics = wanted }] : null,
            [_] => null,
            _ =>
            [
                this with
                {
                    Topics = Topics[..(Topics.Length / 2)],
                },
                this with
                {
                    Topics = Topics[(Topics.Length / 2)..],
                },
            ],
        };
    }

    /// <summary>As eth_getLogs takes it.</summary>
    public object ToJson()
    {
        Dictionary<string, object> json = new() { ["address"] = _contracts };
        if (_hash is { } hash)
        {
            json["blockHash"] = hash;
        }
        else
        {
            json["fromBlock"] = json["toBlock"] = Hex.Quantity(Number!.Value);
        }

        if (Topics is not null)
        {
            json["topics"] = new[] { Topics };
        }

        return json;
    }

    public override string ToString() =>
        string.Create(
            CultureInfo.InvariantCulture,
            $"Logs of contract {string.Join(", ", _contracts)} in block {(object?)_hash ?? Number}{(Topics is null ? "" : $" with topic {string.Join(", ", Topics)}")}"
        );

    private BlockLogsFilter Of(Address[] contracts) =>
        _hash is { } hash ? new BlockLogsFilter(hash, contracts) : new BlockLogsFilter(Number!.Value, contracts);
}
