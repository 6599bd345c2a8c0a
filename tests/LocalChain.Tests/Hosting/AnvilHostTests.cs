using System.Diagnostics;
using System.Globalization;
using Souk.LocalChain.Hosting;

namespace Souk.LocalChain.Tests.Hosting;

public sealed class AnvilHostTests
{
    private const string HolderFile = "SOUK_TEST_HOLDER_FILE";
    private static readonly TimeSpan Limit = TimeSpan.FromSeconds(20);

    [Fact]
    public async Task Disposing_ends_the_node()
    {
        AnvilHost host = await AnvilHost.StartAsync(new AnvilOptions(), CancellationToken.None);
        int node = host.ProcessId;
        IsAlive(node).ShouldBeTrue();

        await host.DisposeAsync();

        IsAlive(node).ShouldBeFalse();
    }

    [Fact]
    public async Task Killing_the_owner_leaves_no_node_behind()
    {
        string file = Path.Combine(Directory.CreateTempSubdirectory("souk-anvil-").FullName, "node");
        using Process owner = StartOwner(file);
        await WaitAsync(() => File.Exists(file));
        int node = int.Parse(await File.ReadAllTextAsync(file), CultureInfo.InvariantCulture);
        IsAlive(node).ShouldBeTrue();

        owner.Kill();

        await WaitAsync(() => !IsAlive(node));
    }

    /// <summary>The owner that the test above kills: this same test program, run for this method alone.</summary>
    [Fact]
    public async Task Node_answers_with_its_chain_id()
    {
        await using AnvilHost host = await AnvilHost.StartAsync(new AnvilOptions(), CancellationToken.None);

        (await host.Rpc.CallAsync("eth_chainId", CancellationToken.None)).GetString().ShouldBe("0x7a69");
        if (Environment.GetEnvironmentVariable(HolderFile) is { Length: > 0 } file)
        {
            await File.WriteAllTextAsync(file + ".part", host.ProcessId.ToString(CultureInfo.InvariantCulture));
            File.Move(file + ".part", file);
            await Task.Delay(Limit);
        }
    }

    private static Process StartOwner(string file)
    {
        string program = Path.Combine(AppContext.BaseDirectory, "Souk.LocalChain.Tests.dll");
        string method = $"{typeof(AnvilHostTests).FullName}.{nameof(Node_answers_with_its_chain_id)}";
        var start = new ProcessStartInfo("dotnet", [program, "-method", method]) { RedirectStandardOutput = true };
        start.Environment[HolderFile] = file;
        return Process.Start(start)!;
    }

    private static async Task WaitAsync(Func<bool> isReached)
    {
        var waited = Stopwatch.StartNew();
        while (!isReached())
        {
            waited.Elapsed.ShouldBeLessThan(Limit);
            await Task.Delay(50);
        }
    }

    /// <summary>A zombie, which only waits to be collected, is not alive.</summary>
    private static bool IsAlive(int process)
    {
        string status = $"/proc/{process}/stat";
        try
        {
            return File.Exists(status) && !File.ReadAllText(status).Contains(") Z ", StringComparison.Ordinal);
        }
        catch (IOException)
        {
            return false;
        }
    }
}
