using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace Souk.Cli.Crates;

/// <summary>A study with all that it needs, as a folder after RO-Crate 1.1 (https://w3id.org/ro/crate/1.1): program, notebook,
/// data, scenarios, what it said when it was packed, and how to cite it.</summary>
/// <remarks>Folders are those of the repository, so that a study finds its data in the crate as it does there.</remarks>
internal static class Crate
{
    public const string MetadataFile = "ro-crate-metadata.json";
    public const string Transcript = "transcript.txt";

    private static readonly JsonSerializerOptions _format = new() { WriteIndented = true };

    /// <summary>Writes the description of all files that are in the folder now.</summary>
    /// <param name="date">Of publication.</param>
    public static void Describe(
        string folder,
        string study,
        string title,
        IReadOnlyList<CrateAuthor> authors,
        string version,
        DateOnly date
    )
    {
        string[] files = [.. FilesOf(folder)];
        JsonArray parts = [.. files.Select(file => new JsonObject { ["@id"] = file })];
        JsonArray graph =
        [
            new JsonObject
            {
                ["@id"] = MetadataFile,
                ["@type"] = "CreativeWork",
                ["conformsTo"] = new JsonObject { ["@id"] = "https://w3id.org/ro/crate/1.1" },
                ["about"] = new JsonObject { ["@id"] = "./" },
            },
            new JsonObject
            {
                ["@id"] = "./",
                ["@type"] = "Dataset",
                ["name"] = title,
                ["description"] = "A study made with Souk, with its data, scenarios and results.",
                ["datePublished"] = date.ToString("yyyy-MM-dd", System.Globalization.CultureInfo.InvariantCulture),
                ["license"] = new JsonObject { ["@id"] = "LICENSE" },
                ["author"] = new JsonArray([.. authors.Select((_, i) => new JsonObject { ["@id"] = AuthorId(i) })]),
                ["mainEntity"] = new JsonObject { ["@id"] = study },
                ["hasPart"] = parts,
            },
            new JsonObject
            {
                ["@id"] = "#souk",
                ["@type"] = "SoftwareApplication",
                ["name"] = "Souk",
                ["version"] = version,
            },
            new JsonObject
            {
                ["@id"] = "#run",
                ["@type"] = "CreateAction",
                ["name"] = "The run whose output was packed",
                ["instrument"] = new JsonObject { ["@id"] = "#souk" },
                ["object"] = new JsonObject { ["@id"] = study },
                ["result"] = new JsonObject { ["@id"] = Transcript },
                ["subjectOf"] = new JsonObject { ["@id"] = CrateProvenance.FileName },
            },
            .. authors.Select((author, i) => DescribeAuthor(author, AuthorId(i))),
        ];
        foreach (string file in files)
        {
            graph.Add(DescribeFile(folder, file));
        }

        JsonObject metadata = new() { ["@context"] = "https://w3id.org/ro/crate/1.1/context", ["@graph"] = graph };
        File.WriteAllText(Path.Combine(folder, MetadataFile), metadata.ToJsonString(_format) + "\n");
    }

    /// <summary>Compares every file with what the description says of it.</summary>
    /// <returns>The study's program, and what does not fit.</returns>
    /// <exception cref="InvalidInputException">No crate, or one that Souk did not write.</exception>
    public static (string Study, IReadOnlyList<string> Faults) Check(string folder)
    {
        JsonArray graph = ReadGraph(folder);
        HashSet<string> files = [.. FilesOf(folder)];
        List<string> faults = [];
        foreach (JsonNode entry in graph.Where(entry => (string?)entry!["@type"] == "File").Select(entry => entry!))
        {
            string file = (string)entry["@id"]!;
            if (!files.Remove(file))
            {
                faults.Add($"{file} is missing");
            }
            else if (HashOf(Path.Combine(folder, file)) != (string?)entry["sha256"])
            {
                faults.Add($"{file} was changed");
            }
        }

        faults.AddRange(files.Order(StringComparer.Ordinal).Select(file => $"{file} is not described"));
        JsonNode? root = graph.FirstOrDefault(entry => (string?)entry!["@id"] == "./");
        return root?["mainEntity"]?["@id"] is { } study
            ? ((string)study!, faults)
            : throw new InvalidInputException($"{folder} names no study: Souk did not pack it.");
    }

    private static JsonArray ReadGraph(string folder)
    {
        string file = Path.Combine(folder, MetadataFile);
        try
        {
            return (JsonArray)JsonNode.Parse(File.ReadAllText(file))!["@graph"]!;
        }
        catch (Exception exception)
            when (exception is IOException or JsonException or InvalidCastException or NullReferenceException)
        {
            throw new InvalidInputException($"{folder} is no crate: {MetadataFile} is missing or unreadable.");
        }
    }

    private static string AuthorId(int index) =>
        string.Create(System.Globalization.CultureInfo.InvariantCulture, $"#author-{index + 1}");

    private static JsonObject DescribeAuthor(CrateAuthor author, string id)
    {
        JsonObject person = new()
        {
            ["@id"] = id,
            ["@type"] = "Person",
            ["name"] = author.Name,
        };
        if (author.Email is not null)
        {
            person["email"] = author.Email;
        }

        return person;
    }

    private static JsonObject DescribeFile(string folder, string file) =>
        new()
        {
            ["@id"] = file,
            ["@type"] = "File",
            ["contentSize"] = new FileInfo(Path.Combine(folder, file)).Length.ToString(
                System.Globalization.CultureInfo.InvariantCulture
            ),
            ["encodingFormat"] = Path.GetExtension(file) switch
            {
                ".cs" => "text/x-csharp",
                ".ipynb" => "application/x-ipynb+json",
                ".parquet" => "application/vnd.apache.parquet",
                ".json" => "application/json",
                ".yaml" or ".cff" => "application/yaml",
                _ => "text/plain",
            },
            ["sha256"] = HashOf(Path.Combine(folder, file)),
        };

    private static IEnumerable<string> FilesOf(string folder) =>
        Directory
            .EnumerateFiles(folder, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(folder, path).Replace('\\', '/'))
            .Where(file => file != MetadataFile)
            .Order(StringComparer.Ordinal);

    internal static string HashOf(string file)
    {
        using FileStream stream = File.OpenRead(file);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    }
}
