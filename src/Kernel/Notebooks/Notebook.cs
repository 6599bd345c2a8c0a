using System.Text.Json;
using System.Text.Json.Nodes;
using Souk.Kernel.Cells;
using Souk.Kernel.Displays;

namespace Souk.Kernel.Notebooks;

/// <summary>What every cell can call by its bare name.</summary>
/// <remarks>The names <c>display</c> and <c>HTML</c> are those that other C# kernels use, so that a notebook runs in
/// both.</remarks>
public static class Notebook
{
    /// <summary>Cancelled when the calling cell is interrupted. Hand it to what can wait long.</summary>
    public static CancellationToken Interrupted => CellContext.Current?.Interruption ?? CancellationToken.None;

    /// <summary>Shows a value below the cell, in its own formats or, of a text, in the one that is named.</summary>
    public static DisplayedValue display(object? value, string? mimeType = null) =>
        DisplayedValue.Show(mimeType is null ? value : MimeBundle.Of(mimeType, value?.ToString() ?? ""));

    public static MimeBundle HTML(string html) => MimeBundle.Of(Mime.Html, html);

    public static MimeBundle Markdown(string markdown) => MimeBundle.Of(Mime.Markdown, markdown);

    /// <param name="latex">With its delimiters, such as <c>$E = mc^2$</c>.</param>
    public static MimeBundle Latex(string latex) => MimeBundle.Of(Mime.Latex, latex);

    public static MimeBundle Svg(string svg) => MimeBundle.Of(Mime.Svg, svg);

    public static MimeBundle Png(byte[] bytes) => MimeBundle.Of(Mime.Png, Convert.ToBase64String(bytes));

    /// <summary>Any value as JSON that unfolds.</summary>
    public static MimeBundle Json(object? value)
    {
        JsonNode node = JsonSerializer.SerializeToNode(value) ?? "null";
        return new MimeBundle { { Mime.Json, node }, { Mime.Text, node.ToJsonString() } };
    }

    /// <summary>A plotly figure.</summary>
    /// <param name="figure">JSON with <c>data</c> and <c>layout</c>.</param>
    /// <exception cref="JsonException">No JSON.</exception>
    public static MimeBundle Plotly(string figure) =>
        new() { { Mime.Plotly, JsonNode.Parse(figure)! }, { Mime.Text, "plotly figure" } };

    /// <summary>Shows a bar that fills as work is done.</summary>
    public static ProgressBar progress(long total, string label = "") => new(total, label);

    /// <summary>Shows this value below the cell.</summary>
    public static DisplayedValue Display(this object? value) => display(value);

    /// <summary>Shows this text in a format, such as <c>text/markdown</c>.</summary>
    public static DisplayedValue DisplayAs(this string text, string mimeType) => display(text, mimeType);
}
