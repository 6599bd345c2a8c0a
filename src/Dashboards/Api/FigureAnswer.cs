using System.Text;
using Microsoft.AspNetCore.Http;
using Souk.Charts;
using Souk.Charts.Documents;
using Souk.Charts.Figures;
using Souk.Charts.Pictures;
using Souk.Charts.Rasters;
using Souk.Charts.Themes;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Api;

/// <summary>A chart as plotly JSON, or as a picture that needs no script.</summary>
internal static class FigureAnswer
{
    public static ApiParameter Format { get; } =
        new("format", "json, svg, png or pdf; a PDF is light, since it is printed.", "json");

    /// <summary>As `format` and `theme` of the question say.</summary>
    public static IResult Of(Chart chart, HttpContext context)
    {
        Theme theme = context.Request.Query["theme"] == "dark" ? Theme.Dark : Theme.Light;
        return context.Request.Query["format"].ToString() switch
        {
            "" or "json" => JsonAnswer.Of(json =>
                PlotlyFigure.Write(json, chart, theme, PageWords.Charts, Placement.Alone)
            ),
            "svg" => Results.Bytes(
                Encoding.UTF8.GetBytes(SvgPicture.Of(chart, theme, PageWords.Charts)),
                "image/svg+xml"
            ),
            "png" => Results.Bytes(PngPicture.Of(chart, theme, PageWords.Charts), "image/png"),
            "pdf" => Results.Bytes(PdfPage.Of(chart, PageWords.Charts), "application/pdf"),
            var other => JsonAnswer.Refuse(
                $"format is json, svg, png or pdf, not '{other}'.",
                StatusCodes.Status400BadRequest
            ),
        };
    }
}
