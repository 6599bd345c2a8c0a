using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Scenarios;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Pages.WhatDiffers;

/// <summary>Two scenarios: in what do they differ, and what does that come to?</summary>
[KeptPage(HasFirstAnswer = true)]
public sealed class IndexModel(ScenarioLibrary library, BandRunner runner) : PageModel, IExhibitor
{
    /// <summary>Days that a table shows.</summary>
    public const int TableRows = 13;

    /// <summary>Null where the address asks for something that is not allowed.</summary>
    public ScenarioPair? Pair { get; private set; }

    public string FirstName { get; private set; } = "";

    public string SecondName { get; private set; } = "";

    /// <summary>What is wrong with the address; null where nothing is.</summary>
    public string? Error { get; private set; }

    string? IExhibitor.Error => Error ?? Pair?.Failure;

    /// <summary>Whether more runs follow.</summary>
    public bool IsFirst { get; private set; }

    public IEnumerable<Exhibit> Exhibits =>
        Pair is not { } pair
            ? []
            :
            [
                new Exhibit(
                    "parameters",
                    PageWords.Plain("what-differs.parameters-that-differ"),
                    ExportTable.Of(
                        pair.Differences,
                        ("what", row => row.Path),
                        ("first", row => row.Before),
                        ("second", row => row.After)
                    )
                )
                {
                    About = AboutOf(pair),
                },
                .. pair.Outcomes.Select(one => one.ToExhibit(AboutOf(pair))),
            ];

    private (string Name, string Text)[] AboutOf(ScenarioPair pair) =>
        [
            ("first", PageWords.Plain("what-differs.hash-2", FirstName, pair.First.Hash)),
            ("second", PageWords.Plain("what-differs.hash-2", SecondName, pair.Second.Hash)),
            ("seed", $"{pair.Seed}"),
            ("runs", $"{pair.Runs}"),
        ];

    public async Task<IActionResult> OnGetAsync(string a, string b, CancellationToken cancellation)
    {
        (FirstName, SecondName) = (a, b);
        if (library.Find(a) is not { } first || library.Find(b) is not { } second)
        {
            return NotFound();
        }

        try
        {
            Pair = await FirstAnswer.InTimeAsync(
                Request,
                token => ScenarioPair.ReadAsync(first, second, Request.Query, runner, token),
                cancellation
            );
            if (Pair is null)
            {
                IsFirst = true;
                Response.StatusCode = 202;
                Pair = await ScenarioPair.ReadFirstAsync(first, second, Request.Query, runner, cancellation);
            }
        }
        catch (FormatException wrong)
        {
            Error = wrong.Message;
            Response.StatusCode = 400;
        }

        return Page();
    }

    /// <summary>How a difference reads where one side has nothing.</summary>
    public static string Word(string? value) => value ?? PageWords.Plain("what-differs.not-there");
}
