using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Tests.Metrics;
using Souk.Warehouse.Unlocks;

namespace Souk.Warehouse.Tests.Unlocks;

public sealed class AfterUnlockTests : TracedMarket
{
    private const int Owner = 20;

    public AfterUnlockTests()
    {
        _market.Connection.Execute(
            $"insert into market.vesting values (1, 0, 'm', {Vesting}, 'Team', 1, {Owner}, 0, 0, 1)"
        );
        Reserves(1_000, 1_000, "2025-01-01");
    }

    [Fact]
    public void The_first_tokens_to_come_leave_first_or_every_lot_gives_its_part()
    {
        Move(5, Owner, 300, "2025-01-01");
        Release(100, "2025-01-02");
        Move(Owner, 99, 320, "2025-01-05");

        // FIFO: the 300 of somebody else go first. Pro rata: 80 of the 100 go.
        At("release", 7, LotMethod.Fifo).ShouldBe("1 100: 80 held, 20 unknown");
        At("release", 7, LotMethod.ProRata).ShouldBe("1 100: 20 held, 80 unknown");
        At("release", 1, LotMethod.Fifo).ShouldBe("1 100: 100 held");
    }

    [Fact]
    public void Only_a_swap_is_called_sold()
    {
        Release(100, "2025-01-02");
        Move(Owner, Pool, 30, "2025-01-03");
        Reserves(1_030, 971, "2025-01-03");
        Move(Owner, Pool, 20, "2025-01-04");
        Reserves(1_050, 990, "2025-01-04");
        Move(Owner, Exchange, 10, "2025-01-05");
        Move(Owner, 0, 5, "2025-01-06");

        // The second transfer to the pool gave liquidity: both reserves grew.
        At("release", 7, LotMethod.Fifo).ShouldBe("1 100: 35 held, 30 sold, 10 exchange, 5 burned, 20 unknown");
    }

    [Fact]
    public void A_sale_in_a_pool_of_ticks_is_sold_and_liquidity_there_is_not()
    {
        const int Ticks = 51;
        _market.Hold(Ticks, "pool");
        _market.Connection.Execute(
            $"insert into market.tick_pool values (1, 0, {_place++}, timestamp '2025-01-01', 'm', {Ticks}, 1, 2, 1, 3000, 60)"
        );
        void Swap(int token, int quote, string day) =>
            _market.Connection.Execute(
                $"insert into market.tick_swap values (1, 0, {_place++}, timestamp '{day}', 'm', {Ticks}, unhex('{"1".PadRight(25, '0').PadLeft(40, '0')}'), 1000, 0, {token}, {quote})"
            );
        Swap(0, 0, "2025-01-01");
        Release(100, "2025-01-02");
        Move(Owner, Ticks, 30, "2025-01-03");
        Swap(30, -29, "2025-01-03");
        Move(Owner, Ticks, 20, "2025-01-04");
        _market.Connection.Execute(
            $"insert into market.tick_liquidity values (1, 0, {_place++}, timestamp '2025-01-04', 'm', {Ticks}, {Owner}, -60, 60, 500)"
        );
        Move(Ticks, Owner, 7, "2025-01-05");
        Swap(-7, 8, "2025-01-05");

        At("release", 7, LotMethod.Fifo).ShouldBe("1 100: 50 held, 30 sold, 20 unknown");
    }

    [Theory]
    [InlineData(0, 40, false, "60 held, 40 bridged")]
    [InlineData(70, 40, false, "60 held, 40 bridged")]
    [InlineData(70, 39, true, "60 held, 40 bridged")]
    [InlineData(70, 39, false, "60 held, 40 unknown")]
    public void What_a_message_burns_or_locks_is_bridged_and_what_goes_elsewhere_beside_it_is_not(
        int recipient,
        int sent,
        bool isContract,
        string places
    )
    {
        Release(100, "2025-01-02");
        int leg = Move(Owner, recipient, 40, "2025-01-03");
        _market.Connection.Execute(
            $"""
            insert into market.message values (1, 0, {_place}, {leg}, timestamp '2025-01-03', 'm', 'layerzero', ''::blob, 'sent', 2, {Owner}, 1, {sent});
            insert into chain.log values (1, 0, {_place++}, {leg}, 0, 0, {(
                isContract ? 70 : 71
            )}, 1, 1, null, null, null, null, null, null, ''::blob);
            """
        );

        At("release", 7, LotMethod.Fifo).ShouldBe("1 100: " + places);
    }

    [Fact]
    public void What_goes_to_ones_own_linked_wallet_is_held_until_that_wallet_sends_it_on()
    {
        _market.Label(Owner, "Acme", "team");
        _market.Label(21, "Acme", "team");
        Release(100, "2025-01-02");
        Move(Owner, 21, 60, "2025-01-03");
        Move(21, 99, 25, "2025-01-20");

        At("release", 7, LotMethod.Fifo).ShouldBe("1 100: 100 held");
        At("release", 30, LotMethod.Fifo).ShouldBe("1 100: 75 held, 25 unknown");
    }

