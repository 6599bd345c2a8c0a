using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.DataPools;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.DataPools;

public class DataPoolBookTests
{
    private const int Native = 0;
    private const int Stable = 1;
    private static readonly Share s_all = new(1);

    private readonly TokenLedger _ledger;
    private readonly AccountRange _people;
    private readonly AccountRange _escrows;
    private readonly DataHoldings _holdings = new(typeCount: 2, contributorCount: 3);
    private readonly DataPoolBook _book;

    public DataPoolBookTests()
    {
        AccountChart chart = new();
        _escrows = chart.Add("escrow", 2);
        _people = chart.Add("contributor", 3);
        _ledger = new TokenLedger(chart, "MASA", "USDC");
        _book = new DataPoolBook(_ledger, _people, _holdings);
        _holdings.OfType(0).Fill(100);
        _holdings.OfType(1).Fill(100);
    }

    [Fact]
    public void A_share_of_the_data_is_staked_and_paid_at_the_end_of_the_period()
    {
        int pool = Open(budget: 10_000, rewards: [10, 0]);

        _book.Stake(pool, contributor: 1, type: 0, new Share(0.25), step: 3).ShouldBe(25);
        _book.Reserved(pool).ShouldBe(250);
        _holdings.OfType(0)[1].ShouldBe(75);
        Settle(8)[pool].ShouldBe(0);

        // Five steps from the start of step 3 are over with step 7; step 9 is the sixth after.
        Settle(12)[pool].ShouldBe(250);
        _ledger.Balance(Native, _people[1]).ShouldBe(250);
        _holdings.OfType(0)[1].ShouldBe(100);
        _book.Reserved(pool).ShouldBe(0);
        _book.PositionCount.ShouldBe(0);
    }

    [Fact]
    public void Each_pool_pays_in_the_currency_that_its_buyer_chose()
    {
        int native = Open(budget: 10_000, rewards: [10, 0]);
        int stable = Open(budget: 10_000, rewards: [0, 7], token: Stable);

        _book.Stake(native, 0, type: 0, s_all, step: 0);
        _book.Stake(stable, 0, type: 1, s_all, step: 0);
        Settle(9);

        _ledger.Balance(Native, _people[0]).ShouldBe(1_000);
        _ledger.Balance(Stable, _people[0]).ShouldBe(700);
    }

    [Fact]
    public void A_pool_takes_no_more_than_its_caps_and_its_budget_allow()
    {
        int capped = Open(budget: 10_000, rewards: [10, 3], cap: 30);
        int poor = Open(budget: 155, rewards: [10, 3]);

        _book.Stake(capped, 0, type: 0, s_all, step: 0).ShouldBe(30);
        _book.Stake(capped, 0, type: 1, s_all, step: 0).ShouldBe(0);
        _book.Stake(poor, 1, type: 0, s_all, step: 0).ShouldBe(15);
        _book.Stake(poor, 2, type: 1, s_all, step: 0).ShouldBe(1);
        _book.Available(poor).ShouldBe(2);
    }

    [Fact]
    public void Data_types_have_prices_of_their_own_and_a_price_of_zero_takes_none()
    {
        int pool = Open(budget: 10_000, rewards: [10, 0]);

        _book.Stake(pool, 0, type: 1, s_all, step: 0).ShouldBe(0);
        _book.Stake(pool, 0, type: 0, s_all, step: 0).ShouldBe(100);
        _book.Reserved(pool).ShouldBe(1_000);
    }

    [Fact]
    public void Consent_that_expires_is_paid_for_the_time_it_lasted()
    {
        int pool = Open(budget: 10_000, rewards: [10, 0]);

        // Steps 0 and 1 of a period of ten.
        _book.Stake(pool, 0, type: 0, s_all, step: 0, consentStep: 1).ShouldBe(100);
        Settle(0)[pool].ShouldBe(0);
        Settle(1)[pool].ShouldBe(200);

        _holdings.OfType(0)[0].ShouldBe(100);
        _book.Available(pool).ShouldBe(9_800);
        _book.Stake(pool, 0, type: 0, s_all, step: 2, consentStep: 1).ShouldBe(0);
    }

