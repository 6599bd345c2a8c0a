using System.Text.Json;
using System.Text.Json.Nodes;

namespace Souk.Kernel.Messages;

/// <summary>The file by which Jupyter finds the kernel.</summary>
public static class KernelSpec
{
    /// <summary>The name that notebooks of other C# kernels carry, so that they open with this one.</summary>
    public const string Name = ".net-csharp";

    private const string FileName = "kernel.json";
    private const string Mark = "souk";

    private static readonly JsonSerializerOptions _indented = new() { WriteIndented = true };

    /// <summary>Writes the file below a folder of Jupyter.</summary>
    /// <param name="dataFolder">Such as <c>share/jupyter</c> of an installation.</param>
    /// <param name="command">Starts the kernel; Jupyter puts a path in place of <c>{connection_file}</c>.</param>
    /// <param name="environment">Variables that the command needs.</param>
    /// <param name="isReplacing">Writes over another program's file.</param>
    /// <returns>The file.</returns>
    /// <exception cref="KernelException">Another program's kernel is there.</exception>
    public static string Install(
        string dataFolder,
        IEnumerable<string> command,
        IReadOnlyDictionary<string, string> environment,
        bool isReplacing
    )
    {
        string folder = Path.Combine(Path.GetFullPath(dataFolder), "kernels", Name);
        string file = Path.Combine(folder, FileName);
        if (File.Exists(file) && !isReplacing && !IsOurs(file))
        {
            throw new KernelException(
                $"{file} belongs to another kernel. To write over it: souk kernel install --replace"
            );
        }

        JsonObject specification = new()
        {
            ["argv"] = new JsonArray([.. command.Select(word => JsonValue.Create(word))]),
            ["display_name"] = ".NET (C#)",
            ["language"] = "C#",
            ["interrupt_mode"] = "message",
            ["env"] = new JsonObject(
                environment.Select(pair => new KeyValuePair<string, JsonNode?>(pair.Key, pair.Value))
            ),
            ["metadata"] = new JsonObject { ["program"] = Mark, ["debugger"] = false },
        };
        Directory.CreateDirectory(folder);
        File.WriteAllText(file, specification.ToJsonString(_indented) + "\n");
        return file;
    }

    private static bool IsOurs(string file)
    {
        try
        {
            return (string?)JsonNode.Parse(File.ReadAllText(file))?["metadata"]?["program"] == Mark;
        }
        catch (Exception exception) when (exception is JsonException or InvalidOperationException)
        {
            return false;
        }
    }
}
