using Souk.Indexer.Mapping;

namespace Souk.Indexer.Manifests;

/// <summary>Turns YAML into a checked manifest.</summary>
internal static class ManifestReader
{
    /// <summary>Longest chain of manifests that extend each other.</summary>
    private const int ExtendsCountMax = 8;

    /// <exception cref="ManifestException">See <see cref="Manifest.Load"/>.</exception>
    public static Manifest Read(string path)
    {
        string file = Path.GetFullPath(path);
        ManifestNode root = ManifestNode.Load(file);
        Dictionary<string, ManifestNode> fields = ReadWithBase(root, depth: 0);

        string? token = fields.TryGetValue("token", out ManifestNode? tokenNode) ? tokenNode.Text() : null;
        ManifestSource source = NativeFields.SourceOf(fields);
        IReadOnlyList<ContractKind> kinds = ContractKindReader.Read(root.Required(fields, "contracts"));
        IReadOnlyList<Deployment> deployments = DeploymentReader.Read(
            root.Required(fields, "deployments"),
            kinds,
            source
        );
        RequireToken(tokenNode, token, deployments);

        NativeFields.RequireKinds(root, kinds, source);
        string system = root.Required(fields, "system").Key();
        var manifest = new Manifest(
            file,
            system,
            root.Required(fields, "title").Text(),
            token,
            fields.TryGetValue("label", out ManifestNode? label) ? label.Text() : null,
            kinds,
            fields.TryGetValue("mapping", out ManifestNode? mapping) ? ReadMappings(mapping, system, deployments) : [],
            deployments,
            fields.TryGetValue("documents", out ManifestNode? documents)
                ? DocumentRulesReader.Read(documents)
                : DocumentRules.NoFetch
        )
        {
            Source = source,
        };
        return NativeFields.IsNative(source) ? NativeManifest.Complete(manifest) : manifest;
    }

    /// <summary>The file's fields over those of the file it extends; a field replaces, it does not merge.</summary>
    private static Dictionary<string, ManifestNode> ReadWithBase(ManifestNode root, int depth)
    {
        Dictionary<string, ManifestNode> fields = root.Fields(ManifestFields.Manifest);
        if (!fields.Remove("extends", out ManifestNode? extends))
        {
            return fields;
        }

        if (depth == ExtendsCountMax)
        {
            throw extends.Error($"manifests extend each other more than {ExtendsCountMax} times; is it a circle?");
        }

        string file = extends.PathBeside();
        if (!File.Exists(file))
        {
            throw extends.Error($"the manifest to extend, {file}, does not exist.");
        }

        Dictionary<string, ManifestNode> merged = ReadWithBase(ManifestNode.Load(file), depth + 1);
        foreach ((string name, ManifestNode value) in fields)
        {
            merged[name] = value;
        }

        return merged;
    }

    private static IReadOnlyList<MappingFile> ReadMappings(
        ManifestNode mapping,
        string system,
        IReadOnlyList<Deployment> deployments
    ) =>
        [
            .. mapping
                .ItemsOrSelf()
                .Select(item =>
                {
                    string file = item.PathBeside();
                    MappingFile read = File.Exists(file)
                        ? item.Parse(_ => MappingFile.Load(file, system))
                        : throw item.Error($"the mapping file {file} does not exist.");
                    return read.NeedsDenom && deployments.FirstOrDefault(place => place.Denom is null) is { } lacking
                        ? throw item.Error(
                            $"the mapping file {file} uses ${MappingFile.DenomParameter}, but chain {lacking.ChainId} has no "
                                + "native token with a denom."
                        )
                        : read;
                }),
        ];

    private static void RequireToken(ManifestNode? node, string? token, IReadOnlyList<Deployment> deployments)
    {
        foreach (Deployment deployment in deployments)
        {
            List<string> symbols = [.. deployment.Tokens.Select(entry => entry.Symbol)];
            if (token is not null && !symbols.Contains(token))
            {
                throw node!.Error(
                    $"token '{token}' is not among the tokens on chain {deployment.ChainId} "
                        + $"({(symbols.Count == 0 ? "there are none" : string.Join(", ", symbols))})."
                );
            }
        }
    }
}
