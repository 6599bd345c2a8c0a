namespace Souk.Kernel.Tests.Shelves;

/// <summary>What `souk notebook` says where it cannot open the shelf.</summary>
public sealed class NotebookVerbTests : IDisposable
{
    private readonly DirectoryInfo _home = Directory.CreateTempSubdirectory("souk-notebook-");

    public void Dispose() => _home.Delete(recursive: true);

    [Fact]
    public async Task Without_Jupyter_it_says_what_to_install()
    {
        ShelfRun.Outcome outcome = await NotebookAsync();

        outcome.ExitCode.ShouldBe(3, outcome.Text);
        outcome.Text.ShouldContain("sudo apt-get install jupyter-notebook");
    }

    [Fact]
    public async Task Another_programs_kernel_stays_and_the_command_that_replaces_it_is_named()
    {
        File.WriteAllText(Path.Combine(_home.FullName, "jupyter-notebook"), "");
        string kernel = Path.Combine(_home.FullName, "JUPYTER_DATA_DIR", "kernels", ".net-csharp", "kernel.json");
        Directory.CreateDirectory(Path.GetDirectoryName(kernel)!);
        File.WriteAllText(kernel, """{"argv":["other"]}""");

        ShelfRun.Outcome outcome = await NotebookAsync();

        outcome.ExitCode.ShouldBe(3, outcome.Text);
        outcome.Text.ShouldContain("souk kernel install --replace");
        File.ReadAllText(kernel).ShouldBe("""{"argv":["other"]}""");
    }

    /// <summary>With a PATH that holds this test's folder alone.</summary>
    private Task<ShelfRun.Outcome> NotebookAsync()
    {
        string dotnet = Environment
            .GetEnvironmentVariable("PATH")!
            .Split(Path.PathSeparator)
            .Select(folder => Path.Combine(folder, "dotnet"))
            .First(File.Exists);
        string souk = Path.Combine(AppContext.BaseDirectory, "souk.dll");
        string[] words = [$"PATH={_home.FullName}", dotnet, souk, "notebook", "--browser=false"];
        return ShelfRun.RunAsync("env", words, _home.FullName, _home.FullName);
    }
}