    [Fact]
    public void Revoked_consent_ends_all_positions_of_a_contributor_and_of_no_one_else()
    {
        int pays = Open(budget: 10_000, rewards: [10, 0]);
        int forfeits = Open(budget: 10_000, rewards: [0, 10], paysOnRevocation: false);
        _book.Stake(pays, 0, type: 0, s_all, step: 0);
        _book.Stake(forfeits, 0, type: 1, s_all, step: 0);
        _book.Stake(pays, 1, type: 0, s_all, step: 0);

        _book.Revoke([true, false, false], step: 4);
        Int128[] paid = Settle(4);

        paid.ShouldBe([500, 0]);
        _book.PositionCount.ShouldBe(1);
        Settle(9).ShouldBe([1_000, 0]);
        _ledger.Balance(Native, _people[0]).ShouldBe(500);
    }

    [Fact]
    public void A_place_of_a_revoked_position_is_not_used_twice_and_a_cleared_book_begins_anew()
    {
        int pool = Open(budget: 10_000, rewards: [1, 0]);
        _book.Stake(pool, 0, type: 0, s_all, step: 0);
        _book.Revoke([true, false, false], step: 2);
        Settle(2)[pool].ShouldBe(30);

        // Due on the step on which the revoked one would have been.
        _book.Stake(pool, 1, type: 0, s_all, step: 3, consentStep: 9);
        _book.Stake(pool, 2, type: 0, s_all, step: 0);
        Settle(9)[pool].ShouldBe(170);
        _book.Staked(pool).ShouldBe(0);

        _book.Stake(pool, 1, type: 0, s_all, step: 10);
        _book.Clear();

        (_book.PositionCount, _book.Staked(pool), _book.Reserved(pool)).ShouldBe((0, 0, 0));
        Settle(40)[pool].ShouldBe(0);
    }

    [Fact]
    public void A_pool_that_is_closed_takes_nothing_and_keeps_its_promises()
    {
        int pool = Open(budget: 10_000, rewards: [10, 0], lastStep: 5);

        _book.Stake(pool, 0, type: 0, s_all, step: 5).ShouldBe(100);
        _book.Stake(pool, 1, type: 0, s_all, step: 6).ShouldBe(0);
        Settle(14)[pool].ShouldBe(1_000);
    }

    [Fact]
    public void Terms_that_cannot_be_kept_are_refused_by_name()
    {
        Should.Throw<ArgumentException>(() => Open(1, [1])).Message.ShouldContain("1 rewards for 2 data types");
        Should.Throw<ArgumentException>(() => Open(1, [-1, 0])).Message.ShouldContain("negative reward");
        Should.Throw<ArgumentException>(() => Open(1, [1, 0], cap: 0)).Message.ShouldContain("Pool");
    }

    [Fact]
    public void No_history_makes_a_pool_owe_more_than_it_holds_or_loses_data()
    {
        Prop.ForAll<uint>(seed =>
            {
                DataPoolBookTests world = new();
                world.PlayAnyHistory(new RandomStream(seed, 0), stepCount: 40);
                return world._ledger.Supply(Native) == 5_000
                    && world._holdings.OfType(0).ToArray().Sum() == 300
                    && world._book.Reserved(0) == 0
                    && world._book.PositionCount == 0;
            })
            .QuickCheckThrowOnFailure();
    }

    private void PlayAnyHistory(RandomStream random, int stepCount)
    {
        int pool = Open(budget: 5_000, rewards: [13, 0], cap: 60);
        for (int step = 0; step < stepCount; step++)
        {
            RandomBlock draw = random.Draw(DrawKind.OrderSize, 0, step);
            int contributor = (int)(draw.First * 3);
            _book.Stake(pool, contributor, 0, new Share(draw.Second), step, step + (int)(draw.First * 20));
            _book.Revoke([draw.Second < 0.1, false, draw.Second > 0.9], step);
            Settle(step);
            _book.Available(pool).ShouldBeGreaterThanOrEqualTo(0);
        }

        Settle(stepCount + 10);
    }

    private int Open(
        Int128 budget,
        Int128[] rewards,
        int token = Native,
        long cap = long.MaxValue,
        int lastStep = int.MaxValue,
        bool paysOnRevocation = true
    )
    {
        int escrow = _escrows[_book.PoolCount];
        _ledger.Mint(token, escrow, budget);
        return _book.Open(new("surf", token, escrow, rewards, 10, cap, lastStep, paysOnRevocation));
    }

    private Int128[] Settle(int step)
    {
        Int128[] paid = new Int128[_book.PoolCount];
        _book.Settle(step, paid);
        return paid;
    }
}
