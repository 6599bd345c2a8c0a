using Souk.DuckDb;

namespace Souk.Warehouse.Tests.Metrics;

public sealed class AllocationTests : IDisposable
{
    private readonly PaidMarket _market = new("2025-01-10");

    public void Dispose() => _market.Dispose();

    [Fact]
    public void A_bucket_is_shown_by_a_contract_or_a_wallet_or_is_a_promise_only()
    {
        // 100 seconds from 1970 on: all of it vested long ago.
        _market.Connection.Execute("insert into market.vesting values (1, 0, 'm', 60, 'Team', 1, 20, 0, 0, 100)");
        _market.Transfer(0, 60, 1_000);
        _market.Transfer(60, 20, 400, "2025-01-05");
        _market.Connection.Execute(
            "insert into market.release values (1, 0, 99, 0, timestamp '2025-01-05', 'm', 60, 1, 400, 1)"
        );
        _market.Transfer(0, 30, 70);
        _market.Transfer(30, 31, 20);
        Promise("Team", 1_200, null, "2025-01-01");
        Promise("Treasury", 100, 30, "2025-01-01");
        Promise("Advisers", 50, null, "2025-01-01");
        Promise("Advisers", 55, null, "2025-01-02");

        _market
            .Rows("allocations")
            .ShouldBe([
                "Advisers promise only 55 - - - - - 900000 a test",
                "Team contract 1200 1000 1000 400 600 - 900000 a test",
                "Treasury watched wallet 100 - - - - 50 900000 a test",
            ]);
    }

    private void Promise(string bucket, int tokens, int? wallet, string day) =>
        _market.Connection.Execute(
            $"""
            insert into party.allocation
            select 'm', '{bucket}', {tokens}, (select address from chain.address where address_id = $wallet), 900000,
                'a test', timestamp '{day}'
            """,
            ("wallet", wallet)
        );
}
