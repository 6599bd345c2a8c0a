using System.Security.Cryptography;
using System.Text;

namespace Souk.Dashboards.Explore;

/// <summary>Queries that readers saved, by the hash of their text: a link names a query and never contains one.</summary>
/// <param name="folder">Made when the first one is saved.</param>
public sealed class QueryShelf(string folder)
{
    public const int CountMax = 1_000;

    private const int HashDigits = 16;

    private readonly Lock _saving = new();

    /// <returns>The hash that names it.</returns>
    /// <exception cref="BusyException">The shelf is full.</exception>
    public string Save(string sql)
    {
        string hash = HashOf(sql);
        lock (_saving)
        {
            string path = PathOf(hash);
            if (File.Exists(path))
            {
                return hash;
            }

            Directory.CreateDirectory(folder);
            if (Directory.EnumerateFiles(folder, "*.sql").Count() >= CountMax)
            {
                throw new BusyException(
                    $"{CountMax} queries are saved, which is as many as may be. Remove some from the folder."
                );
            }

            File.WriteAllText(path + ".part", sql);
            File.Move(path + ".part", path, overwrite: true);
        }

        return hash;
    }

    /// <returns>Null where no query was saved under this hash.</returns>
    public string? Find(string hash) =>
        hash.Length == HashDigits && hash.All(char.IsAsciiHexDigitLower) && File.Exists(PathOf(hash))
            ? File.ReadAllText(PathOf(hash))
            : null;

    private string PathOf(string hash) => Path.Combine(folder, hash + ".sql");

    private static string HashOf(string sql) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(sql)))[..HashDigits];
}
