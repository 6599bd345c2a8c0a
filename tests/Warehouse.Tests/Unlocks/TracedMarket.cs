using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Tests.Metrics;
using Souk.Warehouse.Unlocks;

namespace Souk.Warehouse.Tests.Unlocks;

/// <summary>A market with a vesting contract, staking, a pool and an exchange, whose tokens a test moves and traces.</summary>
public abstract class TracedMarket : IDisposable
{
    private protected const int Vesting = 60;
    private protected const int Staking = 61;
    private protected const int Pool = 50;
    private protected const int Exchange = 64;

    private protected readonly PaidMarket _market = new("2025-06-30");
    private protected int _place;

    private protected TracedMarket()
    {
        _market.Hold(Vesting, "vesting");
        _market.Hold(Staking, "staking");
        _market.Hold(Pool, "pool");
        _market.Label(Exchange, "An exchange", "exchange");
    }

    public void Dispose()
    {
        _market.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The places that have something of a fate, as in "70 held, 30 unknown".</summary>
    private protected static string Places(UnlockFate fate) =>
        string.Join(
            ", ",
            Enum.GetValues<LotPlace>()
                .Where(place => fate.In(place) != 0)
                .Select(place => $"{fate.In(place)} {place.ToString().ToLowerInvariant()}")
        );

    private protected int Move(int from, int to, BigInteger amount, string day)
    {
        _market.Connection.Execute(
            $"insert into market.transfer values (1, 0, {_place}, {_place}, timestamp '{day}', 'm', 1, {from}, {to}, {amount})"
        );
        return _place++;
    }

    private protected void Fact(string section, string item, string field, string? value, string confidence) =>
        _market.Connection.Execute(
            "insert into reference.fact values ('m', $section, $item, $field, $value, $confidence, 'a', 'f', 1, timestamp '2025-01-01', null)",
            ("section", section),
            ("item", item),
            ("field", field),
            ("value", value),
            ("confidence", confidence)
        );
}
