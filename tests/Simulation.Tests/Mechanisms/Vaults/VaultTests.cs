using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Vaults;

namespace Souk.Simulation.Tests.Mechanisms.Vaults;

public class VaultTests
{
    [Fact]
    public void A_fee_is_partly_burned_and_the_collector_keeps_the_rest()
    {
        AccountChart chart = new();
        int owner = chart.Add("owner");
        int collector = chart.Add("collector");
        TokenLedger ledger = new(chart, "MASA");
        ledger.Mint(0, owner, 150);
        VaultFees fees = new(mintFee: 101, manageFee: 3, burnPartsPerBillion: 500_000_000);

        // Half of 101 and of 3, rounded down.
        fees.Post(ledger, 0, owner, collector, fees.MintFee).ShouldBe(new VaultCharge(50, 51));
        fees.Post(ledger, 0, owner, collector, fees.ManageFee).ShouldBe(new VaultCharge(1, 2));

        ledger.Balances(0).ToArray().ShouldBe([46, 53]);
        ledger.Supply(0).ShouldBe(99);
        Should.Throw<InvalidOperationException>(() => fees.Post(ledger, 0, owner, collector, 101));
        ledger.Supply(0).ShouldBe(99);
    }

    [Fact]
    public void An_owner_has_at_most_one_vault_and_only_a_holder_can_change_or_burn_it()
    {
        VaultRegister register = new(ownerCount: 2);

        register.Update(0, 5).ShouldBeFalse();
        register.Burn(0).ShouldBeFalse();
        register.Mint(0, 5).ShouldBeTrue();
        register.Mint(0, 6).ShouldBeFalse();
        register.MetadataOf(0).ShouldBe((UInt128)5);
        register.Update(0, 7).ShouldBeTrue();

        register.MetadataOf(0).ShouldBe((UInt128)7);
        register.Has(1).ShouldBeFalse();
        (register.Count, register.UpdateCount).ShouldBe((1, 1));
        register.Burn(0).ShouldBeTrue();
        register.Has(0).ShouldBeFalse();
        register.MetadataOf(0).ShouldBe((UInt128)0);
        register.Count.ShouldBe(0);
    }

    [Fact]
    public void Shares_and_fees_out_of_bounds_are_refused()
    {
        Should
            .Throw<ArgumentOutOfRangeException>(() => new VaultFees(1, 1, 1_000_000_001))
            .Message.ShouldContain("burnPartsPerBillion is 1000000001");
        Should.Throw<ArgumentOutOfRangeException>(() => new VaultFees(-1, 1, 0));
    }
}
