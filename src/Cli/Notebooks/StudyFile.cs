using System.Text.Json;
using System.Text.Json.Nodes;
using Souk.Kernel.Messages;

namespace Souk.Cli.Notebooks;

/// <summary>A study as one C# file that runs as a plain program, and the notebook that has the same cells.</summary>
/// <remarks>A line `// %%` begins a cell of code, `// %% [markdown]` one of words, which stand in comments. Editors that know
/// cells of this kind show them; the compiler sees one program.</remarks>
internal static class StudyFile
{
    private const string CellStart = "// %%";
    private const string MarkdownStart = "// %% [markdown]";

    private static readonly JsonSerializerOptions _format = new()
    {
        WriteIndented = true,
        IndentSize = 1,
        Encoder = System.Text.Encodings.Web.JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
    };

    /// <summary>The notebook of a study, as Jupyter writes one, without outputs.</summary>
    /// <exception cref="InvalidInputException">There is something before the first cell, or no cell.</exception>
    public static string ToNotebook(string name, string text)
    {
        JsonArray cells = [];
        List<string>? lines = null;
        bool isMarkdown = false;
        foreach (string line in text.ReplaceLineEndings("\n").Split('\n'))
        {
            if (line.TrimEnd() is CellStart or MarkdownStart)
            {
                Close(cells, lines, isMarkdown);
                lines = [];
                isMarkdown = line.TrimEnd() == MarkdownStart;
            }
            else if (lines is not null)
            {
                lines.Add(isMarkdown ? Words(line) : line);
            }
            else if (line.Length > 0)
            {
                throw new InvalidInputException(
                    $"{name} has '{line}' before its first cell, which '{CellStart}' begins."
                );
            }
        }

        Close(cells, lines, isMarkdown);
        return cells.Count > 0
            ? Notebook(cells).ToJsonString(_format) + "\n"
            : throw new InvalidInputException($"{name} has no cell: a line '{CellStart}' begins one.");
    }

    private static void Close(JsonArray cells, List<string>? lines, bool isMarkdown)
    {
        if (lines is null)
        {
            return;
        }

        string[] kept = string.Join('\n', lines).Trim('\n').Split('\n');
        JsonArray source =
        [
            .. kept.Select((line, index) => JsonValue.Create(index < kept.Length - 1 ? line + "\n" : line)),
        ];
        JsonObject cell = new()
        {
            ["cell_type"] = isMarkdown ? "markdown" : "code",
            ["id"] = $"cell-{cells.Count + 1}",
            ["metadata"] = new JsonObject(),
        };
        if (!isMarkdown)
        {
            cell["execution_count"] = null;
            cell["outputs"] = new JsonArray();
        }

        cell["source"] = source;
        cells.Add(cell);
    }

    private static JsonObject Notebook(JsonArray cells) =>
        new()
        {
            ["cells"] = cells,
            ["metadata"] = new JsonObject
            {
                ["kernelspec"] = new JsonObject
                {
                    ["display_name"] = ".NET (C#)",
                    ["language"] = "C#",
                    ["name"] = KernelSpec.Name,
                },
                ["language_info"] = new JsonObject
                {
                    ["file_extension"] = ".cs",
                    ["mimetype"] = "text/x-csharp",
                    ["name"] = "C#",
                    ["pygments_lexer"] = "csharp",
                },
            },
            ["nbformat"] = 4,
            ["nbformat_minor"] = 5,
        };

    private static string Words(string line) =>
        line.StartsWith("// ", StringComparison.Ordinal) ? line[3..]
        : line.StartsWith("//", StringComparison.Ordinal) ? line[2..]
        : line;
}
