using Souk.Indexer.Manifests;
using YamlDotNet.Core;
using YamlDotNet.Serialization;
using YamlDotNet.Serialization.NamingConventions;

namespace Souk.Cli.Systems;

/// <summary>All systems that Souk can index, each with what its manifest covers.</summary>
internal static class SystemTable
{
    public static readonly string File = Path.Combine(Repository.Root, "data", "systems.yaml");

    /// <exception cref="InvalidInputException">The list cannot be read.</exception>
    /// <exception cref="ManifestException">A manifest is missing or wrong.</exception>
    public static IReadOnlyList<SystemRow> Read() => [.. ReadEntries().Select(RowOf)];

    private static List<SystemEntry> ReadEntries()
    {
        IDeserializer yaml = new DeserializerBuilder()
            .WithNamingConvention(UnderscoredNamingConvention.Instance)
            .Build();
        try
        {
            return yaml.Deserialize<List<SystemEntry>>(global::System.IO.File.ReadAllText(File));
        }
        catch (YamlException mistake)
        {
            throw new InvalidInputException($"{File}: {mistake.Start}: {mistake.Message}");
        }
    }

    private static SystemRow RowOf(SystemEntry entry)
    {
        Manifest manifest = Manifest.Load(Repository.FindFile(entry.System, "manifests"));
        return new SystemRow(
            entry.System,
            manifest.Title,
            SourceOf(entry, manifest.Source),
            string.Join(", ", entry.Evidence),
            [.. manifest.Kinds.SelectMany(kind => kind.Events.Select(signature => $"{kind.Name}.{signature.Name}"))],
            [.. manifest.Deployments.Select(deployment => deployment.ChainId)],
            entry.Confidence,
            entry.Preset,
            $"/market/{entry.System}",
            entry.Test,
            entry.File
        );
    }

    private static string SourceOf(SystemEntry entry, ManifestSource source)
    {
        string indexed = entry.File.Length > 0 ? "indexed live or from file" : "indexed live";
        return entry.Evidence switch
        {
            ["modelled"] => $"modelled, {indexed}",
            ["node"] => $"{source} node, scripted only",
            ["signatures"] => $"{indexed}, signatures checked only",
            var evidence when evidence.Contains("modelled") => $"{indexed}, parts modelled",
            _ => indexed,
        };
    }
}

/// <summary>What Souk can do with a system.</summary>
/// <param name="Source">Indexed live, from file, or modelled.</param>
/// <param name="Events">Contract kind and event, in the manifest's order.</param>
/// <param name="Chains">Networks whose addresses the manifest has; none where no address is known.</param>
/// <param name="FileTest">Gets the same rows from a dump; empty where none does.</param>
/// <param name="Page">Where its market is once it is indexed.</param>
internal sealed record SystemRow(
    string System,
    string Title,
    string Source,
    string Evidence,
    IReadOnlyList<string> Events,
    IReadOnlyList<int> Chains,
    string Confidence,
    string Preset,
    string Page,
    string Test,
    string FileTest
);
