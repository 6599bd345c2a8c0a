namespace Souk.Cli.Crates;

/// <summary>What a study opens beside the sample and the scenarios that ship: it lies in the crate as it lies beside the study.</summary>
internal static class CrateCompanions
{
    /// <summary>Copies files and folders. What lies below the study's folder keeps its place there; all else lies beside the study.</summary>
    /// <exception cref="InvalidInputException">Nothing is there, it would hold the crate itself, or two would have one place.</exception>
    public static void Copy(IReadOnlyList<string> paths, string program, string crate)
    {
        string home = Path.GetDirectoryName(Path.GetFullPath(program))!;
        foreach (string path in paths.Select(path => Path.TrimEndingDirectorySeparator(Path.GetFullPath(path))))
        {
            string place = Path.GetRelativePath(home, path);
            bool isBelow =
                place != "." && !place.StartsWith("..", StringComparison.Ordinal) && !Path.IsPathRooted(place);
            string target = Path.Combine(crate, "notebooks", isBelow ? place : Path.GetFileName(path));
            if (File.Exists(target) || Directory.Exists(target))
            {
                throw new InvalidInputException($"Two of --with would be {target}. Give one another name.");
            }

            if (File.Exists(path))
            {
                Directory.CreateDirectory(Path.GetDirectoryName(target)!);
                File.Copy(path, target);
            }
            else if (!Directory.Exists(path))
            {
                throw new InvalidInputException($"There is no file or folder {path}, which --with names.");
            }
            else if (Path.GetFullPath(crate).StartsWith(path + Path.DirectorySeparatorChar, StringComparison.Ordinal))
            {
                throw new InvalidInputException($"{path} would hold the crate itself. Name another --out.");
            }
            else
            {
                CopyFolder(path, target);
            }
        }
    }

    public static void CopyFolder(string from, string to)
    {
        foreach (string file in Directory.EnumerateFiles(from, "*", SearchOption.AllDirectories))
        {
            string target = Path.Combine(to, Path.GetRelativePath(from, file));
            Directory.CreateDirectory(Path.GetDirectoryName(target)!);
            File.Copy(file, target);
        }
    }
}
