using Souk.DuckDb;

namespace Souk.Warehouse.Imports;

/// <summary>Systems and the symbols of their tokens, of the token registry and of what is indexed.</summary>
internal sealed record KnownTokens(IReadOnlyDictionary<string, IReadOnlySet<string>> Symbols)
{
    public static KnownTokens Read(DuckDBConnection connection) =>
        new(
            connection
                .Query(
                    """
                    select distinct system, symbol
                    from (
                        select system, symbol from reference.token
                        union all
                        select system, symbol from market.token
                        union all
                        select system, token from chain.system
                        union all
                        select system, null from reference.system
                    )
                    """,
                    row => (System: row.GetString(0), Symbol: row.IsDBNull(1) ? null : row.GetString(1))
                )
                .GroupBy(token => token.System)
                .ToDictionary(
                    system => system.Key,
                    IReadOnlySet<string> (system) => system.Select(token => token.Symbol).OfType<string>().ToHashSet()
                )
        );
}
