using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Indexer.Mapping;
using Souk.Warehouse.Rollups;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Sync;

/// <summary>Runs the mappings of a chain's systems over a block range and fills its rollups, inside the caller's write.</summary>
/// <remarks>A mapping writes straight into market tables. Where it meets an amount that these cannot hold the caller does
/// the whole write again with <see cref="IsSifting"/>, for DuckDB ends a write at its first error: then rows go through
/// a sieve, and those that do not fit into quarantine. The outcome is the same whichever way a range was written.
/// </remarks>
internal sealed class MappingRunner
{
    private readonly DuckDBConnection _connection;
    private readonly ChainManifest _chain;
    private readonly EventSchema _events;
    private readonly IReadOnlyList<MarketTable> _tables;
    private readonly string _tooWide;
    private readonly LabelCheck _labels;

    public MappingRunner(DuckDBConnection connection, ChainManifest chain, EventSchema events)
    {
        _connection = connection;
        _chain = chain;
        _events = events;
        _tables = MarketTable.ReadAll(connection);
        _tooWide = MarketTable.HoldTooWide(_tables);
        _labels = new LabelCheck(chain, events);
    }

    /// <summary>Whether rows are sifted; set by the caller before it begins its write.</summary>
    public bool IsSifting { get; set; }

    /// <returns>Entries added to quarantine.</returns>
    /// <exception cref="ManifestException">A statement failed; names its file and line.</exception>
    /// <exception cref="WideAmountException">An amount does not fit, and rows are not sifted.</exception>
    /// <exception cref="OperationCanceledException">The running statement was interrupted.</exception>
    public int Run(BlockRange range, CancellationToken cancellation)
    {
        int quarantinedCount = 0;
        foreach (Manifest manifest in _chain.Manifests)
        {
            foreach (MappingFile mapping in manifest.Mappings)
            {
                foreach (MappingStatement statement in mapping.Statements)
                {
                    quarantinedCount += Run(manifest, mapping, statement, range, cancellation);
                }
            }
        }

        if (!IsSifting && HoldsTooWide(range))
        {
            throw new WideAmountException($"A mapping wrote an amount of 10^38 or more in blocks {range}.");
        }

        Rollup.Fill(_connection, _chain.ChainId, range, cancellation);
        return quarantinedCount + _labels.Quarantine(_connection, range);
    }

    private bool HoldsTooWide(BlockRange range) =>
        _connection.Scalar<bool>(
            _tooWide,
            ("chain_id", _chain.ChainId),
            ("from_block", range.From),
            ("to_block", range.To)
        );

    private int Run(
        Manifest manifest,
        MappingFile mapping,
        MappingStatement statement,
        BlockRange range,
        CancellationToken cancellation
    )
    {
        try
        {
            if (IsSifting && FindTable(statement) is { } table)
            {
                return Sift(manifest, table, statement, range, cancellation);
            }

            int rowCount = Execute(statement.Sql, manifest, statement, range, cancellation);
            return InsertTarget.FillsQuarantine(statement.Sql) ? rowCount : 0;
        }
        catch (DuckDBException exception) when (!exception.IsDiskFull)
        {
            var failure = new ManifestException(
                $"{mapping.Path}:{statement.Line}: the mapping failed on blocks {range}: {exception.Message}",
                exception
            );
            bool isAmount = exception.ErrorType == DuckDBErrorType.Constraint && FindTable(statement) is not null;
            throw !IsSifting && isAmount ? new WideAmountException(failure.Message, failure) : failure;
        }
    }

    private int Sift(
        Manifest manifest,
        MarketTable table,
        MappingStatement statement,
        BlockRange range,
        CancellationToken cancellation
    )
    {
        table.PrepareSieve(_connection);
        (_, Range place) = InsertTarget.Find(statement.Sql)!.Value;
        string sql = statement.Sql[..place.Start] + MarketTable.Sieve + statement.Sql[place.End..];
        Execute(sql, manifest, statement, range, cancellation);
        long lackingCount = table.CountLacking(_connection);
        return lackingCount == 0 || HasWide(manifest)
            ? table.Sift(_connection)
            : throw new DuckDBException(
                $"{lackingCount} rows of market.{table.Name} lack an amount, though no integer of system "
                    + $"'{manifest.System}' is 10^38 or more"
            );
    }

    private int Execute(
        string sql,
        Manifest manifest,
        MappingStatement statement,
        BlockRange range,
        CancellationToken cancellation
    )
    {
        (string Name, object? Value)[] values =
        [
            ("chain_id", _chain.ChainId),
            ("from_block", range.From),
            ("to_block", range.To),
            ("system", manifest.System),
            (MappingFile.DenomParameter, manifest.DeploymentOn(_chain.ChainId)?.Denom),
        ];
        return _connection.Execute(
            sql,
            cancellation,
            [.. values.Where(value => statement.Parameters.Contains(value.Name))]
        );
    }

    private MarketTable? FindTable(MappingStatement statement) =>
        InsertTarget.Find(statement.Sql) is var (name, _) ? _tables.FirstOrDefault(table => table.Name == name) : null;

    /// <summary>Whether events or values of a system hold an integer of 10³⁸ or more: what lacks an amount may lack it
    /// because of that.</summary>
    private bool HasWide(Manifest manifest) =>
        _events
            .TablesOf(manifest.System)
            .SelectMany(table => table.WideColumns.Select(column => (Table: table.Name, Column: column.WideName)))
            .Any(wide =>
                _connection.Scalar<bool>(
                    $"select exists (from event.\"{wide.Table}\" where chain_id = $chain_id and \"{wide.Column}\" is not null)",
                    ("chain_id", _chain.ChainId)
                )
            );
}
