using System.Diagnostics;

namespace Souk.Conventions.Tests.Trees;

/// <summary>The files that a rule reads: those of the repository, or a few made up to show that a rule can fail.</summary>
internal sealed class Tree(IReadOnlyList<TreeFile> files)
{
    private static readonly Lazy<Tree> _repository = new(ReadRepository);

    private static readonly string[] _builtFolders = ["bin", "obj", "node_modules", ".git", ".build", ".souk"];

    public static Tree Repository => _repository.Value;

    public IReadOnlyList<TreeFile> Files { get; } = files;

    /// <summary>All C# under src/.</summary>
    public IEnumerable<TreeFile> Sources => Files.Where(file => file.IsUnder("src") && file.Is(".cs"));

    /// <summary>All C# under src/ and tests/, without this project, whose samples break the rules on purpose.</summary>
    public IEnumerable<TreeFile> Code =>
        Files.Where(file => (file.IsUnder("src") || file.IsUnder("tests")) && file.Is(".cs") && !IsSample(file));

    public static bool IsSample(TreeFile file) => file.IsUnder("tests/Conventions.Tests");

    public TreeFile? Find(string path) => Files.FirstOrDefault(file => file.Path == path);

    public static Tree Of(params (string Path, string Text)[] files) =>
        new([.. files.Select(file => new TreeFile(file.Path, file.Text))]);

    private static Tree ReadRepository()
    {
        string root = FindRoot();
        IEnumerable<string> paths = TrackedPaths(root) ?? WalkedPaths(root);
        return new Tree([
            .. paths
                .Where(path => File.Exists(Path.Combine(root, path)))
                .Order(StringComparer.Ordinal)
                .Select(path => new TreeFile(path, File.ReadAllText(Path.Combine(root, path)))),
        ]);
    }

    private static string FindRoot()
    {
        DirectoryInfo? folder = new(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Analytics.sln")))
        {
            folder = folder.Parent;
        }

        return folder?.FullName ?? throw new InvalidOperationException("No Analytics.sln above the tests.");
    }

    /// <summary>Tracked files and new files that are not ignored; null where git or its folder is missing.</summary>
    private static List<string>? TrackedPaths(string root)
    {
        ProcessStartInfo start = new("git", ["ls-files", "-z", "--cached", "--others", "--exclude-standard"])
        {
            WorkingDirectory = root,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        try
        {
            using Process git = Process.Start(start)!;
            string output = git.StandardOutput.ReadToEnd();
            git.WaitForExit();
            return git.ExitCode == 0 ? [.. output.Split('\0', StringSplitOptions.RemoveEmptyEntries)] : null;
        }
        catch (System.ComponentModel.Win32Exception)
        {
            return null;
        }
    }

    internal static IEnumerable<string> WalkedPaths(string root) =>
        Directory
            .EnumerateFiles(root, "*", SearchOption.AllDirectories)
            .Select(path => Path.GetRelativePath(root, path).Replace('\\', '/'))
            .Where(path => !path.Split('/').Any(part => _builtFolders.Contains(part)))
            .Where(path => !path.StartsWith("src/Dashboards/wwwroot/dist/", StringComparison.Ordinal));
}