    [Fact]
    public void What_is_staked_comes_back_as_what_it_was_and_its_reward_is_new()
    {
        Release(100, "2025-01-02");
        Move(Owner, Staking, 60, "2025-01-03");
        Reward(66, 6, "2025-01-20");
        Move(Owner, 99, 80, "2025-02-01");

        At("release", 7, LotMethod.Fifo).ShouldBe("1 100: 40 held, 60 staked");
        At("release", 90, LotMethod.Fifo).ShouldBe("1 100: 20 held, 80 unknown");
        At("reward", 90, LotMethod.Fifo).ShouldBe("1 6: 6 held");
    }

    [Fact]
    public void What_cannot_be_followed_is_counted_by_its_reason()
    {
        Release(100, "2025-01-02");
        _market.Connection.Execute(
            $"""
            insert into market.release values (1, 0, {_place++}, 0, timestamp '2025-01-03', 'm', {Vesting}, 1, 7, null);
            insert into market.release values (1, 0, {_place++}, 0, timestamp '2025-01-04', 'm', {Vesting}, 1, 8, 999);
            insert into market.payment values
                (1, 0, {_place++}, 0, timestamp '2025-01-05', 'm', 'reward', 2, {Staking}, {Owner}, 5, null, 'internal', null);
            """
        );
        PayInto(Pool, 30);
        Reward(6, 6, "2025-01-20");
        // 30 and 31 are one: what 30 pays 31 stays with it.
        _market.Control(30, 31, "signer");
        PayInto(31, 40, from: 30);

        AfterUnlock
            .ReadUnfollowed(_market.Connection, "m")
            .Select(left => $"{left}: {left.Amount}")
            .ShouldBe([
                "2 releases (no transfer): 15",
                "1 reward (another token): ",
                "1 reward (to a contract of the market): 30",
                "1 reward (within one party): 40",
            ]);
        // What is followed and what is not are all that there is.
        At("release", 1, LotMethod.Fifo).ShouldBe("1 100: 100 held");
        At("reward", 1, LotMethod.Fifo).ShouldBe("1 6: 6 held");
        AfterUnlock.ReadUnfollowed(_market.Connection, "m", new DateTime(2025, 1, 3)).Single().Events.ShouldBe(1);

        void PayInto(int recipient, int amount, int from = Staking)
        {
            int leg = Move(from, recipient, amount, "2025-01-06");
            _market.Connection.Execute(
                $"insert into market.payment values (1, 0, {_place++}, {leg}, timestamp '2025-01-06', 'm', 'reward', 1, {from}, {recipient}, {amount}, null, 'transfer', {leg})"
            );
        }
    }

    [Fact]
    public void Releases_younger_than_the_horizon_wait()
    {
        Release(100, "2025-05-01");
        Release(50, "2025-06-28");

        At("release", 1, LotMethod.Fifo).ShouldBe("2 150: 150 held");
        At("release", 7, LotMethod.Fifo).ShouldBe("1 100: 100 held");
        At("release", 90, LotMethod.Fifo).ShouldBe("");
    }

    [Fact]
    public void Releases_have_the_cost_of_the_rounds_that_feed_their_bucket_and_rewards_have_none()
    {
        // 6,000,000 USD for 8 % of 1,000,000,000: 0.075 each. The bucket of the vesting wallet is called Team.
        Fact("rounds", "A", "raised_usd", "6000000", "exact");
        Fact("rounds", "A", "bucket", "team", "exact");
        Fact("allocations", "team", "share_percent", "8", "reported");
        Fact("allocations", "team", "token", "GOLD", "exact");
        Fact("tokens", "GOLD", "supply_max", "1000000000", "exact");
        Release(100, "2025-01-02");
        Reward(6, 6, "2025-01-20");

        IReadOnlyList<UnlockFate> fates = AfterUnlock.Trace(_market.Connection, "m");

        fates
            .Where(fate => fate.Origin == "release")
            .Select(fate => fate.Cost)
            .Distinct()
            .ShouldBe([new RoundCost(0.075, "raised over bucket", "reported")]);
        fates.Where(fate => fate.Origin == "reward").ShouldAllBe(fate => fate.Cost == null);
        fates.Select(fate => fate.Origin).Distinct().Count().ShouldBe(2);
    }

