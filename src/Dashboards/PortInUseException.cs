namespace Souk.Dashboards;

/// <summary>Another program listens on the port that was asked for.</summary>
public sealed class PortInUseException(int port, Exception inner)
    : Exception(
        $"Port {port} on 127.0.0.1 is in use by another program. Choose another one, or let Souk find a free one with --port 0.",
        inner
    )
{
    public int Port { get; } = port;
}
