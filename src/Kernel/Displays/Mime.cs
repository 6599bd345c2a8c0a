namespace Souk.Kernel.Displays;

/// <summary>The formats that notebooks show.</summary>
public static class Mime
{
    public const string Text = "text/plain";
    public const string Html = "text/html";
    public const string Markdown = "text/markdown";
    public const string Latex = "text/latex";
    public const string Json = "application/json";
    public const string Svg = "image/svg+xml";
    public const string Png = "image/png";
    public const string Plotly = "application/vnd.plotly.v1+json";
}
