using System.Text.Json.Nodes;
using Souk.Kernel.Cells;
using Souk.Kernel.Displays;
using Souk.Kernel.Messages;

namespace Souk.Kernel.Sessions;

/// <summary>Runs the cells that front ends send, and publishes what becomes of them.</summary>
internal sealed class CellRequests(CellRunner runner, MessageWriter writer)
{
    /// <summary>How many cells ran; the number of the latest.</summary>
    public int Count { get; private set; }

    /// <returns>The content of the reply, and whether the cells that wait are to be given up.</returns>
    public async Task<(JsonObject Reply, bool IsFailed)> ExecuteAsync(JupyterMessage request)
    {
        string code = JupyterMessage.Text(request.Content, "code");
        bool isSilent = JupyterMessage.Flag(request.Content, "silent", otherwise: false);
        bool isKept = !isSilent && JupyterMessage.Flag(request.Content, "store_history", otherwise: true);
        Count += isKept ? 1 : 0;
        if (!isSilent)
        {
            Publish(request, "execute_input", new JsonObject { ["code"] = code, ["execution_count"] = Count });
        }

        using IopubOutput output = new((type, content) => Publish(request, type, content));
        CellResult result = await runner.RunAsync(code, $"cell [{Count}]", output);
        output.Flush();
        JsonObject reply = result.Error is { } error ? Fail(request, error) : Succeed(request, result.Value, isSilent);
        reply["execution_count"] = Count;
        if (result.Error is null)
        {
            reply["user_expressions"] = await EvaluateAsync(request, output);
        }

        return (
            reply,
            result.Error is not null && JupyterMessage.Flag(request.Content, "stop_on_error", otherwise: true)
        );
    }

    private JsonObject Succeed(JupyterMessage request, MimeBundle? value, bool isSilent)
    {
        if (value is not null && !isSilent)
        {
            JsonObject content = IopubOutput.Content(value);
            content["execution_count"] = Count;
            Publish(request, "execute_result", content);
        }

        return new JsonObject { ["status"] = "ok", ["payload"] = new JsonArray() };
    }

    private JsonObject Fail(JupyterMessage request, CellFailure error)
    {
        Publish(request, "error", Content(error));
        JsonObject reply = Content(error);
        reply["status"] = "error";
        return reply;
    }

    private static JsonObject Content(CellFailure error) =>
        new()
        {
            ["ename"] = error.Name,
            ["evalue"] = error.Message,
            ["traceback"] = new JsonArray([.. error.Traceback.Select(line => JsonValue.Create(line))]),
        };

    private async Task<JsonObject> EvaluateAsync(JupyterMessage request, ICellOutput output)
    {
        JsonObject values = [];
        foreach ((string name, JsonNode? expression) in request.Content["user_expressions"] as JsonObject ?? [])
        {
            CellResult result = await runner.RunAsync(expression?.ToString() ?? "", $"expression {name}", output);
            JsonObject value = result.Error is { } error
                ? Content(error)
                : IopubOutput.Content(result.Value ?? Formatters.Format(null));
            value["status"] = result.Error is null ? "ok" : "error";
            values[name] = value;
        }

        return values;
    }

    private void Publish(JupyterMessage request, string type, JsonObject content) =>
        writer.Publish(request.Header, type, content);
}
