using System.Text.RegularExpressions;
using Souk.Kernel.Scripts;

namespace Souk.Kernel.Magics;

/// <summary>The lines <c>#r "path"</c> and <c>#r "nuget: Name, Version"</c> of a cell.</summary>
internal static partial class LibraryDirectives
{
    [GeneratedRegex("""^[ \t]*#r[ \t]+"(?<what>[^"\n]*)"[ \t]*(//.*)?$""", RegexOptions.Multiline)]
    private static partial Regex Line { get; }

    [GeneratedRegex(@"^nuget:\s*(?<name>[\w.-]+)\s*(,\s*(?<version>[\w.+-]+))?\s*$")]
    private static partial Regex Package { get; }

    /// <summary>Makes the named libraries usable.</summary>
    /// <returns>The code with those lines empty.</returns>
    /// <exception cref="CellErrorException">A library is not there.</exception>
    public static async Task<string> ApplyAsync(
        string code,
        ScriptSession session,
        PackageRestore packages,
        CancellationToken cancellation
    )
    {
        foreach (Match match in Line.Matches(code))
        {
            await AddAsync(match.Groups["what"].Value.Trim(), session, packages, cancellation);
        }

        return Line.Replace(code, "");
    }

    private static async Task AddAsync(
        string what,
        ScriptSession session,
        PackageRestore packages,
        CancellationToken cancellation
    )
    {
        if (!what.StartsWith("nuget:", StringComparison.OrdinalIgnoreCase))
        {
            session.AddLibrary(FindLibrary(what));
            return;
        }

        if (Package.Match(what) is not { Success: true } match || !match.Groups["version"].Success)
        {
            throw Unusable($"\"{what}\" does not name one version. Write it as #r \"nuget: Name, 1.2.3\".");
        }

        PackageFiles files = await packages.RunAsync(
            match.Groups["name"].Value,
            match.Groups["version"].Value,
            cancellation
        );
        files.Libraries.ToList().ForEach(session.AddLibrary);
        files.NativeLibraries.ToList().ForEach(session.AddNativeLibrary);
    }

    private static string FindLibrary(string path)
    {
        string full = Path.GetFullPath(path);
        if (!File.Exists(full))
        {
            throw Unusable($"There is no library {full}.");
        }

        try
        {
            System.Reflection.AssemblyName.GetAssemblyName(full);
            return full;
        }
        catch (BadImageFormatException)
        {
            throw Unusable($"{full} is not a .NET library.");
        }
    }

    private static CellErrorException Unusable(string message) => new("LibraryError", message, []);
}
