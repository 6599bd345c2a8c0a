namespace Souk.Research.Snapshots;

/// <summary>How a column's values stand in a Parquet file, which has no 128-bit integers: DuckDB would write them as DOUBLE.</summary>
internal sealed record SnapshotColumn(string Name, string Type)
{
    private string Quoted => $"\"{Name}\"";

    private string High => $"\"{Name}:high\"";

    private string Low => $"\"{Name}:low\"";

    /// <summary>SQL that writes it. HUGEINT becomes DECIMAL(38, 0), UHUGEINT two halves of 64 bits.</summary>
    public string Written =>
        Type switch
        {
            "HUGEINT" => $"cast({Quoted} as decimal(38, 0)) as {Quoted}",
            "UHUGEINT" =>
                $"cast({Quoted} >> 64 as ubigint) as {High}, cast({Quoted} & 18446744073709551615::uhugeint as ubigint) as {Low}",
            _ => Quoted,
        };

    /// <summary>SQL that reads it back, as it was.</summary>
    public string Read =>
        Type switch
        {
            "HUGEINT" => $"cast({Quoted} as hugeint)",
            "UHUGEINT" => $"cast({High} as uhugeint) * 18446744073709551616::uhugeint + {Low}",
            _ => Quoted,
        };
}
