using System.Net.Sockets;
using Souk.Kernel.Cells;
using Souk.Kernel.Magics;
using Souk.Kernel.Messages;
using Souk.Kernel.Scripts;

namespace Souk.Kernel.Sessions;

/// <summary>Runs a kernel as Jupyter starts it.</summary>
public static class KernelHost
{
    // A first cell would compile the compiler; this one does it while the front end is still connecting.
    private const string WarmUpCell = "int warm = 1; foreach (int n in new[] { 1, 2 }) { warm += n; } warm";

    /// <summary>Listens until Jupyter asks to shut down, or the token is cancelled. Takes over the process's console.
    /// </summary>
    /// <exception cref="KernelException">The connection file cannot be used, or a port is taken.</exception>
    public static async Task RunAsync(string connectionFile, KernelOptions options, CancellationToken cancellation)
    {
        ConnectionFile connection = ConnectionFile.Read(connectionFile);
        Dictionary<string, Magic> magics = new(CellRunner.Own.Concat(options.Magics), StringComparer.Ordinal);
        ScriptSession session = new(options.Libraries, options.Imports);
        Task warm = Task.Run(() => new ScriptSession([], []).RunAsync(WarmUpCell, "warm-up", CancellationToken.None));
        CellRunner runner = new(session, new PackageRestore(), magics, warm);
        CellConsole.Install();
        await using KernelServer server = Listen(connection, options, session, runner);
        await server.RunAsync(cancellation);
    }

    private static KernelServer Listen(
        ConnectionFile connection,
        KernelOptions options,
        ScriptSession session,
        CellRunner runner
    )
    {
        try
        {
            return new KernelServer(connection, options, session, runner);
        }
        catch (SocketException exception)
        {
            throw new KernelException($"A port of the connection file cannot be listened on: {exception.Message}");
        }
    }
}
