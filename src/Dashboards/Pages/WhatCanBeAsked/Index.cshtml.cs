using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Api;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages.WhatCanBeAsked;

/// <summary>The API for people: what can programs ask, and how?</summary>
public sealed class IndexModel : PageModel, IExhibitor
{
    /// <summary>Where this server was asked.</summary>
    public string Address => $"{Request.Scheme}://{Request.Host}";

    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit(
                "questions",
                PageWords.Plain("what-can-be-asked.questions"),
                ExportTable.Of(
                    ApiTable.All,
                    ("method", row => row.Method),
                    ("address", row => row.Template),
                    ("answer", row => row.Summary),
                    ("media_type", row => row.MediaType),
                    ("has_etag", row => row.IsCached),
                    ("parameters", row => string.Join("; ", row.Parameters.Select(one => $"{one.Name}: {one.Meaning}")))
                )
            )
            {
                About = [("version", OpenApiDocument.Version)],
            },
        ];
}
