using System.Security.Cryptography;
using Souk.DuckDb;

namespace Souk.Warehouse.Imports;

/// <summary>A file whose rows were taken in, and what came of them.</summary>
/// <param name="Duplicates">Rows that repeat an earlier row of the file word for word.</param>
public sealed record ImportedFile(string Table, string File, ImportCounts Counts, long Duplicates = 0)
{
    /// <summary>Writes the revision log; call it within the write that took the rows in.</summary>
    internal void Record(DuckDBConnection connection, string path, DateTime recordedAt) =>
        connection.Execute(
            "insert into reference.import values ($table, $file, $digest, $added, $revised, $removed, $unchanged, $now)",
            ("table", Table),
            ("file", File),
            ("digest", Convert.ToHexStringLower(SHA256.HashData(System.IO.File.ReadAllBytes(path)))),
            ("added", Counts.Added),
            ("revised", Counts.Revised),
            ("removed", Counts.Removed),
            ("unchanged", Counts.Unchanged),
            ("now", recordedAt)
        );
}
