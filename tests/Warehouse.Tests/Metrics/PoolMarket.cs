using System.Globalization;
using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>A market whose GOLD trades against USDC in Uniswap v2 pools, by that contract's integer arithmetic.</summary>
internal sealed class PoolMarket : IDisposable
{
    private readonly Dictionary<int, (BigInteger Token, BigInteger Quote)> _reserves = [];
    private int _logIndex = 1_000_000;

    public PaidMarket Market { get; } = new("2025-01-10");

    public (BigInteger Token, BigInteger Quote) Reserves(int pool) => _reserves[pool];

    /// <summary>Sets the reserves without a trade: liquidity was added or taken out.</summary>
    public void Fill(int pool, BigInteger token, BigInteger quote, string day = "2025-01-01") =>
        Sync(pool, token, quote, day, "'uniswap_v2', 3000, 0");

    /// <summary>Reserves of a pool of another kind.</summary>
    /// <param name="kind">With both fees, in SQL.</param>
    public void Stand(int pool, BigInteger token, BigInteger quote, string kind, string day = "2025-01-01") =>
        Sync(pool, token, quote, day, kind);

    /// <summary>Sells the token; returns the quote received.</summary>
    public BigInteger Sell(int pool, BigInteger amount, string day)
    {
        (BigInteger token, BigInteger quote) = _reserves[pool];
        BigInteger received = amount * 997 * quote / ((token * 1000) + (amount * 997));
        Fill(pool, token + amount, quote - received, day);
        return received;
    }

    /// <summary>Pays quote for the token; returns the tokens received.</summary>
    public BigInteger Buy(int pool, BigInteger amount, string day)
    {
        (BigInteger token, BigInteger quote) = _reserves[pool];
        BigInteger received = amount * 997 * token / ((quote * 1000) + (amount * 997));
        Fill(pool, token - received, quote + amount, day);
        return received;
    }

    /// <summary>A day's price, or null where none can be trusted, with the verdict.</summary>
    public (BigInteger? PriceE18, string Verdict) PriceOn(string day)
    {
        MetricTable table = MetricCatalogue.Run(Market.Connection, "prices", "m");
        object?[] row = table.Rows.Single(row =>
            table.Value<DateOnly>(row, "day") == DateOnly.ParseExact(day, "yyyy-MM-dd", CultureInfo.InvariantCulture)
        );
        return (row[6] is null ? null : table.Integer(row, "price_e18"), table.Value<string>(row, "verdict"));
    }

    public void Dispose() => Market.Dispose();

    private void Sync(int pool, BigInteger token, BigInteger quote, string day, string kind)
    {
        _reserves[pool] = (token, quote);
        Market.Connection.Execute(
            $"insert into market.pool_state values (1, 1, {_logIndex++}, timestamp '{day} 12:00:00', 'm', {pool}, 1, 2, {token}, {quote}, {kind})"
        );
    }
}
