using System.Security.Cryptography;

namespace Souk.Warehouse.Archives;

/// <summary>One Parquet file: the rows of one table in one segment.</summary>
/// <param name="Path">Below the archive's folder, with slashes.</param>
/// <param name="Sha256">Of its bytes, in 64 lower-case hex digits.</param>
public sealed record ArchivedFile(string Path, string Table, long Rows, long Bytes, string Sha256)
{
    internal static string HashOf(string path)
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