    [Theory]
    [InlineData("Team", "0.0867", "0.0867", null, "price of the sale", 0.0867)]
    [InlineData("Team", "0.0867", "0.1", null, "prices differ", null)]
    [InlineData("Team", "0.0867", null, null, "price not found", null)]
    [InlineData("team", "0.1", "0.1", "0.1", "stated price", 0.1)]
    [InlineData("team", "0.1", "0.1", "0.2", "prices differ", null)]
    public void Sales_of_a_bucket_give_it_the_price_that_all_of_them_and_its_rounds_paid(
        string bucket,
        string first,
        string? second,
        string? round,
        string basis,
        double? cost
    )
    {
        Fact("sales", "Launchpad", "bucket", bucket, "exact");
        Fact("sales", "Launchpad", "price_usd", first, "assumed");
        Fact("sales", "Auction", "bucket", bucket, "exact");
        Fact("sales", "Auction", "price_usd", second, second is null ? "not found" : "reported");
        Fact("sales", "elsewhere", "bucket", "community", "exact");
        Fact("sales", "elsewhere", "price_usd", "7", "exact");
        if (round is not null)
        {
            Fact("rounds", "A", "price_usd", round, "exact");
            Fact("rounds", "A", "raised_usd", "5000000", "exact");
            Fact("rounds", "A", "bucket", "team", "exact");
        }

        Release(100, "2025-01-02");

        AfterUnlock
            .Trace(_market.Connection, "m")[0]
            .Cost.ShouldBe(new RoundCost(cost, basis, second is null ? "not found" : "assumed"));
    }

    [Fact]
    public void A_sale_that_has_not_begun_by_then_has_no_price_yet()
    {
        Fact("sales", "Launchpad", "bucket", "team", "exact");
        Fact("sales", "Launchpad", "price_usd", "0.0867", "assumed");
        Fact("sales", "Launchpad", "date", "2025-02-25", "exact");
        Release(100, "2025-01-02");
        _market.Connection.Execute("update chain.block set time = timestamp '2025-02-20'");

        AfterUnlock.Trace(_market.Connection, "m", new DateTime(2025, 2, 24))[0].Cost.ShouldBeNull();
        AfterUnlock.Trace(_market.Connection, "m", new DateTime(2025, 2, 25))[0].Cost!.Usd.ShouldBe(0.0867);
    }

    [Fact]
    public void A_cost_that_no_file_shows_is_not_guessed()
    {
        Fact("rounds", "A", "raised_usd", null, "not found");
        Fact("rounds", "A", "bucket", "team", "exact");
        Release(100, "2025-01-02");

        RoundCost? cost = AfterUnlock.Trace(_market.Connection, "m")[0].Cost;

        (cost!.Usd, cost.Basis).ShouldBe((null, "amount not found"));
    }

    [Fact]
    public void Whatever_happens_every_token_is_in_one_place_and_never_more_left_than_came()
    {
        Lcg random = new(23);
        BigInteger released = 0;
        for (int day = 0; day < 120; day++)
        {
            string date = new DateOnly(2025, 1, 2).AddDays(day).ToString("yyyy-MM-dd");
            BigInteger amount = 1 + random.Next(70);
            if (day % 3 == 0)
            {
                Release(amount, date);
                released += day <= 119 ? amount : 0;
            }
            else
            {
                Move(Owner, day % 2 == 0 ? Staking : 99, amount / 4, date);
            }
        }

        IReadOnlyList<UnlockFate> fates = AfterUnlock.Trace(_market.Connection, "m");

        fates.Count.ShouldBe(8);
        foreach (UnlockFate fate in fates)
        {
            fate.Places.Aggregate(BigInteger.Zero, (sum, place) => sum + place).ShouldBe(fate.Amount);
            fate.Places.ShouldAllBe(place => place >= 0);
        }

        fates.Where(fate => fate.HorizonDays == 1).ShouldAllBe(fate => fate.Amount == released);
        fates.Select(fate => fate.In(LotPlace.Unknown)).Distinct().Count().ShouldBeGreaterThan(4);
    }

    private string At(string origin, int days, LotMethod method) =>
        string.Join(
            ';',
            AfterUnlock
                .Trace(_market.Connection, "m")
                .Where(fate => fate.Origin == origin && fate.HorizonDays == days && fate.Method == method)
                .Select(fate => $"{fate.Events} {fate.Amount}: " + Places(fate))
        );

    private void Release(BigInteger amount, string day)
    {
        Move(0, Vesting, amount, day);
        int leg = Move(Vesting, Owner, amount, day);
        _market.Connection.Execute(
            $"insert into market.release values (1, 0, {_place++}, {leg}, timestamp '{day}', 'm', {Vesting}, 1, {amount}, {leg})"
        );
    }

    /// <summary>Stake and reward come in one transfer.</summary>
    private void Reward(int amount, int reward, string day)
    {
        int leg = Move(Staking, Owner, amount, day);
        _market.Connection.Execute(
            $"insert into market.payment values (1, 0, {_place++}, {leg}, timestamp '{day}', 'm', 'reward', 1, {Staking}, {Owner}, {reward}, null, 'transfer', {leg})"
        );
    }

    private void Reserves(int token, int quote, string day) =>
        _market.Connection.Execute(
            $"insert into market.pool_state values (1, 0, {_place++}, timestamp '{day}', 'm', {Pool}, 1, 2, {token}, {quote}, 'uniswap_v2', 3000, 0)"
        );
}
