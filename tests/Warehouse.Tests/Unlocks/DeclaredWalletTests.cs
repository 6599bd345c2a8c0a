using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Tests.Metrics;
using Souk.Warehouse.Unlocks;

namespace Souk.Warehouse.Tests.Unlocks;

/// <summary>What leaves the wallet that a file declares to hold an allocation.</summary>
public sealed class DeclaredWalletTests : TracedMarket
{
    private const int Wallet = 30;
    private const int Reserve = 31;
    private const int Sink = 65;

    public DeclaredWalletTests()
    {
        _market.Hold(Sink, "sink");
        Allocate("treasury", Wallet);
        Move(0, Wallet, 1_000_000, "2025-01-01");
    }

    [Fact]
    public void What_it_sends_is_followed_like_a_release_and_has_the_cost_of_the_allocation()
    {
        // 6,000,000 USD for 8 % of 1,000,000,000: 0.075 each.
        Fact("rounds", "A", "raised_usd", "6000000", "exact");
        Fact("rounds", "A", "bucket", "treasury", "exact");
        Fact("allocations", "treasury", "share_percent", "8", "reported");
        Fact("tokens", "GOLD", "supply_max", "1000000000", "exact");
        Move(Wallet, 20, 100, "2025-01-02");
        Move(20, 99, 30, "2025-01-05");
        Move(20, Staking, 50, "2025-01-20");

        Trace().Select(fate => fate.Origin).Distinct().ShouldBe(["wallet"]);
        At(1).ShouldBe("treasury 1 100: 100 held");
        At(7).ShouldBe("treasury 1 100: 70 held, 30 unknown");
        At(30).ShouldBe("treasury 1 100: 20 held, 50 staked, 30 unknown");
        Trace().ShouldAllBe(fate => fate.Cost == new RoundCost(0.075, "raised over bucket", "reported"));
        AfterUnlock.ReadUnfollowed(_market.Connection, "m").ShouldBeEmpty();
    }

    [Fact]
    public void What_it_sends_to_an_exchange_or_burns_is_there_at_once()
    {
        Move(Wallet, Exchange, 40, "2025-01-02");
        Move(Exchange, 99, 40, "2025-01-03");
        Move(Wallet, 0, 5, "2025-01-04");
        Move(Wallet, Sink, 7, "2025-01-04");

        At(1).ShouldBe("treasury 3 52: 40 exchange, 12 burned");
        At(90).ShouldBe("treasury 3 52: 40 exchange, 12 burned");
        AfterUnlock.ReadUnfollowed(_market.Connection, "m").ShouldBeEmpty();
    }

    [Fact]
    public void What_stays_with_declared_holders_or_goes_into_a_contract_of_the_market_is_counted_and_not_followed()
    {
        Allocate("reserve", Reserve);
        Move(Wallet, Reserve, 10, "2025-01-02");
        Move(Wallet, Staking, 20, "2025-01-03");
        Move(Reserve, 20, 4, "2025-01-04");
        _market.Label(Wallet, "Acme", "treasury");
        _market.Label(21, "Acme", "treasury");
        Move(Wallet, 21, 3, "2025-01-05");

        At(30).ShouldBe("reserve 1 4: 4 held");
        AfterUnlock
            .ReadUnfollowed(_market.Connection, "m")
            .Select(left => $"{left}: {left.Amount}")
            .ShouldBe([
                "1 transfer of a declared wallet (to a contract of the market): 20",
                "1 transfer of a declared wallet (to a declared wallet): 10",
                "1 transfer of a declared wallet (within one party): 3",
            ]);
    }

    [Fact]
    public void A_reward_that_it_pays_is_a_reward()
    {
        int leg = Move(Wallet, 20, 8, "2025-01-02");
        _market.Connection.Execute(
            $"insert into market.payment values (1, 0, {_place++}, {leg}, timestamp '2025-01-02', 'm', 'reward', 1, {Wallet}, 20, 8, null, 'transfer', {leg})"
        );

        Trace().Select(fate => (fate.Origin, fate.HolderClass)).Distinct().ShouldBe([("reward", "contributor")]);
    }

