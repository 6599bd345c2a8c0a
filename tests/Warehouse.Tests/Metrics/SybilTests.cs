using Souk.Warehouse.Tests.Recomputations;

namespace Souk.Warehouse.Tests.Metrics;

public sealed class SybilTests : IDisposable
{
    private const string Behind = "0x0000000000000000000000000000000000000046";

    private readonly PaidMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Theory]
    [Recomputes("sybil_screen")]
    [InlineData(2, true, null)]
    [InlineData(3, true, "funding 3 3 3 3 GOLD 0 30 500000 600000 suspected (funding, 60 %)")]
    [InlineData(11, true, "funding 11 11 11 11 GOLD 0 110 785714 600000 suspected (funding, 60 %)")]
    [InlineData(11, false, "funding 11 1 11 11 GOLD 0 110 785714 270000 suspected (funding, 27 %)")]
    [InlineData(10, false, "funding 10 1 10 10 GOLD 0 100 769230 300000 suspected (funding, 30 %)")]
    public void Wallets_that_one_address_funded_alike_and_that_earned_are_a_group_however_many(
        int wallets,
        bool isAlike,
        string? group
    )
    {
        for (int wallet = 0; wallet < wallets; wallet++)
        {
            // Otherwise each on its day with its amount.
            string day = new DateOnly(2025, 1, 1).AddDays(isAlike ? 0 : wallet).ToString("yyyy-MM-dd");
            _market.Transfer(70, 100 + wallet, isAlike ? 5 : 5 + wallet, day);
            _market.Contribute(100 + wallet, "2025-03-01");
            _market.PayByTransfer("reward", 50, 100 + wallet, 10, "2025-03-02");
        }

        // Somebody whom nobody else funds earns 30; one more of the group never does anything.
        _market.PayByTransfer("reward", 50, 20, 30, "2025-03-02");
        _market.Transfer(70, 190, 5);

        _market.Rows("sybil_screen").ShouldBe(group is null ? [] : [$"{Behind} {group}"]);
    }

    [Fact]
    public void A_declared_exchange_a_contract_and_a_payment_put_nobody_into_a_group()
    {
        _market.Label(70, "Big Exchange", "exchange");
        _market.Hold(71, "staking");
        for (int wallet = 0; wallet < 11; wallet++)
        {
            _market.Transfer(70, 100 + wallet, 5);
            _market.Transfer(71, 120 + wallet, 5);
            _market.PayByTransfer("price", 72, 140 + wallet, 5);
            foreach (int first in (int[])[100, 120, 140])
            {
                _market.Contribute(first + wallet, "2025-03-01");
            }
        }

        _market.Rows("sybil_screen").ShouldBeEmpty();
    }

    [Fact]
    public void Wallets_that_one_address_signs_for_are_a_group_even_if_only_one_token_paid_them()
    {
        foreach (int wallet in (int[])[100, 101, 102])
        {
            _market.Control(wallet, controller: 70, "signer");
            _market.Contribute(wallet, "2025-03-01");
        }

        _market.Pay("fee_share", 50, 100, 7, "2025-03-02");

        _market
            .Rows("sybil_screen")
            .ShouldBe([$"{Behind} signer 3 0 3 1 USDC 0 7 1000000 900000 suspected (signer, 90 %)"]);
    }
}
