namespace Souk.Research.Snapshots;

/// <summary>A table of a snapshot: one Parquet file of its name, or none where it has no rows.</summary>
/// <param name="Name">Schema and name, such as `chain.log`.</param>
/// <param name="Rows">How many.</param>
/// <param name="Sha256">Of the file, lower-case hexadecimal.</param>
/// <param name="Definition">The statement that creates it, where the warehouse's schema does not.</param>
public sealed record SnapshotTable(string Name, long Rows, string? Sha256, string? Definition);
