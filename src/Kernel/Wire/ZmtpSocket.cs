using System.Collections.Concurrent;
using System.Net;
using System.Net.Sockets;

namespace Souk.Kernel.Wire;

/// <summary>A socket that listens: greets every peer that connects, and hands over what each of them sends.</summary>
/// <remarks>A peer that breaks the protocol, or that does not take what is sent to it, is dropped alone.</remarks>
internal abstract class ZmtpSocket : IAsyncDisposable
{
    public const int PeerCountMax = 256;

    private static readonly TimeSpan _greetingMax = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan _sendMax = TimeSpan.FromSeconds(10);

    private readonly TcpListener _listener;
    private readonly string _type;
    private readonly CancellationTokenSource _closing = new();
    private readonly ConcurrentDictionary<ZmtpPeer, Task> _peers = [];
    private readonly Task _accepting;

    /// <param name="port">0 takes a free one.</param>
    /// <exception cref="SocketException">The port is taken.</exception>
    protected ZmtpSocket(IPAddress address, int port, string type)
    {
        _type = type;
        _listener = new TcpListener(address, port);
        _listener.Start();
        _accepting = Task.Run(AcceptAsync);
    }

    public int Port => ((IPEndPoint)_listener.LocalEndpoint).Port;

    protected CancellationToken Closing => _closing.Token;

    public async ValueTask DisposeAsync()
    {
        await _closing.CancelAsync();
        _listener.Dispose();
        await _accepting;
        foreach (ZmtpPeer peer in _peers.Keys)
        {
            peer.Dispose();
        }

        await Task.WhenAll(_peers.Values);
    }

    protected virtual void Joined(ZmtpPeer peer) { }

    protected abstract ValueTask ReceivedAsync(ZmtpPeer peer, List<byte[]> message);

    protected virtual void Left(ZmtpPeer peer) { }

    /// <summary>Sends to one peer, and drops it if it takes nothing for long.</summary>
    protected async Task SendAsync(ZmtpPeer peer, IReadOnlyList<byte[]> message)
    {
        using var limit = CancellationTokenSource.CreateLinkedTokenSource(Closing);
        limit.CancelAfter(_sendMax);
        try
        {
            await peer.SendAsync(message, limit.Token);
        }
        catch (Exception exception) when (IsOfPeer(exception))
        {
            peer.Dispose();
        }
    }

    private async Task AcceptAsync()
    {
        while (!Closing.IsCancellationRequested)
        {
            try
            {
                Socket socket = await _listener.AcceptSocketAsync(Closing);
                socket.NoDelay = true;
                _ = ServeAsync(new NetworkStream(socket, ownsSocket: true));
            }
            catch (Exception exception) when (IsOfPeer(exception))
            {
                // The peer left before it was accepted, or this socket closes.
            }
        }
    }

    private async Task ServeAsync(NetworkStream network)
    {
        await using NetworkStream stream = network;
        try
        {
            if (_peers.Count >= PeerCountMax)
            {
                return;
            }

            using var limit = CancellationTokenSource.CreateLinkedTokenSource(Closing);
            limit.CancelAfter(_greetingMax);
            using ZmtpPeer peer = await ZmtpPeer.GreetAsync(stream, _type, limit.Token);
            TaskCompletionSource done = new(TaskCreationOptions.RunContinuationsAsynchronously);
            _peers[peer] = done.Task;
            Joined(peer);
            try
            {
                await ReceiveAsync(peer);
            }
            finally
            {
                Left(peer);
                _peers.TryRemove(peer, out _);
                done.SetResult();
            }
        }
        catch (Exception exception) when (IsOfPeer(exception))
        {
            // This peer is gone; the others are not touched.
        }
    }

    private async Task ReceiveAsync(ZmtpPeer peer)
    {
        while (await peer.ReceiveAsync(Closing) is { } message)
        {
            await ReceivedAsync(peer, message);
        }
    }

    private static bool IsOfPeer(Exception exception) =>
        exception
            is ZmtpException
                or IOException
                or SocketException
                or OperationCanceledException
                or ObjectDisposedException;
}
