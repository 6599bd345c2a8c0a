using System.Numerics;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Parties;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Pages.WhoIsThis;

/// <summary>A party's statement: seen, recorded, rewarded.</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data) : PageModel, IExhibitor
{
    /// <summary>Rewards that the page lists, the last ones, and assets and parts, those with most records first; the files hold
    /// all.</summary>
    public const int ListMax = 200;

    /// <summary>Pieces of work that the page lists, the last ones; the file holds all.</summary>
    public const int WorksMax = 200;

    /// <summary>From so many on nobody reads a score beside the best.</summary>
    private const int ScoresMax = 1_000;

    public PartyView Party { get; private set; } = null!;

    public string? Label { get; private set; }

    public IEnumerable<Exhibit> Exhibits =>
        new Exhibit[]
        {
            new(
                "earnings",
                PageWords.Plain("who-is-this.lifetime-earnings"),
                ExportTable.Of(
                    Party.Rewarded.Totals,
                    ("market", row => row.System),
                    ("for", row => row.Role),
                    ("payments", row => row.Rewards),
                    ("amount", row => row.Amount),
                    ("symbol", row => row.Symbol),
                    ("decimals", row => row.Decimals)
                )
            ),
            new(
                "rewards",
                PageWords.Plain("who-is-this.each-payment-and-its-event"),
                MetricExport.Of(Party.Rewarded.Rows)
            ),
            new("recorded", PageWords.Plain("who-is-this.recorded"), MetricExport.Of(Party.Recorded)),
            new("works", PageWords.Plain("who-is-this.work-handed-in"), MetricExport.Of(Party.Rewarded.Works)),
            new("balances", PageWords.Plain("who-is-this.holds-now"), MetricExport.Of(Party.Balances)),
            new("seen", PageWords.Plain("who-is-this.seen"), MetricExport.Of(Party.Seen)),
            new("suspected", PageWords.Plain("who-is-this.suspected-to-be-one-with"), MetricExport.Of(Party.Suspected)),
        }.Select(one =>
            one with
            {
                Label = Label,
                About =
                [
                    ("party", $"{Party.Address}"),
                    ("units", PageWords.Plain("who-is-this.amounts-in-base-units-times")),
                    .. Markets.Select(one => one.AsOfLine),
                ],
            }
        );

    /// <summary>Those that saw it.</summary>
    public IReadOnlyList<MarketSummary> Markets { get; private set; } = [];

    public async Task<IActionResult> OnGetAsync(string address, CancellationToken cancellation)
    {
        if (!TryParse(address, out Address parsed))
        {
            return NotFound();
        }

        int? listMax = Request.Query.ContainsKey(ExhibitFilter.Parameter) ? null : ListMax;
        if (
            await data.ReadAsync(connection => PartyView.Find(connection, parsed, listMax), cancellation)
            is not { } found
        )
        {
            return NotFound();
        }

        Party = found;
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(cancellation);
        Markets = [.. markets.Where(one => found.Systems.Contains(one.System))];
        Label = Markets.Select(one => one.Label).FirstOrDefault(label => label is not null);
        return Page();
    }

    /// <summary>What readers call a market that saw it.</summary>
    public string TitleOf(string system) => Markets.FirstOrDefault(one => one.System == system)?.Title ?? system;

    /// <summary>The score of a piece of work: of the best where few scores are given, else in percent; empty where none is.</summary>
    public static string Score(MetricTable works, object?[] row)
    {
        if (row[works.Columns.ToList().IndexOf("quality")] is null)
        {
            return "";
        }

        (BigInteger score, BigInteger best) = (works.Integer(row, "quality"), works.Integer(row, "quality_max"));
        return best >= ScoresMax && Share.Of(score, best) is { } share
            ? share.ToString()
            : PageWords.Plain("who-is-this.score-of", score, best);
    }

    /// <summary>Whether a text is an address.</summary>
    public static bool TryParse(string text, out Address address)
    {
        try
        {
            address = Address.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            address = default;
            return false;
        }
    }
}
