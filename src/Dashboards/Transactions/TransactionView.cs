using System.Numerics;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Transactions;

/// <summary>A transaction as far as its logs are stored, and what each of them was taken for.</summary>
/// <param name="Time">Of its block, UTC.</param>
/// <param name="Proof">How surely the block's logs are all there: none, bloom, receipts or unverifiable.</param>
/// <param name="IsFinal">Whether the chain can no longer replace its block.</param>
public sealed record TransactionView(
    int ChainId,
    Hash32 Hash,
    long BlockNumber,
    string BlockHash,
    DateTime Time,
    string Proof,
    bool IsFinal,
    IReadOnlyList<LogView> Logs
);

/// <summary>One chain log: raw, decoded, mapped.</summary>
/// <param name="System">Whose contract it is; empty where no manifest names it.</param>
/// <param name="Event">The ABI's description; null where none is known.</param>
/// <param name="Values">The event's parameters by name.</param>
/// <param name="Quarantine">Why it could not be decoded or mapped; empty where it could.</param>
public sealed record LogView(
    int LogIndex,
    string Contract,
    string System,
    string ContractKind,
    string ContractName,
    string Topic0,
    string Data,
    string? Event,
    IReadOnlyList<EventValue> Values,
    IReadOnlyList<MappedFact> Facts,
    string Quarantine
);

/// <param name="IsAddress">Whether the text is the address of a party.</param>
public sealed record EventValue(string Name, string Text, bool IsAddress);

/// <summary>A market fact that a log shows.</summary>
/// <param name="Kind">The canonical table.</param>
/// <param name="What">Role, action or verb.</param>
/// <param name="Amount">Base units; null where no token moved.</param>
public sealed record MappedFact(
    string Kind,
    string What,
    string System,
    string? Party,
    string? Other,
    BigInteger? Amount,
    string Symbol,
    int Decimals,
    string Asset
);
