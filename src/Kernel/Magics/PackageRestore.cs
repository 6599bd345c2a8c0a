using System.Diagnostics;
using System.Runtime.InteropServices;
using System.Text.Json;
using Souk.Kernel.Scripts;

namespace Souk.Kernel.Magics;

/// <summary>Finds the files of a NuGet package and of all that it needs, by a restore of an empty project.</summary>
/// <param name="source">The only place to ask beyond the package cache; null for those that the machine is set up
/// with.</param>
internal sealed class PackageRestore(string? source = null)
{
    private const int OutputLinesMax = 10;

    private static readonly TimeSpan _timeMax = TimeSpan.FromMinutes(5);

    /// <exception cref="CellErrorException">The package cannot be had; the message says why.</exception>
    public async Task<PackageFiles> RunAsync(string name, string version, CancellationToken cancellation)
    {
        DirectoryInfo folder = Directory.CreateTempSubdirectory("souk-package-");
        try
        {
            string project = Path.Combine(folder.FullName, "package.csproj");
            await File.WriteAllTextAsync(project, Project(name, version), cancellation);
            // Settings of folders above must not reach in.
            foreach (
                string file in new[] { "Directory.Build.props", "Directory.Build.targets", "Directory.Packages.props" }
            )
            {
                await File.WriteAllTextAsync(Path.Combine(folder.FullName, file), "<Project />", cancellation);
            }

            await RestoreAsync(name, version, folder.FullName, cancellation);
            string assets = Path.Combine(folder.FullName, "obj", "project.assets.json");
            using JsonDocument json = JsonDocument.Parse(await File.ReadAllTextAsync(assets, cancellation));
            return PackageFiles.Of(json.RootElement);
        }
        finally
        {
            folder.Delete(recursive: true);
        }
    }

    private static string Project(string name, string version) =>
        $"""
            <Project Sdk="Microsoft.NET.Sdk">
              <PropertyGroup>
                <TargetFramework>net{Environment.Version.Major}.0</TargetFramework>
                <RuntimeIdentifier>{RuntimeInformation.RuntimeIdentifier}</RuntimeIdentifier>
                <SelfContained>false</SelfContained>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
              </PropertyGroup>
              <ItemGroup>
                <PackageReference Include="{name}" Version="[{version}]" />
              </ItemGroup>
            </Project>
            """;

    private async Task RestoreAsync(string name, string version, string folder, CancellationToken cancellation)
    {
        ProcessStartInfo start = new("dotnet") { WorkingDirectory = folder, RedirectStandardOutput = true };
        string[] words = ["restore", "--nologo", "--verbosity", "quiet", "--disable-build-servers"];
        foreach (string word in source is null ? words : [.. words, "--source", source])
        {
            start.ArgumentList.Add(word);
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(_timeMax);
        using Process process = Process.Start(start)!;
        try
        {
            string output = await process.StandardOutput.ReadToEndAsync(limit.Token);
            await process.WaitForExitAsync(limit.Token);
            if (process.ExitCode != 0)
            {
                throw Unusable($"The package {name} {version} cannot be restored.", Errors(output));
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw Unusable(
                $"The package {name} {version} was not restored within {_timeMax.TotalMinutes} minutes.",
                []
            );
        }
        finally
        {
            if (!process.HasExited)
            {
                process.Kill(entireProcessTree: true);
            }
        }
    }

    private static IReadOnlyList<string> Errors(string output) =>
        [
            .. output
                .Split('\n', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries)
                .Select(line => line.IndexOf("error ", StringComparison.Ordinal) is var at and >= 0 ? line[at..] : "")
                .Where(line => line.Length > 0)
                .Distinct()
                .Take(OutputLinesMax),
        ];

    private static CellErrorException Unusable(string message, IReadOnlyList<string> details) =>
        new("LibraryError", message, details);
}
