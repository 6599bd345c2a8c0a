namespace Souk.Warehouse.Handouts;

/// <summary>A handout as it is recorded.</summary>
/// <param name="Blocks">The last block of each chain, as CHAIN:NUMBER:HASH.</param>
/// <param name="Program">The version of Souk that made it.</param>
/// <param name="At">Our time, UTC.</param>
/// <param name="Answers">Answers of metrics in it.</param>
public sealed record HandoutEntry(
    long Id,
    string Kind,
    string? System,
    string Subject,
    string Parameters,
    string Digest,
    string Blocks,
    string Program,
    DateTime At,
    long Answers
);
