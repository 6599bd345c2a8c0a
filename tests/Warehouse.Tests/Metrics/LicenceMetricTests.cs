using Souk.DuckDb;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>What registries of terms and consents say, and what data of a kind costs.</summary>
public sealed class LicenceMetricTests : IDisposable
{
    private readonly PaidMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Terms_are_what_their_registry_said_last_and_a_grant_stands_until_it_is_revoked_or_runs_out()
    {
        _market.Connection.Execute(
            """
            insert into market.licence_term values
                (1, 0, 0, timestamp '2025-01-01', 'm', 'm/t', 10, null, null, false, true, null, false, 50000, 2, 5, null),
                (1, 0, 1, timestamp '2025-02-01', 'm', 'm/t', 10, null, null, true, true, null, false, 100000, 2, 5, null),
                (1, 0, 2, timestamp '2025-01-05', 'm', 'm/u', 11, null, null, true, false, null, true, null, null, null, null);
            insert into market.licence values
                (1, 0, 3, timestamp '2025-01-02', 'm', 'm/a', 10, 'm/t'), (1, 0, 4, timestamp '2025-01-03', 'm', 'm/b', 10, 'm/t');
            insert into market.licence_use values
                (1, 0, 5, 0, timestamp '2025-02-01', 'm', 'm/a', 'm/t', 'granted', 20, null, 2, 5, 5, null),
                (1, 0, 6, 0, timestamp '2025-02-02', 'm', 'm/a', 'm/t', 'granted', 21, null, 2, 7, 6, null),
                (1, 0, 7, 0, timestamp '2025-02-03', 'm', 'm/a', 'm/t', 'granted', 22, null, 1, 9, 7, timestamp '2025-03-01'),
                (1, 0, 8, 0, timestamp '2025-02-04', 'm', 'm/a', 'm/t', 'revoked', 21, null, null, null, null, null),
                (1, 0, 9, 0, timestamp '2025-02-05', 'm', 'm/b', 'm/t', 'reused', 23, 'm/c', null, null, null, null);
            """
        );

        _market
            .Rows("licences")
            .Select(row => row.Split(" 00:00:00 ")[^1])
            .ShouldBe([
                // Of three grants one was revoked and one ran out; paid 9 GOLD, and 5 + 7 USDC.
                "True True False 100000 2 3 1 1 1 4 GOLD 0 9",
                "True True False 100000 2 3 1 1 1 4 USDC 0 12",
                "True False True - 0 0 0 0 0 0 - - -",
            ]);
    }

    [Fact]
    public void A_sale_while_no_consent_stands_is_one_without_it()
    {
        _market.Connection.Execute(
            """
            insert into market.asset_trait values
                (1, 0, 100, timestamp '2025-02-01', 'm', 'm/a', 'dataset', true, true, null, null, null, null, null),
                (1, 0, 101, timestamp '2025-01-01', 'm', 'm/b', 'dataset', false, false, null, null, null, null, null);
            insert into market.consent values
                (1, 0, 102, timestamp '2025-03-01', 'm', 'm/a', 30, 'training', 'given', null),
                (1, 0, 103, timestamp '2025-04-01', 'm', 'm/a', 30, 'training', 'revoked', null),
                (1, 0, 104, timestamp '2025-05-01', 'm', 'm/a', 31, 'any', 'given', timestamp '2025-05-10'),
                (1, 0, 105, timestamp '2025-06-01', 'm', 'm/a', 31, 'any', 'given', null);
            """
        );
        // Before anybody said that it needs consent, then without, with, without, with, without, with.
        foreach (
            string day in (string[])
                ["2025-01-15", "2025-02-15", "2025-03-15", "2025-04-15", "2025-05-05", "2025-05-15", "2025-06-15"]
        )
        {
            _market.Pay("price", 1, 2, 10, day, "m/a");
            _market.Pay("price", 1, 2, 10, day, "m/b");
        }

        _market.Rows("consents").ShouldBe(["m/a True True 3 1 1 2 7 3"]);
    }

    [Fact]
    public void A_premium_is_over_the_median_of_what_has_another_value_and_by_what_was_known_then()
    {
        _market.Connection.Execute(
            """
            insert into market.asset_trait values
                (1, 0, 100, timestamp '2025-01-01', 'm', 'm/a', null, null, null, 'exclusive', 900000, null, null, null),
                (1, 0, 101, timestamp '2025-01-01', 'm', 'm/b', null, null, null, 'open', 499999, null, null, null),
                (1, 0, 102, timestamp '2025-03-01', 'm', 'm/b', null, null, null, 'exclusive', null, null, null, null);
            """
        );
        _market.Pay("price", 1, 2, 5_000, "2024-12-31", "m/a");
        _market.Pay("price", 1, 2, 150, "2025-02-01", "m/a");
        _market.Pay("price", 1, 2, 100, "2025-02-01", "m/b");
        _market.Pay("price", 1, 2, 90, "2025-02-02", "m/b");
        _market.Pay("price", 1, 2, 120, "2025-03-02", "m/b");

        // exclusive: 120 and 150; open: 90 and 100. high: 150; low: 90, 100 and 120.
        _market
            .Rows("price_premium")
            .ShouldBe([
                "exclusivity exclusive USDC 0 2 2 120 90 333333",
                "exclusivity open USDC 0 1 2 90 120 -250000",
                "quality high USDC 0 1 1 150 100 500000",
                "quality low USDC 0 1 3 100 150 -333333",
            ]);
    }

    [Fact]
    public void Data_is_scarce_where_its_share_of_demand_is_above_its_share_of_supply()
    {
        _market.Connection.Execute(
            """
            insert into market.collection values
                (1, 0, 100, timestamp '2025-01-01', 'm', 'm/a', 30, 'website', 60, null),
                (1, 0, 101, timestamp '2025-01-02', 'm', 'm/a', 31, 'sensor', 20, null),
                (1, 0, 102, timestamp '2025-01-03', 'm', 'm/b', 31, 'sensor', 20, null);
            """
        );
        _market.Pay("price", 1, 2, 80, asset: "m/a");
        _market.Pay("price", 1, 2, 40, asset: "m/b");
        _market.Pay("price", 1, 2, 999, asset: "m/c");

        // Of 80 for m/a 60 are for websites and 20 for sensors: 60 and 60. Supply is 60 to 40: 1 / (0.36 + 0.16) = 1.923.
        _market
            .Rows("data_scarcity")
            .ShouldBe([
                "website 60 1 1 600000 USDC 0 60 500000 454545 1923",
                "sensor 40 1 2 400000 USDC 0 60 500000 555555 1923",
            ]);
    }
}
