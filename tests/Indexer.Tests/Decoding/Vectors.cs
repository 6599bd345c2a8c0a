using System.IO.Compression;
using System.Text.Json;

namespace Souk.Indexer.Tests.Decoding;

/// <summary>Test vectors of the npm package @ethersproject/testcases, made with Solidity compilers and a real
/// EVM.</summary>
internal static class Vectors
{
    public static List<JsonElement> Read(string name)
    {
        string path = Path.Combine(
            RepositoryRoot(),
            "node_modules",
            "@ethersproject",
            "testcases",
            "testcases",
            $"{name}.json.gz"
        );
        using var stream = new GZipStream(File.OpenRead(path), CompressionMode.Decompress);
        using JsonDocument document = JsonDocument.Parse(stream);
        return [.. document.RootElement.Clone().EnumerateArray()];
    }

    public static string Text(this JsonElement vector, string property) => vector.GetProperty(property).GetString()!;

    /// <summary>JSON that a vector holds as text.</summary>
    public static JsonElement Nested(this JsonElement vector, string property)
    {
        using JsonDocument document = JsonDocument.Parse(vector.Text(property));
        return document.RootElement.Clone();
    }

    public static string RepositoryRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Analytics.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No folder above holds Analytics.sln.");
    }
}
