using System.Text.Json;

namespace Souk.Kernel.Magics;

/// <summary>The files of a package and of all that it needs.</summary>
internal sealed record PackageFiles(IReadOnlyList<string> Libraries, IReadOnlyList<string> NativeLibraries)
{
    /// <summary>Reads what a restore decided.</summary>
    /// <param name="assets">The content of <c>project.assets.json</c>.</param>
    public static PackageFiles Of(JsonElement assets)
    {
        string[] folders = [.. assets.GetProperty("packageFolders").EnumerateObject().Select(folder => folder.Name)];
        JsonElement libraries = assets.GetProperty("libraries");
        // The target with a runtime in its name holds what runs here.
        JsonElement target = assets
            .GetProperty("targets")
            .EnumerateObject()
            .MaxBy(candidate => candidate.Name.Length)
            .Value;
        List<string> managed = [];
        List<string> native = [];
        foreach (JsonProperty package in target.EnumerateObject())
        {
            string path = libraries.GetProperty(package.Name).TryGetProperty("path", out JsonElement place)
                ? place.GetString()!
                : "";
            managed.AddRange(Files(package.Value, "runtime", path, folders));
            native.AddRange(Files(package.Value, "native", path, folders));
        }

        return new PackageFiles(managed, native);
    }

    private static IEnumerable<string> Files(JsonElement package, string kind, string path, string[] folders) =>
        package.TryGetProperty(kind, out JsonElement files)
            ? files
                .EnumerateObject()
                .Where(file => !file.Name.EndsWith("_._", StringComparison.Ordinal))
                .Select(file => Find(folders, Path.Combine(path, file.Name)))
            : [];

    private static string Find(string[] folders, string file) =>
        folders.Select(folder => Path.Combine(folder, file)).FirstOrDefault(File.Exists)
        ?? Path.Combine(folders[0], file);
}
