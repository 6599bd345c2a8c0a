using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using Souk.Research.Snapshots;

namespace Souk.Cli.Crates;

/// <summary>Where a packed study's results come from, in PROV-JSON (W3C member submission of 2013): the run used the program, the
/// snapshots and the scenarios that the program names, under a seed and versions, and wrote the transcript.</summary>
internal static partial class CrateProvenance
{
    public const string FileName = "provenance.json";

    private const string Run = "souk:run";

    private static readonly JsonSerializerOptions _format = new() { WriteIndented = true };

    /// <summary>Writes the file into a crate that has all others, but not yet their description.</summary>
    public static void Write(string crate, string study, IReadOnlyList<CrateAuthor> authors) =>
        File.WriteAllText(Path.Combine(crate, FileName), Of(crate, study, authors).ToJsonString(_format) + "\n");

    internal static JsonObject Of(string crate, string study, IReadOnlyList<CrateAuthor> authors)
    {
        string notebook = Path.ChangeExtension(study, ".ipynb");
        string[] snapshots = [.. Snapshots(crate)];
        string[] used =
        [
            study,
            .. snapshots,
            .. Scenarios(crate, File.ReadAllText(Path.Combine(crate, study))),
            .. Companions(crate)
                .Where(file =>
                    file != study
                    && file != notebook
                    && !snapshots.Any(folder => file.StartsWith(folder, StringComparison.Ordinal))
                ),
        ];
        JsonObject entities = [];
        foreach (string place in used.Append(notebook).Append(Crate.Transcript))
        {
            entities[$"crate:{place}"] = Describe(crate, place);
        }

        JsonObject agents = new()
        {
            ["souk:souk"] = new JsonObject { ["prov:type"] = Qualified("prov:SoftwareAgent") },
        };
        foreach ((CrateAuthor author, int index) in authors.Select((author, index) => (author, index)))
        {
            agents[AuthorId(index)] = new JsonObject
            {
                ["prov:type"] = Qualified("prov:Person"),
                ["prov:label"] = author.Name,
            };
        }

        return new JsonObject
        {
            ["prefix"] = new JsonObject { ["crate"] = "urn:souk:crate:", ["souk"] = "urn:souk:" },
            ["entity"] = entities,
            ["activity"] = new JsonObject { [Run] = Versions(File.ReadAllText(Path.Combine(crate, Crate.Transcript))) },
            ["agent"] = agents,
            ["used"] = Relations(used.Select(place => ("prov:activity", Run, "prov:entity", $"crate:{place}"))),
            ["wasGeneratedBy"] = Relations([("prov:entity", $"crate:{Crate.Transcript}", "prov:activity", Run)]),
            ["wasDerivedFrom"] = Relations([
                ("prov:generatedEntity", $"crate:{notebook}", "prov:usedEntity", $"crate:{study}"),
            ]),
            ["wasAssociatedWith"] = Relations([("prov:activity", Run, "prov:agent", "souk:souk")]),
            ["wasAttributedTo"] = Relations(
                authors.Select((_, index) => ("prov:entity", $"crate:{study}", "prov:agent", AuthorId(index)))
            ),
        };
    }

    // What the study's pin printed: Souk 1.2.3, engine 2, DuckDB v1.5.6, seed 7.
    [GeneratedRegex(
        @"^Souk (?<souk>[^,\n]+), engine (?<engine>[^,\n]+), DuckDB (?<duckdb>[^,\n]+)(, seed (?<seed>[0-9]+))?\r?$",
        RegexOptions.Multiline | RegexOptions.ExplicitCapture
    )]
    private static partial Regex Pin { get; }

    private static JsonObject Versions(string transcript)
    {
        JsonObject run = new() { ["prov:label"] = "The run whose output was packed" };
        Match pin = Pin.Match(transcript);
        foreach (string what in new[] { "souk", "engine", "duckdb", "seed" })
        {
            if (pin.Groups[what].Success)
            {
                run[$"souk:{what}"] = pin.Groups[what].Value;
            }
        }

        return run;
    }

    private static IEnumerable<string> Snapshots(string crate) =>
        Directory
            .EnumerateFiles(crate, Snapshot.FileName, SearchOption.AllDirectories)
            .Select(file => Relative(crate, Path.GetDirectoryName(file)!) + "/")
            .Order(StringComparer.Ordinal);

    // What was packed because somebody said so, and the study itself.
    private static IEnumerable<string> Companions(string crate) =>
        Directory
            .EnumerateFiles(Path.Combine(crate, "notebooks"), "*", SearchOption.AllDirectories)
            .Select(file => Relative(crate, file))
            .Order(StringComparer.Ordinal);

    // Those whose name stands in quotes in the program.
    private static IEnumerable<string> Scenarios(string crate, string program) =>
        Directory
            .EnumerateFiles(Path.Combine(crate, "data", "scenarios"), "*.yaml", SearchOption.AllDirectories)
            .Where(file => program.Contains($"\"{NameOf(crate, file)}\"", StringComparison.Ordinal))
            .Select(file => Relative(crate, file))
            .Order(StringComparer.Ordinal);

    private static string NameOf(string crate, string file) =>
        Path.ChangeExtension(Relative(Path.Combine(crate, "data", "scenarios"), file), null);

    private static JsonObject Describe(string crate, string place)
    {
        string path = Path.Combine(crate, place);
        return place.EndsWith('/')
            ? new JsonObject
            {
                ["prov:type"] = Qualified("prov:Collection"),
                ["souk:data_hash"] = Snapshot.Read(path).DataHash,
            }
            : new JsonObject { ["souk:sha256"] = Crate.HashOf(path) };
    }

    private static JsonObject Relations(
        IEnumerable<(string From, string Subject, string To, string Object)> relations
    ) =>
        new(
            relations.Select(
                (one, index) =>
                    KeyValuePair.Create(
                        string.Create(CultureInfo.InvariantCulture, $"_:{one.To[5..]}{index + 1}"),
                        (JsonNode?)new JsonObject { [one.From] = one.Subject, [one.To] = one.Object }
                    )
            )
        );

    private static JsonObject Qualified(string name) => new() { ["$"] = name, ["type"] = "prov:QUALIFIED_NAME" };

    private static string AuthorId(int index) => string.Create(CultureInfo.InvariantCulture, $"souk:author{index + 1}");

    private static string Relative(string folder, string path) => Path.GetRelativePath(folder, path).Replace('\\', '/');
}
