using Souk.Dashboards.Exhibits;
using Souk.Dashboards.Exports;
using Souk.Dashboards.Records;
using Souk.Dashboards.Tables;
using Souk.Dashboards.Wordings;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Dashboards.Trust;

/// <summary>What is stored of the chains of a market, or of all: coverage, gaps, reorgs, quarantine; and which answers that were
/// handed out no longer hold.</summary>
public sealed record ChainHealth(
    IReadOnlyList<ChainState> Chains,
    Coverage Coverage,
    MetricTable Reorgs,
    MetricTable Quarantine,
    MetricTable ChangedAnswers
)
{
    /// <summary>What the table of them is called wherever it is shown.</summary>
    public static string ChangedAnswersTitle => PageWords.Plain("trust.handed-out-and-answered-otherwise");

    /// <summary>Coverage, chains, quarantine, reorgs and changed answers as tables.</summary>
    public IEnumerable<Exhibit> Exhibits =>
        [
            new Exhibit(
                "coverage",
                PageWords.Plain("trust.coverage-by-proof-level"),
                ExportTable.Of(Coverage.Levels, ("proof", row => row.Proof), ("blocks", row => row.Blocks))
            ),
            new Exhibit(
                "chains",
                PageWords.Plain("trust.chains"),
                ExportTable.Of(
                    Chains,
                    ("chain_id", row => row.ChainId),
                    ("last_block", row => row.CursorBlock),
                    ("time", row => row.Time),
                    ("finalized_block", row => row.FinalizedBlock),
                    ("from_block", row => row.FromBlock),
                    ("to_block", row => row.ToBlock),
                    ("ranged_blocks", row => row.RangedBlocks),
                    ("missing_blocks", row => row.MissingBlocks),
                    ("reorgs", row => row.Reorgs),
                    ("deepest_reorg", row => row.DeepestReorg)
                )
            ),
            new Exhibit("quarantine", PageWords.Plain("trust.in-quarantine"), MetricExport.Of(Quarantine)),
            new Exhibit("reorgs", PageWords.Plain("trust.blocks-that-chains-replaced"), MetricExport.Of(Reorgs)),
            new Exhibit("changed_answers", ChangedAnswersTitle, MetricExport.Of(ChangedAnswers)),
        ];

    /// <param name="market">Null reads every chain.</param>
    public static ChainHealth Read(DuckDBConnection connection, string? market)
    {
        MetricTable chains = RecordQuery.Run(connection, "chains", ("market", market));
        return new ChainHealth(
            [
                .. chains.Rows.Select(row => new ChainState(
                    (int)row[0]!,
                    row[1] as long?,
                    row[2] as DateTime?,
                    row[3] as long?,
                    row[4] as long?,
                    row[5] as long?,
                    (long)row[6]!,
                    (long)row[7]!,
                    (long)row[8]!,
                    (long)row[9]!
                )),
            ],
            Coverage.Read(connection, market),
            RecordQuery.Run(connection, "reorgs", ("market", market)),
            RecordQuery.Run(connection, "quarantine", ("market", market)),
            ReadChangedAnswers(connection, market, metric: null)
        );
    }

    /// <summary>Answers that were handed out and no longer hold, the latest change first.</summary>
    /// <param name="market">Null for all.</param>
    /// <param name="metric">Null for all.</param>
    public static MetricTable ReadChangedAnswers(DuckDBConnection connection, string? market, string? metric) =>
        RecordQuery.Run(connection, "changed_answers", ("market", market), ("metric", metric));
}

/// <summary>How far one chain is read.</summary>
/// <param name="CursorBlock">The last stored block; null before the first.</param>
/// <param name="Time">Of the newest stored block, UTC.</param>
/// <param name="FinalizedBlock">No block up to it is ever replaced.</param>
/// <param name="MissingBlocks">Between the first and the last stored range: 0, or there is a gap.</param>
public sealed record ChainState(
    int ChainId,
    long? CursorBlock,
    DateTime? Time,
    long? FinalizedBlock,
    long? FromBlock,
    long? ToBlock,
    long RangedBlocks,
    long MissingBlocks,
    long Reorgs,
    long DeepestReorg
);