    [Fact]
    public void A_wallet_behind_a_contract_is_none_for_the_contract_s_release_tells_of_its_tokens()
    {
        _market.Connection.Execute(
            $"insert into market.vesting values (1, 0, 'm', {Vesting}, 'Treasury', 1, {Wallet}, 0, 0, 1)"
        );
        Move(0, Vesting, 50, "2025-01-02");
        int leg = Move(Vesting, Wallet, 50, "2025-01-02");
        _market.Connection.Execute(
            $"insert into market.release values (1, 0, {_place++}, {leg}, timestamp '2025-01-02', 'm', {Vesting}, 1, 50, {leg})"
        );
        Move(Wallet, 20, 1_000_010, "2025-01-03");

        Trace().Select(fate => (fate.Origin, fate.Events)).Distinct().ShouldBe([("release", 1)]);
        At(7, "release").ShouldBe("Treasury 1 50: 40 held, 10 unknown");
    }

    [Fact]
    public void Its_other_receipts_keep_the_class_of_the_holder()
    {
        Move(Wallet, 20, 8, "2025-01-02");
        int leg = Move(Staking, 20, 6, "2025-01-03");
        _market.Connection.Execute(
            $"insert into market.payment values (1, 0, {_place++}, {leg}, timestamp '2025-01-03', 'm', 'reward', 1, {Staking}, 20, 6, null, 'transfer', {leg})"
        );

        Trace()
            .Select(fate => (fate.Origin, fate.HolderClass, fate.Amount))
            .Distinct()
            .ShouldBe([("reward", "contributor", 6), ("wallet", "treasury", 8)]);
        AfterUnlock.CountOrigins(_market.Connection, "m").ShouldBe(2);
    }

    /// <summary>Against a queue of tokens for each receiver, moved by hand.</summary>
    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Any_history_leaves_the_tokens_where_a_queue_by_hand_has_them(int seed)
    {
        Lcg random = new((uint)seed);
        DateTime start = new(2025, 1, 2);
        List<(int Day, int To, int Amount)> sent = [];
        List<(int Day, int From, int Amount)> gone = [];
        for (int day = 0; day < 60; day++)
        {
            string date = start.AddDays(day).ToString("yyyy-MM-dd");
            int party = 20 + (int)(random.Next(16) % 3);
            int amount = 1 + (int)random.Next(6);
            if (random.Next(1) == 0)
            {
                Move(Wallet, party, amount, date);
                sent.Add((day, party, amount));
            }
            else
            {
                Move(party, 99, amount, date);
                gone.Add((day, party, amount));
            }
        }

        foreach (int days in AfterUnlock.HorizonsDays)
        {
            UnlockFate fate = Trace().Single(one => one.HorizonDays == days && one.Method == LotMethod.Fifo);
            BigInteger held = sent.Sum(lot => HeldByHand(lot, lot.Day + days));

            (fate.Events, fate.Amount).ShouldBe((sent.Count, sent.Sum(lot => lot.Amount)));
            fate.In(LotPlace.Held).ShouldBe(held, $"seed {seed}, after {days} days");
            fate.In(LotPlace.Unknown).ShouldBe(fate.Amount - held);
        }

        // Each unit that a party sends is the oldest that it has; what it never had is not there to send.
        long HeldByHand((int Day, int To, int Amount) lot, int until)
        {
            List<((int Day, int To, int Amount) Lot, int Left)> queue = [];
            for (int day = 0; day <= until; day++)
            {
                queue.AddRange(sent.Where(one => one.Day == day && one.To == lot.To).Select(one => (one, one.Amount)));
                int left = gone.Where(one => one.Day == day && one.From == lot.To).Sum(one => one.Amount);
                for (int index = 0; index < queue.Count; index++)
                {
                    int part = Math.Min(left, queue[index].Left);
                    queue[index] = (queue[index].Lot, queue[index].Left - part);
                    left -= part;
                }
            }

            return queue.Single(one => one.Lot == lot).Left;
        }
    }

    private IReadOnlyList<UnlockFate> Trace() => AfterUnlock.Trace(_market.Connection, "m");

    private string At(int days, string origin = "wallet") =>
        string.Join(
            ';',
            Trace()
                .Where(fate => fate.Origin == origin && fate.HorizonDays == days && fate.Method == LotMethod.Fifo)
                .Select(fate => $"{fate.HolderClass} {fate.Events} {fate.Amount}: " + Places(fate))
        );

    private void Allocate(string bucket, int wallet)
    {
        Fact("allocations", bucket, "token", "GOLD", "exact");
        Fact("allocations", bucket, "watched", $"0x{wallet:x40}", "exact");
    }
}
