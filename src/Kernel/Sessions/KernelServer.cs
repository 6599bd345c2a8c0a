using System.Text.Json.Nodes;
using Souk.Kernel.Messages;
using Souk.Kernel.Scripts;
using Souk.Kernel.Wire;

namespace Souk.Kernel.Sessions;

/// <summary>Answers the requests of front ends until one asks to shut down.</summary>
/// <remarks>Requests on shell take turns, as cells do. Control is answered while a cell runs.</remarks>
internal sealed class KernelServer : IAsyncDisposable
{
    private readonly KernelSockets _sockets;
    private readonly MessageCodec _codec;
    private readonly MessageWriter _writer;
    private readonly CellRunner _runner;
    private readonly CellRequests _cells;
    private readonly CodeRequests _code;
    private readonly Action<string> _log;
    private readonly CancellationTokenSource _shutdown = new();

    public KernelServer(ConnectionFile connection, KernelOptions options, ScriptSession session, CellRunner runner)
    {
        _sockets = new KernelSockets(connection);
        _codec = new MessageCodec(new MessageSigner(connection.Key));
        _writer = new MessageWriter(_codec, _sockets.Iopub, options.Clock);
        _runner = runner;
        _cells = new CellRequests(runner, _writer);
        _code = new CodeRequests(session, runner);
        _log = options.Log;
    }

    /// <summary>Serves until a shutdown request or the token.</summary>
    public async Task RunAsync(CancellationToken cancellation)
    {
        await using CancellationTokenRegistration registration = cancellation.Register(_shutdown.Cancel);
        _writer.Publish([], "status", Status("starting"));
        // A cell that cannot be stopped must not hold up the end of the kernel: nobody waits for shell.
        _ = Task.Run(() => ServeAsync(_sockets.Shell, HandleShellAsync), CancellationToken.None);
        _ = Task.Run(() => ServeAsync(_sockets.Stdin, _ => Task.CompletedTask), CancellationToken.None);
        await ServeAsync(_sockets.Control, HandleControlAsync);
    }

    public async ValueTask DisposeAsync()
    {
        await _shutdown.CancelAsync();
        await _writer.DisposeAsync();
        await _sockets.DisposeAsync();
    }

    private static JsonObject Status(string state) => new() { ["execution_state"] = state };

    private static JsonObject Ok() => new() { ["status"] = "ok" };

    private async Task ServeAsync(RouterSocket socket, Func<JupyterMessage, Task> handle)
    {
        try
        {
            await foreach (IReadOnlyList<byte[]> parts in socket.Received.ReadAllAsync(_shutdown.Token))
            {
                if (TryDecode(parts) is { } message)
                {
                    await handle(message);
                }
            }
        }
        catch (OperationCanceledException) when (_shutdown.IsCancellationRequested)
        {
            // The way out.
        }
    }

    private JupyterMessage? TryDecode(IReadOnlyList<byte[]> parts)
    {
        try
        {
            return _codec.Decode(parts);
        }
        catch (KernelException exception)
        {
            _log(exception.Message);
            return null;
        }
    }

    private async Task HandleShellAsync(JupyterMessage request)
    {
        bool isFailed = await AnswerAsync(_sockets.Shell, request);
        if (!isFailed)
        {
            return;
        }

        // "Run all" has sent the cells below already; they were written to come after one that succeeds.
        int waiting = _sockets.Shell.Received.Count;
        for (int index = 0; index < waiting && _sockets.Shell.Received.TryRead(out var parts); index++)
        {
            if (TryDecode(parts) is { } queued)
            {
                await (queued.Type == "execute_request" ? AbortAsync(queued) : AnswerAsync(_sockets.Shell, queued));
            }
        }
    }

    private async Task HandleControlAsync(JupyterMessage request) => await AnswerAsync(_sockets.Control, request);

    /// <returns>A cell failed whose sender wants those behind it not to run.</returns>
    private async Task<bool> AnswerAsync(RouterSocket socket, JupyterMessage request)
    {
        _writer.Publish(request.Header, "status", Status("busy"));
        bool isFailed = false;
        if (request.Type == "execute_request" && socket == _sockets.Shell)
        {
            (JsonObject reply, isFailed) = await _cells.ExecuteAsync(request);
            await _writer.ReplyAsync(socket, request, "execute_reply", reply);
        }
        else if (TryAnswer(request) is { } content)
        {
            string type = request.Type.Replace("_request", "_reply", StringComparison.Ordinal);
            await _writer.ReplyAsync(socket, request, type, content);
        }

        _writer.Publish(request.Header, "status", Status("idle"));
        if (request.Type == "shutdown_request")
        {
            await _shutdown.CancelAsync();
        }

        return isFailed;
    }

    // A question about half a line of code must not end the kernel, whatever it does to the compiler.
    private JsonObject? TryAnswer(JupyterMessage request)
    {
        try
        {
            return Answer(request);
        }
        catch (Exception exception)
        {
            _log($"{request.Type} failed: {exception}");
            return CodeRequests.Refuse(exception.GetType().Name, exception.Message);
        }
    }

    private JsonObject? Answer(JupyterMessage request)
    {
        switch (request.Type)
        {
            case "interrupt_request":
                _runner.Interrupt();
                return Ok();
            case "shutdown_request":
                JsonObject farewell = Ok();
                farewell["restart"] = JupyterMessage.Flag(request.Content, "restart", otherwise: false);
                return farewell;
            case "comm_open":
                // The protocol's way to refuse: close what was opened.
                _writer.Publish(
                    request.Header,
                    "comm_close",
                    new JsonObject
                    {
                        ["comm_id"] = JupyterMessage.Text(request.Content, "comm_id"),
                        ["data"] = new JsonObject { ["reason"] = "This kernel has no comms." },
                    }
                );
                return null;
            default:
                return _code.Answer(request);
        }
    }

    private async Task AbortAsync(JupyterMessage request)
    {
        _writer.Publish(request.Header, "status", Status("busy"));
        await _writer.ReplyAsync(
            _sockets.Shell,
            request,
            "execute_reply",
            new JsonObject { ["status"] = "aborted", ["execution_count"] = _cells.Count }
        );
        _writer.Publish(request.Header, "status", Status("idle"));
    }
}
