using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Mvc.RazorPages;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Transactions;
using Souk.Dashboards.Wordings;
using Souk.Warehouse.Values;

namespace Souk.Dashboards.Pages.WhichLogs;

/// <summary>A transaction: what did it log, and what was each log taken for?</summary>
[KeptPage]
public sealed class IndexModel(IDashboardData data) : PageModel, IExhibitor
{
    public TransactionView Transaction { get; private set; } = null!;

    /// <summary>The label of the markets whose contracts took part.</summary>
    public string? Label { get; private set; }

    public IEnumerable<Exhibit> Exhibits =>
        [
            Of(
                "logs",
                PageWords.Plain("which-logs.logs-of-the-transaction"),
                ExportTable.Of(
                    Transaction.Logs,
                    ("log_index", row => row.LogIndex),
                    ("contract", row => row.Contract),
                    ("market", row => row.System),
                    ("contract_kind", row => row.ContractKind),
                    ("event", row => row.Event),
                    ("values", row => string.Join("; ", row.Values.Select(value => $"{value.Name}={value.Text}"))),
                    ("quarantine", row => row.Quarantine),
                    ("topic0", row => row.Topic0),
                    ("data", row => row.Data)
                )
            ),
            Of(
                "facts",
                PageWords.Plain("which-logs.what-each-log-was-taken"),
                ExportTable.Of(
                    Transaction.Logs.SelectMany(log => log.Facts.Select(fact => (log, fact))),
                    ("log_index", row => row.log.LogIndex),
                    ("kind", row => row.fact.Kind),
                    ("what", row => row.fact.What),
                    ("market", row => row.fact.System),
                    ("party", row => row.fact.Party),
                    ("other", row => row.fact.Other),
                    ("amount", row => row.fact.Amount),
                    ("symbol", row => row.fact.Symbol),
                    ("decimals", row => row.fact.Decimals),
                    ("asset_key", row => row.fact.Asset)
                )
            ),
        ];

    private Exhibit Of(string key, string title, ExportTable rows) =>
        new(key, title, rows)
        {
            Label = Label,
            About =
            [
                ("transaction", $"{Transaction.Hash}"),
                ("units", PageWords.Plain("which-logs.amounts-in-base-units")),
                (
                    "as of",
                    PageWords.Plain(
                        "which-logs.chain-block-2",
                        Transaction.ChainId,
                        Transaction.BlockNumber,
                        Transaction.Time
                    )
                ),
            ],
        };

    public async Task<IActionResult> OnGetAsync(int chain, string hash, long? block, CancellationToken cancellation)
    {
        if (!TryParse(hash, out Hash32 parsed))
        {
            return NotFound();
        }

        if (
            await data.ReadAsync(connection => TransactionReader.Find(connection, chain, parsed, block), cancellation)
            is not { } found
        )
        {
            return NotFound();
        }

        Transaction = found;
        HashSet<string> systems = [.. found.Logs.Select(log => log.System)];
        IReadOnlyList<MarketSummary> markets = await data.ListMarketsAsync(cancellation);
        Label = markets.FirstOrDefault(market => systems.Contains(market.System) && market.Label is not null)?.Label;
        return Page();
    }

    private static bool TryParse(string text, out Hash32 hash)
    {
        try
        {
            hash = Hash32.Parse(text);
            return true;
        }
        catch (FormatException)
        {
            hash = default;
            return false;
        }
    }
}
