using System.Text.Json;

namespace Souk.Charts.Tests.Golden;

/// <summary>Compares a figure with the file of that name, character by character after indenting.</summary>
internal static class GoldenFile
{
    private static readonly JsonSerializerOptions Indented = new() { WriteIndented = true };

    public static void ShouldHold(string name, string figure)
    {
        using JsonDocument parsed = JsonDocument.Parse(figure);
        string actual = JsonSerializer.Serialize(parsed, Indented).ReplaceLineEndings("\n") + "\n";
        string folder = Path.Combine(AppContext.BaseDirectory, "Golden");
        string golden = Path.Combine(folder, name + ".json");
        string expected = File.Exists(golden) ? File.ReadAllText(golden) : "";
        if (expected != actual)
        {
            Directory.CreateDirectory(folder);
            string rejected = Path.Combine(folder, name + ".actual");
            File.WriteAllText(rejected, actual);
            actual.ShouldBe(
                expected,
                $"If the change is meant, copy {rejected} to tests/Charts.Tests/Golden/{name}.json."
            );
        }
    }
}
