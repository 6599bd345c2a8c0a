using Souk.Warehouse.Values;

namespace Souk.Indexer.Sources;

/// <summary>A chain log as an endpoint gives it, undecoded.</summary>
/// <param name="LogIndex">Within its block, from 0.</param>
/// <param name="TransactionIndex">Within its block, from 0.</param>
public sealed record RawLog(
    long BlockNumber,
    Hash32 BlockHash,
    int LogIndex,
    int TransactionIndex,
    Hash32 TransactionHash,
    Address Address,
    Hash32[] Topics,
    byte[] Data
);
