using Souk.DuckDb;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Rollups;

/// <summary>Tables of schema rollup: what market tables say, grouped so that a question about one asset, about what every party
/// holds, was paid or spent, or about what a day's payments and swaps come to, is quick.</summary>
/// <remarks>Each has a view of its name with <c>_told</c> behind it, which derives its rows from facts. Those by block
/// (<c>made_of</c>, <c>part</c>) hold every stored block; those by party and month (<c>holding</c>, <c>earning</c>, <c>spending</c>,
/// <c>first_receipt</c>, <c>service</c>, <c>came_back</c>, <c>paid_back</c>, <c>waiting</c>) and by day (<c>paid</c>, <c>overdrawn</c>, <c>reserve</c>,
/// <c>swapped</c>) hold the months of a chain before the one in <c>rollup.rolled</c>. Whoever writes facts of a range fills the
/// rollups of that range in the same write, and whoever deletes facts deletes their rows.</remarks>
public static class Rollup
{
    private const string InsertBlocks = """
        insert into rollup.made_of
        from rollup.made_of_told
        where chain_id = $chain_id
            and block_number between $from_block and $to_block;

        insert into rollup.part
        from rollup.part_told
        where chain_id = $chain_id
            and block_number between $from_block and $to_block;

        insert into rollup.market
        select distinct chain_id, system
        from (
            select chain_id, system, block_number from market.transfer
            union all
            select chain_id, system, block_number from market.payment
            union all
            select chain_id, system, block_number from market.pool_state
        )
        where chain_id = $chain_id
            and block_number between $from_block and $to_block
            and (chain_id, system) not in (select (chain_id, system) from rollup.market)
        """;

    /// <summary>The first and last month of which a range has facts, and the chain's first that is not rolled up; nulls where
    /// there is none.</summary>
    private const string Months = """
        select date_trunc('month', min(first))::timestamp, date_trunc('month', max(last))::timestamp,
            (select month::timestamp from rollup.rolled where chain_id = $chain_id)
        from (
            select min(time) as first, max(time) as last
            from market.transfer
            where chain_id = $chain_id
                and block_number between $from_block and $to_block
            union all
            select min(time), max(time)
            from market.payment
            where chain_id = $chain_id
                and block_number between $from_block and $to_block
            union all
            select min(time), max(time)
            from market.pool_state
            where chain_id = $chain_id
                and block_number between $from_block and $to_block
        )
        """;

    /// <summary>Rollups of months that are over, and what column tells the month: those after it have later rows too. In the order
    /// in which they are filled: who was overdrawn is told from balances, what came back passed no service, and a pool's swaps begin with
    /// what an earlier day left.</summary>
    private static readonly (string Table, string Column)[] _monthly =
    [
        ("holding", "month"),
        ("overdrawn", "day"),
        ("earning", "month"),
        ("spending", "month"),
        ("first_receipt", "month"),
        ("service", "month"),
        ("came_back", "month"),
        ("paid_back", "month"),
        ("waiting", "month"),
        ("paid", "day"),
        ("reserve", "day"),
        ("swapped", "day"),
    ];

    /// <summary>Adds the rows of a range whose facts are all there and that has no rows yet, inside the caller's write; months of
    /// the chain that are over by then are rolled up, and those that have got new facts anew.</summary>
    /// <exception cref="OperationCanceledException">The running statement was interrupted.</exception>
    public static void Fill(DuckDBConnection connection, int chainId, BlockRange range, CancellationToken cancellation)
    {
        connection.Execute(InsertBlocks, cancellation, Parameters(chainId, range));
        if (ReadMonths(connection, chainId, range) is not var (first, last, rolled))
        {
            return;
        }

        DateTime since = rolled ?? DateTime.MinValue;
        if (since > first)
        {
            DeleteSince(connection, chainId, first, cancellation);
            since = first;
        }

        if (last > since)
        {
            foreach ((string table, _) in _monthly)
            {
                connection.Execute(
                    $"""
                    insert into rollup.{table}
                    from rollup.{table}_between($chain_id, $since::timestamp, $until::timestamp)
                    """,
                    cancellation,
                    ("chain_id", chainId),
                    ("since", since),
                    ("until", last)
                );
            }

            SetRolled(connection, chainId, last);
        }
    }

    /// <summary>Takes away the months of which a range has facts, and later ones, before these facts are deleted, inside the
    /// caller's write. Rows by block go with the facts: they have their columns.</summary>
    /// <exception cref="OperationCanceledException">The running statement was interrupted.</exception>
    public static void Reopen(
        DuckDBConnection connection,
        int chainId,
        BlockRange range,
        CancellationToken cancellation
    )
    {
        if (ReadMonths(connection, chainId, range) is var (first, _, rolled) && rolled > first)
        {
            DeleteSince(connection, chainId, first, cancellation);
        }
    }

    /// <summary>Takes away all months of a chain whose facts are deleted altogether, inside the caller's write.</summary>
    public static void Forget(DuckDBConnection connection, int chainId)
    {
        DeleteSince(connection, chainId, DateTime.MinValue, CancellationToken.None);
        connection.Execute("delete from rollup.rolled where chain_id = $chain_id", ("chain_id", chainId));
    }

    private static void DeleteSince(
        DuckDBConnection connection,
        int chainId,
        DateTime month,
        CancellationToken cancellation
    )
    {
        foreach ((string table, string column) in _monthly)
        {
            connection.Execute(
                $"delete from rollup.{table} where chain_id = $chain_id and {column} >= $month",
                cancellation,
                ("chain_id", chainId),
                ("month", month)
            );
        }

        SetRolled(connection, chainId, month);
    }

    private static void SetRolled(DuckDBConnection connection, int chainId, DateTime month) =>
        connection.Execute(
            """
            delete from rollup.rolled where chain_id = $chain_id;

            insert into rollup.rolled values ($chain_id, $month)
            """,
            ("chain_id", chainId),
            ("month", month)
        );

    /// <returns>Null where the range has no facts.</returns>
    private static (DateTime First, DateTime Last, DateTime? Rolled)? ReadMonths(
        DuckDBConnection connection,
        int chainId,
        BlockRange range
    ) =>
        connection
            .Query<(DateTime, DateTime, DateTime?)?>(
                Months,
                row =>
                    row.IsDBNull(0)
                        ? null
                        : (row.GetDateTime(0), row.GetDateTime(1), row.IsDBNull(2) ? null : row.GetDateTime(2)),
                Parameters(chainId, range)
            )
            .Single();

    private static (string Name, object? Value)[] Parameters(int chainId, BlockRange range) =>
        [("chain_id", chainId), ("from_block", range.From), ("to_block", range.To)];
}
