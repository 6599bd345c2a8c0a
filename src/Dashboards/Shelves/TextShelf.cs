using System.Security.Cryptography;
using System.Text;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Shelves;

/// <summary>Texts that readers saved, by the hash of the text: a link names a text and never contains one.</summary>
/// <param name="folder">Made when the first one is saved.</param>
/// <param name="extension">Of its files, such as "sql".</param>
public sealed class TextShelf(string folder, string extension)
{
    public const int CountMax = 1_000;

    private const int HashDigits = 16;

    private readonly Lock _saving = new();

    /// <returns>The hash that names it.</returns>
    /// <exception cref="ShelfFullException">The shelf is full.</exception>
    public string Save(string text)
    {
        string hash = HashOf(text);
        lock (_saving)
        {
            string path = PathOf(hash);
            if (File.Exists(path))
            {
                return hash;
            }

            Directory.CreateDirectory(folder);
            if (Directory.EnumerateFiles(folder, $"*.{extension}").Count() >= CountMax)
            {
                throw new ShelfFullException(PageWords.Plain("shelves.texts-are-saved-which-is", CountMax));
            }

            File.WriteAllText(path + ".part", text);
            File.Move(path + ".part", path, overwrite: true);
        }

        return hash;
    }

    /// <returns>Null where nothing was saved under this hash.</returns>
    public string? Find(string hash) =>
        hash.Length == HashDigits && hash.All(char.IsAsciiHexDigitLower) && File.Exists(PathOf(hash))
            ? File.ReadAllText(PathOf(hash))
            : null;

    private string PathOf(string hash) => Path.Combine(folder, $"{hash}.{extension}");

    private static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..HashDigits];
}
