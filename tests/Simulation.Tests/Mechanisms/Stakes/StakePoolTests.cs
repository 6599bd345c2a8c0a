using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Stakes;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Stakes;

public class StakePoolTests
{
    private const int Masa = 0;

    private readonly TokenLedger _ledger;
    private readonly AccountRange _owners;
    private readonly int _staked;
    private readonly int _rewards;
    private readonly int _treasury;

    public StakePoolTests()
    {
        AccountChart chart = new();
        _staked = chart.Add("staked");
        _rewards = chart.Add("rewards");
        _treasury = chart.Add("treasury");
        _owners = chart.Add("owner", 2);
        _ledger = new TokenLedger(chart, "MASA");
        _ledger.Mint(Masa, _rewards, 1_000);
        _ledger.Mint(Masa, _owners[0], 20_000);
        _ledger.Mint(Masa, _owners[1], 5_000);
    }

    [Fact]
    public void A_stake_returns_with_its_interest_after_period_and_cooldown()
    {
        StakePool pool = Pool();

        int stake = pool.Lock(0, 9_999, term: 0, step: 10)!.Value;

        // 3 % of 9,999 is 299.97.
        pool.RewardsReserved.ShouldBe(299);
        pool.TotalStaked.ShouldBe(9_999);
        pool.Unlock(stake, step: 99).ShouldBeFalse();
        pool.Unlock(stake, step: 100).ShouldBeTrue();
        pool.Unlock(stake, step: 101).ShouldBeFalse();
        pool.Claim(stake, step: 113).ShouldBe(0);
        pool.Claim(stake, step: 114).ShouldBe(10_298);
        pool.Claim(stake, step: 115).ShouldBe(0);
        _ledger.Balance(Masa, _owners[0]).ShouldBe(20_299);
        pool.RewardsReserved.ShouldBe(0);
        pool.TotalStaked.ShouldBe(0);
    }

    [Fact]
    public void A_stake_whose_reward_cannot_be_set_aside_is_not_taken()
    {
        StakePool pool = Pool();

        pool.Lock(0, 10_000, term: 1, step: 0).ShouldNotBeNull();
        pool.RewardsAvailable.ShouldBe(200);
        pool.Lock(1, 2_513, term: 1, step: 0).ShouldBeNull();

        _ledger.Balance(Masa, _owners[1]).ShouldBe(5_000);
        pool.Lock(1, 2_500, term: 1, step: 0).ShouldNotBeNull();
    }

    [Fact]
    public void The_programme_ends_after_two_years_and_earlier_stakes_keep_their_terms()
    {
        StakePool pool = Pool(lastStep: 729);

        int stake = pool.Lock(0, 10_000, term: 0, step: 729)!.Value;
        pool.Lock(0, 1_000, term: 0, step: 730).ShouldBeNull();
        pool.Unlock(stake, step: 819);

        pool.Claim(stake, step: 833).ShouldBe(10_300);
    }

    [Fact]
    public void A_stake_tied_to_vesting_stays_locked_until_the_vesting_ends()
    {
        StakePool pool = Pool();

        int stake = pool.Lock(0, 1_000, term: 0, step: 0, vestingEndStep: 1_095)!.Value;

        pool.Unlock(stake, step: 1_094).ShouldBeFalse();
        _ledger.Balance(Masa, _staked).ShouldBe(1_000);
        pool.Unlock(stake, step: 1_095).ShouldBeTrue();
    }

    [Fact]
    public void Slashing_takes_a_share_and_the_reward_shrinks_with_it()
    {
        StakePool pool = Pool();
        int stake = pool.Lock(0, 10_000, term: 1, step: 0)!.Value;

        pool.Slash(stake, new Share(0.1), to: _treasury).ShouldBe(1_000);
        pool.Slash(stake, new Share(0.5), to: null).ShouldBe(4_500);

        _ledger.Balance(Masa, _treasury).ShouldBe(1_000);
        _ledger.Supply(Masa).ShouldBe(26_000 - 4_500);
        pool.RewardsReserved.ShouldBe(360);
        pool.TotalStaked.ShouldBe(4_500);
        pool.Unlock(stake, step: 270);
        pool.Claim(stake, step: 284).ShouldBe(4_860);
    }

    [Fact]
    public void A_role_requires_a_stake_that_is_not_on_its_way_out()
    {
        StakePool pool = Pool();
        int stake = pool.Lock(0, 1_000, term: 0, step: 0)!.Value;

        pool.IsQualified(0, required: 1_000).ShouldBeTrue();
        pool.IsQualified(0, required: 1_001).ShouldBeFalse();
        pool.IsQualified(1, required: 1).ShouldBeFalse();
        pool.Unlock(stake, step: 90);
        pool.IsQualified(0, required: 1).ShouldBeFalse();
    }

    [Fact]
    public void A_reward_that_others_took_leaves_the_stake_untouched()
    {
        StakePool pool = Pool();
        int stake = pool.Lock(0, 10_000, term: 0, step: 0)!.Value;
        pool.Unlock(stake, step: 90);
        _ledger.Transfer(Masa, _rewards, _treasury, 999);

        Should.Throw<InvalidOperationException>(() => pool.Claim(stake, step: 104));

        _ledger.Balance(Masa, _staked).ShouldBe(10_000);
        _ledger.Balance(Masa, _owners[0]).ShouldBe(10_000);
        pool.TotalStaked.ShouldBe(10_000);
    }

    [Fact]
    public void Terms_and_amounts_without_meaning_are_refused()
    {
        Should.Throw<ArgumentException>(() =>
            new StakePool(_ledger, _owners, new(Masa, _staked, _rewards, [], CooldownSteps: 1))
        );
        Should.Throw<ArgumentOutOfRangeException>(() => Pool().Lock(0, 0, term: 0, step: 0));
        Should.Throw<InvalidOperationException>(() => Pool().Lock(1, 5_001, term: 0, step: 0));
    }

    // 90 steps at 3 % and 270 at 8 %, as MasaStakingV2 counts: millionths of a percent.
    private StakePool Pool(int lastStep = int.MaxValue) =>
        new(
            _ledger,
            _owners,
            new(Masa, _staked, _rewards, [new(90, 3_000_000), new(270, 8_000_000)], CooldownSteps: 14, lastStep)
        );
}
