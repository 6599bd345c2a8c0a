using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Text;

namespace Souk.Kernel.Scripts;

/// <summary>Compile errors as people read them: where in the cell, what, and the line with a caret.</summary>
internal static class CompileErrors
{
    private const int ErrorCountMax = 20;

    /// <param name="original">The cell as it was written.</param>
    /// <param name="toOriginal">From positions in the compiled text to positions in the cell.</param>
    public static CellErrorException Explain(
        IEnumerable<Diagnostic> diagnostics,
        SourceText original,
        Func<int, int> toOriginal,
        string cellName
    )
    {
        List<Diagnostic> errors =
        [
            .. diagnostics
                .Where(diagnostic => diagnostic.Severity == DiagnosticSeverity.Error)
                .OrderBy(diagnostic => diagnostic.Location.SourceSpan.Start),
        ];
        List<string> lines =
        [
            .. errors
                .Take(ErrorCountMax)
                .SelectMany(error => Describe(error, original, toOriginal(error.Location.SourceSpan.Start), cellName)),
        ];
        if (errors.Count > ErrorCountMax)
        {
            lines.Add($"… and {errors.Count - ErrorCountMax} more errors.");
        }

        return new CellErrorException("CompileError", $"{errors[0].Id}: {errors[0].GetMessage()}", lines);
    }

    private static IEnumerable<string> Describe(Diagnostic error, SourceText original, int position, string cellName)
    {
        LinePosition at = original.Lines.GetLinePosition(Math.Clamp(position, 0, original.Length));
        yield return $"{cellName}, line {at.Line + 1}, column {at.Character + 1}: {error.Id}: {error.GetMessage()}";
        string line = original.Lines[at.Line].ToString();
        if (line.Trim().Length > 0)
        {
            yield return "    " + line;
            // Tabs stay tabs, so that the caret stands below its character.
            yield return "    " + string.Concat(line.Take(at.Character).Select(c => c == '\t' ? '\t' : ' ')) + "^";
        }
    }
}
