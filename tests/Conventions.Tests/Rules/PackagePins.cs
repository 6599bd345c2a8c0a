using System.Text.Json;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests.Rules;

/// <summary>Every package has one exact version, and a lock file holds the hash of what that version was.</summary>
internal static partial class PackagePins
{
    [GeneratedRegex(@"^\d+\.\d+\.\d+(\.\d+)?(-[0-9A-Za-z.-]+)?$")]
    private static partial Regex Exact { get; }

    public static IEnumerable<string> Nuget(Tree tree)
    {
        Dictionary<string, string> central = [];
        foreach (XElement pin in Elements(tree.Find("Directory.Packages.props"), "PackageVersion"))
        {
            string name = (string)pin.Attribute("Include")!;
            central[name] = (string?)pin.Attribute("Version") ?? "";
            if (!Exact.IsMatch(central[name]))
            {
                yield return $"Directory.Packages.props: {name} {central[name]} is not one version";
            }
        }

        foreach (TreeFile project in tree.Files.Where(file => file.Is(".csproj")))
        {
            foreach (XElement package in Elements(project, "PackageReference"))
            {
                if (package.Attribute("Version") is not null || package.Attribute("VersionOverride") is not null)
                {
                    yield return $"{project.Path}: {package.Attribute("Include")?.Value} has a version of its own";
                }
            }

            foreach (string fault in Locked(project, tree.Find(project.Folder + "/packages.lock.json"), central))
            {
                yield return fault;
            }
        }
    }

    private static IEnumerable<string> Locked(TreeFile project, TreeFile? file, Dictionary<string, string> central)
    {
        if (file is null)
        {
            yield return $"{project.Path}: no packages.lock.json beside it";
            yield break;
        }

        using JsonDocument json = JsonDocument.Parse(file.Text);
        foreach (JsonProperty framework in json.RootElement.GetProperty("dependencies").EnumerateObject())
        {
            foreach (JsonProperty package in framework.Value.EnumerateObject())
            {
                if (package.Value.GetProperty("type").GetString() == "Project")
                {
                    continue;
                }

                string resolved = package.Value.GetProperty("resolved").GetString()!;
                if (central.TryGetValue(package.Name, out string? pin) && pin != resolved)
                {
                    yield return $"{file.Path}: {package.Name} {resolved}, but {pin} is asked for";
                }

                if (!package.Value.TryGetProperty("contentHash", out _))
                {
                    yield return $"{file.Path}: {package.Name} has no hash";
                }
            }
        }
    }

    public static IEnumerable<string> Npm(Tree tree)
    {
        using JsonDocument package = JsonDocument.Parse(tree.Find("package.json")?.Text ?? "{}");
        foreach (string group in new[] { "dependencies", "devDependencies", "optionalDependencies" })
        {
            if (!package.RootElement.TryGetProperty(group, out JsonElement pins))
            {
                continue;
            }

            foreach (JsonProperty pin in pins.EnumerateObject().Where(pin => !Exact.IsMatch(pin.Value.GetString()!)))
            {
                yield return $"package.json: {pin.Name} {pin.Value.GetString()} is not one version";
            }
        }

        using JsonDocument locks = JsonDocument.Parse(tree.Find("package-lock.json")?.Text ?? """{"packages":{}}""");
        List<JsonProperty> entries =
        [
            .. locks.RootElement.GetProperty("packages").EnumerateObject().Where(entry => entry.Name.Length > 0),
        ];
        foreach (JsonProperty entry in entries.Where(entry => !entry.Value.TryGetProperty("integrity", out _)))
        {
            yield return $"package-lock.json: {entry.Name} has no integrity hash";
        }

        // npm ci refuses a lock file that leaves out the builds for other machines.
        HashSet<string> locked =
        [
            .. entries.Select(entry =>
                entry.Name[(entry.Name.LastIndexOf("node_modules/", StringComparison.Ordinal) + 13)..]
            ),
        ];
        foreach (JsonProperty entry in entries)
        {
            if (!entry.Value.TryGetProperty("optionalDependencies", out JsonElement optional))
            {
                continue;
            }

            foreach (JsonProperty missing in optional.EnumerateObject().Where(name => !locked.Contains(name.Name)))
            {
                yield return $"package-lock.json: {missing.Name}, which {entry.Name} names, is not locked";
            }
        }
    }

    public static IEnumerable<string> Tools(Tree tree)
    {
        using JsonDocument sdk = JsonDocument.Parse(tree.Find("global.json")?.Text ?? "{}");
        bool isPinned =
            sdk.RootElement.TryGetProperty("sdk", out JsonElement pin)
            && pin.TryGetProperty("version", out JsonElement version)
            && Exact.IsMatch(version.GetString()!);
        if (!isPinned)
        {
            yield return "global.json: no exact SDK version";
        }

        using JsonDocument manifest = JsonDocument.Parse(
            tree.Find(".config/dotnet-tools.json")?.Text ?? """{"tools":{}}"""
        );
        foreach (JsonProperty tool in manifest.RootElement.GetProperty("tools").EnumerateObject())
        {
            if (!Exact.IsMatch(tool.Value.GetProperty("version").GetString()!))
            {
                yield return $".config/dotnet-tools.json: {tool.Name} is not one version";
            }
        }
    }

    private static IEnumerable<XElement> Elements(TreeFile? file, string name) =>
        file is null ? [] : XDocument.Parse(file.Text).Descendants().Where(element => element.Name.LocalName == name);
}
