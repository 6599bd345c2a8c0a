using System.Net;
using System.Reflection;
using System.Text;
using System.Text.Json.Nodes;
using Souk.Charts;
using Souk.Charts.Figures;
using Souk.Charts.Pictures;
using Souk.Charts.Rasters;
using Souk.Charts.Themes;
using Souk.DuckDb;
using Souk.Kernel.Displays;
using Souk.Kernel.Notebooks;
using Souk.Research.Frames;
using Souk.Research.Notebooks;
using Souk.Simulation.Engine;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Notebooks;

/// <summary>What cells know of Souk without asking for it, and how its values look.</summary>
internal static class ResearchDisplays
{
    public static IReadOnlyList<Assembly> Libraries { get; } =
    [
        typeof(Frame).Assembly,
        typeof(Chart).Assembly,
        typeof(Model).Assembly,
        typeof(WarehouseFile).Assembly,
        typeof(DuckDBConnection).Assembly,
    ];

    public static IReadOnlyList<string> Imports { get; } = ["Souk.Research.Frames", "Souk.Research.Notebooks"];

    /// <summary>Tells the kernel how frames, metrics and charts look, and Souk's queries which cell they belong to.</summary>
    public static void Register()
    {
        FrameStore.Cancellation = () => Notebook.Interrupted;
        Formatters.Register<Frame>(frame => Table(frame.Html(), frame.ToString()));
        Formatters.Register<Metric>(metric =>
            Table(
                $"<p><b>{Safe(metric.Title)}</b>, {Safe(metric.Unit)}<br><small>{Safe(metric.Formula)}</small></p>"
                    + metric.Frame.Html(),
                metric.ToString()
            )
        );
        Formatters.Register<Run>(run => MimeBundle.Of(Mime.Text, run.ToString()));
        Formatters.Register<Ensemble>(runs => MimeBundle.Of(Mime.Text, runs.ToString()));
        Formatters.Register<Scenario>(scenario => MimeBundle.Of(Mime.Text, scenario.ToString()));
        Formatters.Register<Chart>(Draw);
    }

    // The figure moves where the front end knows plotly. Everywhere else the picture stands, also offline: as an image, for
    // exporters clean SVG of what they do not know. Pixels are for LaTeX and for viewers that show no HTML; SVG as a format
    // of its own would need Inkscape there.
    private static MimeBundle Draw(Chart chart)
    {
        string picture = Convert.ToBase64String(
            Encoding.UTF8.GetBytes(SvgPicture.Of(chart, Theme.Light, ChartWords.English))
        );
        return new MimeBundle
        {
            {
                Mime.Plotly,
                JsonNode.Parse(PlotlyFigure.Json(chart, Theme.Light, ChartWords.English, Placement.Alone))!
            },
            {
                Mime.Html,
                $"<img alt=\"{Safe(chart.LabelledTitle)}\" style=\"max-width:100%\" src=\"data:image/svg+xml;base64,{picture}\">"
            },
            { Mime.Png, Convert.ToBase64String(PngPicture.Of(chart, Theme.Light, ChartWords.English)) },
            { Mime.Text, chart.LabelledTitle },
        };
    }

    private static MimeBundle Table(string html, string text) => new() { { Mime.Html, html }, { Mime.Text, text } };

    private static string Safe(string text) => WebUtility.HtmlEncode(text);
}
