using System.Text.Json;
using Souk.Cli;
using Souk.Cli.Notebooks;

namespace Souk.Kernel.Tests.Shelves;

public class StudyFileTests
{
    [Fact]
    public void Cells_begin_at_their_marks_and_words_lose_their_slashes()
    {
        string notebook = StudyFile.ToNotebook(
            "s.cs",
            "// %% [markdown]\n// # Title\n//\n// Words.\n\n// %%\nint n = 1;\n// why\nint m = 2;\n\n"
        );

        JsonElement[] cells = [.. JsonDocument.Parse(notebook).RootElement.GetProperty("cells").EnumerateArray()];
        cells.Select(cell => cell.GetProperty("cell_type").GetString()).ShouldBe(["markdown", "code"]);
        Text(cells[0]).ShouldBe("# Title\n\nWords.");
        Text(cells[1]).ShouldBe("int n = 1;\n// why\nint m = 2;");
    }

    [Theory]
    [InlineData("int n = 1;\n// %%\n", "before its first cell")]
    [InlineData("", "has no cell")]
    public void A_file_without_cells_is_refused(string text, string told) =>
        Should.Throw<InvalidInputException>(() => StudyFile.ToNotebook("s.cs", text)).Message.ShouldContain(told);

    private static string Text(JsonElement cell) =>
        string.Concat(cell.GetProperty("source").EnumerateArray().Select(line => line.GetString()));
}
