using System.Diagnostics;
using System.Globalization;
using Souk.Kernel.Magics;
using Souk.Kernel.Sessions;

namespace Souk.Cli.Notebooks;

/// <summary>What Souk puts into its notebooks, and how Jupyter starts them.</summary>
internal static class NotebookHost
{
    /// <summary>Starts the program that runs now, without the launcher: a kernel must not wait for a build.</summary>
    public static IReadOnlyList<string> Command =>
        [.. Program(), "kernel", "run", "--connection-file", "{connection_file}"];

    public static IReadOnlyDictionary<string, string> Environment { get; } =
        new Dictionary<string, string>
        {
            ["SOUK_HOME"] = Repository.Root,
            // Counting calls to optimise them better later does not pay within a notebook's life.
            ["DOTNET_TieredPGO"] = "0",
        };

    public static async Task RunAsync(string connectionFile, CancellationToken cancellation)
    {
        using var ending = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        _ = EndWithParentAsync(ending);
        using SqlMagic sql = new();
        ResearchDisplays.Register();
        TextWriter errors = Console.Error;
        await KernelHost.RunAsync(
            connectionFile,
            new KernelOptions
            {
                Clock = TimeProvider.System,
                Libraries = ResearchDisplays.Libraries,
                Imports = ResearchDisplays.Imports,
                Magics = new Dictionary<string, Magic> { ["sql"] = sql.RunAsync },
                Log = line => errors.WriteLine("souk: " + line),
            },
            ending.Token
        );
    }

    private static IEnumerable<string> Program()
    {
        string process = System.Environment.ProcessPath!;
        return Path.GetFileNameWithoutExtension(process) == "dotnet"
            ? [process, Path.Combine(AppContext.BaseDirectory, "souk.dll")]
            : [process];
    }

    // A Jupyter that was killed cannot ask its kernels to end.
    private static async Task EndWithParentAsync(CancellationTokenSource ending)
    {
        string? text = System.Environment.GetEnvironmentVariable("JPY_PARENT_PID");
        if (!int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int parent))
        {
            return;
        }

        try
        {
            using Process process = Process.GetProcessById(parent);
            await process.WaitForExitAsync(ending.Token);
        }
        catch (ArgumentException)
        {
            // It is gone already.
        }
        catch (OperationCanceledException)
        {
            return;
        }

        await ending.CancelAsync();
    }
}
