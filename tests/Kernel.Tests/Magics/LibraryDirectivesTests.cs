using Souk.Kernel.Cells;
using Souk.Kernel.Magics;
using Souk.Kernel.Scripts;
using Souk.Kernel.Tests.Cells;

namespace Souk.Kernel.Tests.Magics;

/// <summary>Packages come from the cache that this build filled; the only source to ask is an empty folder.</summary>
public sealed class LibraryDirectivesTests : IDisposable
{
    private readonly DirectoryInfo _source = Directory.CreateTempSubdirectory("souk-source-");
    private readonly ScriptSession _session = new([], []);

    public void Dispose() => _source.Delete(recursive: true);

    [Fact]
    public async Task A_library_is_used_by_its_path()
    {
        string path = typeof(ShouldlyConfiguration).Assembly.Location;

        object? value = await RunAsync($"#r \"{path}\"\nShouldly.Case.Sensitive");

        value?.ToString().ShouldBe("Sensitive");
    }

    [Fact]
    public async Task A_package_is_used_with_all_that_it_needs()
    {
        object? value = await RunAsync(
            "#r \"nuget: Shouldly, 4.2.1\" // pinned\n_ = typeof(DiffEngine.DiffRunner);\nShouldly.Case.Insensitive"
        );

        value?.ToString().ShouldBe("Insensitive");
    }

    [Fact]
    public async Task A_package_that_is_nowhere_is_named_with_the_reason()
    {
        CellErrorException error = await Should.ThrowAsync<CellErrorException>(() =>
            RunAsync("#r \"nuget: Souk.There.Is.None, 1.0.0\"")
        );

        error.Message.ShouldBe("The package Souk.There.Is.None 1.0.0 cannot be restored.");
        error.Details.ShouldContain(line => line.Contains("NU1101"));
    }

    [Fact]
    public async Task A_package_needs_a_version()
    {
        CellErrorException error = await Should.ThrowAsync<CellErrorException>(() =>
            RunAsync("#r \"nuget: Shouldly\"")
        );

        error.Message.ShouldContain("#r \"nuget: Name, 1.2.3\"");
    }

    [Fact]
    public async Task A_file_that_is_no_library_is_refused()
    {
        string path = Path.Combine(_source.FullName, "text.dll");
        await File.WriteAllTextAsync(path, "text");

        CellErrorException error = await Should.ThrowAsync<CellErrorException>(() => RunAsync($"#r \"{path}\""));

        error.Message.ShouldContain("is not a .NET library");
    }

    private async Task<object?> RunAsync(string cell)
    {
        string code = await LibraryDirectives.ApplyAsync(
            cell,
            _session,
            new PackageRestore(_source.FullName),
            CancellationToken.None
        );
        return await CellThread.RunAsync(
            new CellContext(new RecordedOutput()),
            () => _session.RunAsync(code, "cell [1]", CancellationToken.None)
        );
    }
}
