using System.ComponentModel;
using System.Diagnostics;
using System.Globalization;
using Souk.Indexer.Rpc;

namespace Souk.LocalChain.Hosting;

/// <summary>A local Ethereum chain in a child process, on a free loopback port; mines only when told.</summary>
/// <remarks>The node ends with <see cref="DisposeAsync"/> and also, through setpriv's parent-death signal, when this
/// process is killed.</remarks>
public sealed class AnvilHost : IAsyncDisposable
{
    private const string BinaryPath = "@foundry-rs/anvil-linux-amd64/bin/anvil";
    private const string Announcement = "Listening on ";
    private static readonly TimeSpan StartLimit = TimeSpan.FromSeconds(30);

    private readonly LivingThread _owner;
    private readonly Process _process;
    private readonly Task _draining;

    private AnvilHost(AnvilOptions options, LivingThread owner, Process process, Uri endpoint)
    {
        Options = options;
        Endpoint = endpoint;
        _owner = owner;
        _process = process;
        // A full pipe would stop the node at its next line.
        _draining = Task.WhenAll(
            process.StandardOutput.BaseStream.CopyToAsync(Stream.Null),
            process.StandardError.BaseStream.CopyToAsync(Stream.Null)
        );
        Rpc = new RpcClient(endpoint);
    }

    public AnvilOptions Options { get; }

    /// <summary>http://127.0.0.1 and the port that the node chose.</summary>
    public Uri Endpoint { get; }

    /// <summary>A client of this node; ends with it.</summary>
    public RpcClient Rpc { get; }

    public int ProcessId => _process.Id;

    /// <exception cref="LocalChainException">anvil or setpriv is missing, or the node ended before it listened.</exception>
    public static async Task<AnvilHost> StartAsync(AnvilOptions options, CancellationToken cancellation)
    {
        string binary = RepositoryFolder.NpmFile(BinaryPath);
        (LivingThread owner, Task<Process> starting) = LivingThread.Start(Describe(options, binary));
        Process? process = null;
        try
        {
            process = await starting;
            Uri endpoint = await ReadEndpointAsync(process, cancellation);
            return new AnvilHost(options, owner, process, endpoint);
        }
        catch (Exception failure)
        {
            process?.Kill();
            process?.Dispose();
            owner.Dispose();
            throw failure is Win32Exception
                ? new LocalChainException("setpriv is missing: install the package util-linux.", failure)
                : failure;
        }
    }

    public async ValueTask DisposeAsync()
    {
        Rpc.Dispose();
        if (!_process.HasExited)
        {
            _process.Kill();
        }

        await _process.WaitForExitAsync();
        await _draining;
        _process.Dispose();
        _owner.Dispose();
    }

    private static ProcessStartInfo Describe(AnvilOptions options, string binary)
    {
        string[] arguments =
        [
            .. new[] { "--pdeathsig", "KILL", "--", binary, "--host", "127.0.0.1", "--port", "0", "--no-mining" },
            .. new[] { "--chain-id", Text(options.ChainId), "--timestamp", Text(options.GenesisTime) },
            .. new[] { "--accounts", Text(options.AccountCount), "--balance", Text(options.AccountBalance) },
            .. new[] { "--gas-limit", Text(options.GasLimit), "--block-base-fee-per-gas", "0" },
            .. new[] { "--slots-in-an-epoch", Text(options.SlotsInAnEpoch) },
            .. new[] { "--order", "fees", "--disable-min-priority-fee" },
            .. options.KeepsHistory ? Array.Empty<string>() : ["--prune-history"],
        ];
        return new ProcessStartInfo("setpriv", arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
    }

    private static async Task<Uri> ReadEndpointAsync(Process process, CancellationToken cancellation)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        limit.CancelAfter(StartLimit);
        try
        {
            while (await process.StandardOutput.ReadLineAsync(limit.Token) is { } line)
            {
                int start = line.IndexOf(Announcement, StringComparison.Ordinal);
                if (start >= 0)
                {
                    return new Uri("http://" + line[(start + Announcement.Length)..].Trim());
                }
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            throw new LocalChainException($"anvil did not listen within {StartLimit.TotalSeconds:0} s.");
        }

        string said = await process.StandardError.ReadToEndAsync(cancellation);
        throw new LocalChainException($"anvil ended before it listened: {said.Trim()}");
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
