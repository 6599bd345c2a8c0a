using System.Text.Json.Nodes;
using Microsoft.CodeAnalysis.CSharp;
using Souk.Kernel.Displays;
using Souk.Kernel.Magics;
using Souk.Kernel.Messages;
using Souk.Kernel.Scripts;

namespace Souk.Kernel.Sessions;

/// <summary>Answers questions about the kernel and about code that is being written.</summary>
internal sealed class CodeRequests(ScriptSession session, CellRunner runner)
{
    /// <returns>The content of the reply; null for a message that has none.</returns>
    public JsonObject? Answer(JupyterMessage request) =>
        request.Type switch
        {
            "kernel_info_request" => KernelInfo(),
            "complete_request" => Complete(request.Content),
            "inspect_request" => Inspect(request.Content),
            "is_complete_request" => IsComplete(request.Content),
            "history_request" => Ok("history", new JsonArray()),
            "comm_info_request" => Ok("comms", new JsonObject()),
            "comm_msg" or "comm_close" => null,
            _ when request.Type.EndsWith("_request", StringComparison.Ordinal) => Refuse(
                "NotSupported",
                $"This kernel does not answer {request.Type}."
            ),
            _ => null,
        };

    private static JsonObject Ok(string name, JsonNode value) => new() { ["status"] = "ok", [name] = value };

    /// <summary>The content of a reply that says no.</summary>
    public static JsonObject Refuse(string name, string message) =>
        new()
        {
            ["status"] = "error",
            ["ename"] = name,
            ["evalue"] = message,
            ["traceback"] = new JsonArray(),
        };

    private static JsonObject KernelInfo() =>
        new()
        {
            ["status"] = "ok",
            ["protocol_version"] = MessageWriter.ProtocolVersion,
            ["implementation"] = "souk",
            ["implementation_version"] = typeof(CodeRequests).Assembly.GetName().Version!.ToString(3),
            // As other C# kernels name it, so that notebooks stay the same.
            ["language_info"] = new JsonObject
            {
                ["name"] = "C#",
                ["version"] = ScriptSession.ParseOptions.LanguageVersion.ToDisplayString(),
                ["mimetype"] = "text/x-csharp",
                ["file_extension"] = ".cs",
                ["pygments_lexer"] = "csharp",
                ["codemirror_mode"] = "text/x-csharp",
            },
            ["banner"] = "Souk: C# in Jupyter",
            ["help_links"] = new JsonArray(),
        };

    private JsonObject Complete(JsonObject content)
    {
        string code = JupyterMessage.Text(content, "code");
        int cursor = Cursor(content, code);
        Completion completion =
            code.StartsWith("#!", StringComparison.Ordinal) && !code[..cursor].Contains('\n')
                ? Magics(code, cursor)
                : Completion.At(session, code, cursor);
        return new JsonObject
        {
            ["status"] = "ok",
            ["matches"] = new JsonArray([.. completion.Names.Select(name => JsonValue.Create(name))]),
            ["cursor_start"] = CodePoints.Count(code, completion.Start),
            ["cursor_end"] = CodePoints.Count(code, completion.End),
            ["metadata"] = new JsonObject(),
        };
    }

    private Completion Magics(string code, int cursor) =>
        new(
            [
                .. runner
                    .MagicNames.Select(name => "#!" + name)
                    .Where(name => name.StartsWith(code[..cursor], StringComparison.Ordinal)),
            ],
            0,
            cursor
        );

    private JsonObject Inspect(JsonObject content)
    {
        string code = JupyterMessage.Text(content, "code");
        string? text = Inspection.At(session, code, Cursor(content, code));
        return new JsonObject
        {
            ["status"] = "ok",
            ["found"] = text is not null,
            ["data"] = text is null ? new JsonObject() : new JsonObject { [Mime.Text] = text },
            ["metadata"] = new JsonObject(),
        };
    }

    private static JsonObject IsComplete(JsonObject content)
    {
        string code = JupyterMessage.Text(content, "code");
        if (CellPart.Split(code).Any(part => part.Magic != CellPart.CSharp))
        {
            return new JsonObject { ["status"] = "complete" };
        }

        Microsoft.CodeAnalysis.SyntaxTree tree = CSharpSyntaxTree.ParseText(code, ScriptSession.ParseOptions);
        if (!SyntaxFactory.IsCompleteSubmission(tree))
        {
            return new JsonObject { ["status"] = "incomplete", ["indent"] = "    " };
        }

        bool isBroken = tree.GetDiagnostics().Any(d => d.Severity == Microsoft.CodeAnalysis.DiagnosticSeverity.Error);
        return new JsonObject { ["status"] = isBroken ? "invalid" : "complete" };
    }

    private static int Cursor(JsonObject content, string code) =>
        CodePoints.IndexOf(code, JupyterMessage.Integer(content, "cursor_pos", int.MaxValue));
}
