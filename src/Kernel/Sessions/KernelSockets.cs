using System.Net;
using System.Net.Sockets;
using Souk.Kernel.Messages;
using Souk.Kernel.Wire;

namespace Souk.Kernel.Sessions;

/// <summary>The five sockets of a kernel.</summary>
internal sealed class KernelSockets : IAsyncDisposable
{
    private readonly List<ZmtpSocket> _open = [];

    /// <exception cref="SocketException">A port is taken; those opened before are closed again.</exception>
    public KernelSockets(ConnectionFile connection)
    {
        IPAddress address = connection.Address;
        try
        {
            Shell = Open(new RouterSocket(address, connection.ShellPort));
            Control = Open(new RouterSocket(address, connection.ControlPort));
            Stdin = Open(new RouterSocket(address, connection.StdinPort));
            Iopub = Open(new PublisherSocket(address, connection.IopubPort));
            Open(new EchoSocket(address, connection.HeartbeatPort));
        }
        catch (SocketException)
        {
            DisposeAsync().AsTask().Wait();
            throw;
        }
    }

    public RouterSocket Shell { get; }

    public RouterSocket Control { get; }

    /// <summary>Open because Jupyter connects to it; nothing is asked or read.</summary>
    public RouterSocket Stdin { get; }

    public PublisherSocket Iopub { get; }

    public async ValueTask DisposeAsync()
    {
        foreach (ZmtpSocket socket in _open)
        {
            await socket.DisposeAsync();
        }
    }

    private TSocket Open<TSocket>(TSocket socket)
        where TSocket : ZmtpSocket
    {
        _open.Add(socket);
        return socket;
    }
}
