namespace Souk.Indexer.Estimates;

/// <summary>What indexing a chain would fetch. Figures marked as estimates are scaled from sampled ranges.</summary>
/// <param name="FirstBlock">First block that is not stored.</param>
/// <param name="Head">Last block to fetch: the endpoint's newest, or the one asked for.</param>
/// <param name="BlockCount">0 if everything is stored.</param>
/// <param name="SampledBlockCount">Blocks whose logs were read for the estimates.</param>
/// <param name="LogCount">Estimate.</param>
/// <param name="ByteCount">Estimate of replies to log requests, before compression.</param>
/// <param name="Proofs">One for each proof level.</param>
public sealed record ChainEstimate(
    int ChainId,
    string Endpoint,
    IReadOnlyList<ContractEstimate> Contracts,
    long FirstBlock,
    long Head,
    long BlockCount,
    long SampledBlockCount,
    long LogCount,
    long ByteCount,
    IReadOnlyList<ProofEstimate> Proofs
);

/// <param name="LogCount">Estimate.</param>
/// <param name="IsFactory">Announces contracts whose own logs are not in the estimates.</param>
public sealed record ContractEstimate(
    string System,
    string Kind,
    string Name,
    string Address,
    long FromBlock,
    bool IsFactory,
    long LogCount
);

/// <param name="Level"><c>none</c>, <c>bloom</c> or <c>receipts</c>.</param>
/// <param name="CallCount">Estimate of JSON-RPC calls; calls in one batch count each.</param>
/// <param name="Seconds">Estimate for one request after the other, as sampled; concurrency divides it.</param>
public sealed record ProofEstimate(string Level, long CallCount, double Seconds);
