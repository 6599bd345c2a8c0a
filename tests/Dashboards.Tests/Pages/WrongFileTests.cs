using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Tests.Recorded;

namespace Souk.Dashboards.Tests.Pages;

/// <summary>A file that no page of a scenario has is refused before anything is played: nobody plays here.</summary>
public sealed class WrongFileTests : IDisposable
{
    private const string Scenario = "people-capital";

    private static readonly ScenarioLibrary _library = new(RecordedMarket.ScenarioFolder);

    private readonly BandRunner _nobody = new();

    public WrongFileTests() => _nobody.Dispose();

    public void Dispose() => _nobody.Dispose();

    [Theory]
    [InlineData("wrong")]
    [InlineData("wrong.csv")]
    [InlineData("axes.gif")]
    public async Task The_editor_refuses_it(string file)
    {
        Dashboards.Pages.WhatChanges.IndexModel page = new(_library, _nobody, new EarningDesk(_nobody));

        ShouldBeRefused(await On(page, file).OnGetAsync(Scenario, null, default), file, "axes, ");
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("tornado.gif")]
    public async Task What_matters_refuses_it(string file)
    {
        Dashboards.Pages.WhatMatters.IndexModel page = new(_library, new SensitivityDesk(_nobody));

        ShouldBeRefused(
            await On(page, file).OnGetAsync(Scenario, null, default),
            file,
            "tornado, tornado-runs, map, map-runs, variance,"
        );
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData("flows")]
    public async Task Flows_refuse_it(string file)
    {
        Dashboards.Pages.WhoPaysWhom.IndexModel page = new(_library, _nobody);

        ShouldBeRefused(await On(page, file).OnGetAsync(Scenario, null, default), file, "has flows,");
    }

    [Theory]
    [InlineData("wrong")]
    [InlineData(".pdf")]
    public async Task A_memo_refuses_it(string file)
    {
        Dashboards.Pages.InShort.ScenarioModel page = new(_library, _nobody, new SensitivityDesk(_nobody));

        ShouldBeRefused(await On(page, file).OnGetAsync(Scenario, default), file, "has memo,");
    }

    private static T On<T>(T page, string file)
        where T : PageModel
    {
        DefaultHttpContext http = new();
        http.Request.QueryString = QueryString.Create("file", file);
        page.PageContext = new PageContext { HttpContext = http };
        return page;
    }

    private static void ShouldBeRefused(IActionResult answer, string file, string has)
    {
        JsonResult refusal = answer.ShouldBeOfType<JsonResult>();
        refusal.StatusCode.ShouldBe(StatusCodes.Status404NotFound);
        string said = refusal.Value!.ToString()!;
        said.ShouldContain($"No file \"{file}\".");
        said.ShouldContain(has);
    }
}
