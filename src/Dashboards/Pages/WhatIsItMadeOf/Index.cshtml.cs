using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Assets;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Traces;

namespace Souk.Dashboards.Pages.WhatIsItMadeOf;

/// <summary>An asset: what is it made of, under which terms, and who is paid for it?</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data) : PageModel, IExhibitor
{
    private const int KeyLengthMax = 500;

    public AssetView Asset { get; private set; } = null!;

    public LineageDrawing Drawing { get; private set; } = null!;

    public MarketSummary? Market { get; private set; }

    public IEnumerable<Exhibit> Exhibits
    {
        get
        {
            IEnumerable<Exhibit> all =
            [
                new(
                    "parts",
                    PageWords.Plain("what-is-it-made-of.parts-of-the-lineage"),
                    ExportTable.Of(
                        Asset.Lineage.Parts.SelectMany(ReceiptsOf),
                        ("asset_key", row => row.Part.Asset),
                        ("name", row => row.Part.Name),
                        ("kind", row => row.Part.Kind),
                        ("generation", row => row.Part.Depth),
                        ("party", row => row.Party?.Address),
                        ("roles", row => row.Party?.Roles),
                        ("for", row => row.Receipt?.Role),
                        ("legs", row => row.Receipt?.Legs),
                        ("amount", row => row.Receipt?.Amount),
                        ("symbol", row => row.Receipt?.Token),
                        ("decimals", row => row.Receipt?.Decimals)
                    )
                ),
                new(
                    "royalties",
                    PageWords.Plain("what-is-it-made-of.royalties-owed-and-paid"),
                    MetricExport.Of(Asset.Royalties)
                ),
                new("terms", PageWords.Plain("what-is-it-made-of.terms-and-evidence"), MetricExport.Of(Asset.Terms)),
                new(
                    "life",
                    PageWords.Plain("what-is-it-made-of.from-its-origin-to-the"),
                    ExportTable.Of(
                        Asset.Lifecycle?.Steps ?? [],
                        ("time", row => row.Time),
                        ("layer", row => row.Layer.ToString()),
                        ("step", row => row.Step),
                        ("party", row => row.Party),
                        ("other", row => row.Other),
                        ("amount", row => row.Amount),
                        ("symbol", row => row.Token),
                        ("decimals", row => row.Decimals),
                        ("detail", row => row.Detail),
                        ("chain_id", row => row.ChainId),
                        ("block_number", row => row.Block),
                        ("log_index", row => row.LogIndex)
                    )
                ),
            ];
            return Market is { } market ? all.Select(one => one.From(market)) : all;
        }
    }

    private static IEnumerable<(LineagePart Part, LineageParty? Party, LineageReceipt? Receipt)> ReceiptsOf(
        LineagePart part
    ) =>
        part
            .Parties.Select(party => (LineageParty?)party)
            .DefaultIfEmpty()
            .SelectMany(party =>
                (party?.Receipts ?? [])
                    .Select(receipt => (LineageReceipt?)receipt)
                    .DefaultIfEmpty()
                    .Select(receipt => (part, party, receipt))
            );

    public async Task<IActionResult> OnGetAsync(string key, CancellationToken cancellation)
    {
        if (
            key.Length > KeyLengthMax
            || await data.ReadAsync(connection => AssetView.Find(connection, key), cancellation) is not { } found
        )
        {
            return NotFound();
        }

        Asset = found;
        Drawing = LineageDrawing.Of(found.Lineage);
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(cancellation);
        Market = markets.FirstOrDefault(market => market.System == found.Market);
        return Page();
    }
}
