namespace Souk.Research.RuleFiles;

/// <summary>Finds the texts of a scenario: beside the file that names them, with or without `.yaml`, or among those that ship.</summary>
/// <param name="folder">Of the scenario.</param>
/// <param name="shippedFolder">Of scenarios that any other may build on; null where nothing outside of the folder is read.</param>
internal sealed class BaseFiles(string folder, string? shippedFolder)
{
    private string? _named;

    /// <returns>Null where there is no such file.</returns>
    public string? Load(string name)
    {
        foreach (string file in Candidates(name))
        {
            string path = Path.GetFullPath(file);
            bool isInside = path.StartsWith(folder + Path.DirectorySeparatorChar, StringComparison.Ordinal);
            if ((isInside || shippedFolder is not null) && File.Exists(path))
            {
                _named = Path.GetDirectoryName(path);
                return File.ReadAllText(path);
            }
        }

        return null;
    }

    private IEnumerable<string> Candidates(string name)
    {
        string[] places = [_named ?? folder, .. shippedFolder is null ? Array.Empty<string>() : [shippedFolder]];
        foreach (string place in places)
        {
            yield return Path.Combine(place, name);
            yield return Path.Combine(place, name + ".yaml");
        }
    }
}
