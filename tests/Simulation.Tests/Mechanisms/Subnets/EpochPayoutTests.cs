using Souk.Simulation.Mechanisms.Consensus;
using Souk.Simulation.Mechanisms.Subnets;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Subnets;

/// <summary>Vectors: opentensor/subtensor 14bc6f9, `pallets/subtensor/src/tests/coinbase.rs`, with its tolerances.</summary>
public class EpochPayoutTests
{
    private const ulong Unit = 1_000_000_000;

    // `test_calculate_dividend_distribution_totals`, `…_total_only_tao`, `…_total_no_tao_weight`, `…_total_only_alpha`.
    [Theory]
    [InlineData(183_123_567_452, 837_120_949_872, .18)]
    [InlineData(0, 837_120_949_872, .18)]
    [InlineData(183_123_567_452, 0, 0)]
    [InlineData(183_123_567_452, 0, .18)]
    public void Dividends_add_up_to_what_was_pending(ulong validators, ulong root, double taoWeight)
    {
        KeyStakes stakes = new() { Alpha = [4_859_302, 23_423], Root = [2_342_352, 859_273] };
        Q96x32 weight = Q96x32.OfRaw((UInt128)(taoWeight * (1L << 32)));

        (Q96x32[] alphaParts, Q96x32[] rootParts) = DividendSplit.ByStake(
            stakes,
            [77_783_738, 19_283_940],
            weight,
            validators,
            root
        );

        alphaParts.Sum(part => part.ToDouble()).ShouldBe(validators, 1_000);
        rootParts.Sum(part => part.ToDouble()).ShouldBe(root, 1_000);
    }

    // `test_drain_base_with_subnet_with_single_staker_registered`, `…_two_stakers_registered`, `…_and_root`,
    // `…_and_root_different_amounts`, `…_half_tao_weight`: each gets half, within ten units.
    [Theory]
    [InlineData(0, 0, 0)]
    [InlineData(Unit, Unit, ulong.MaxValue)]
    [InlineData(2 * Unit, Unit, ulong.MaxValue)]
    [InlineData(2 * Unit, Unit, ulong.MaxValue / 2)]
    public void Two_validators_with_equal_alpha_share_alike(ulong firstRoot, ulong secondRoot, ulong taoWeight)
    {
        KeyStakes stakes = new() { Alpha = [Unit, Unit], Root = [firstRoot, secondRoot] };

        PayoutResult paid = Pay(stakes, neuronCount: 2, new(Unit / 2, Unit / 2, 0, 0), taoWeight);

        ((double)paid.Nominators[0]).ShouldBe(Unit / 2, 10);
        ((double)paid.Nominators[1]).ShouldBe(Unit / 2, 10);
        paid.RestAlpha.ShouldBeInRange(0, 20);
    }

    [Fact]
    public void Without_miners_a_lone_validator_gets_all()
    {
        KeyStakes stakes = new() { Alpha = [Unit], Root = [0] };

        PayoutResult paid = Pay(stakes, neuronCount: 1, new(Unit / 2, Unit / 2, 0, 7));

        paid.Nominators.ShouldBe([Unit]);
        (paid.OwnerCut, paid.RestAlpha).ShouldBe((7UL, 0L));
    }

    // `test_drain_alpha_childkey_parentkey` with an owner each: the child takes a tenth, within ten thousand units.
    [Fact]
    public void A_child_takes_its_share_of_what_it_earns_with_a_parents_stake()
    {
        KeyStakes stakes = new()
        {
            Alpha = [0, Unit],
            Root = [0, 0],
            Links = [new(Parent: 1, Child: 0, ulong.MaxValue)],
        };

        PayoutResult paid = Pay(stakes, neuronCount: 1, new(Unit / 2, Unit / 2, 0, 0), childkeyTake: 6_553);

        ((double)paid.Nominators[1]).ShouldBe(.9 * Unit, 10_000);
        ((double)paid.Nominators[0]).ShouldBe(.1 * Unit, 10_000);
    }

    // `test_get_root_children_drain_with_take` and `…_with_half_take`.
    [Theory]
    [InlineData(65_535, 0, Unit)]
    [InlineData(32_767, Unit / 4, 3 * (Unit / 4))]
    public void A_child_with_its_own_stake_keeps_the_rest(ushort childkeyTake, ulong parentGets, ulong childGets)
    {
        KeyStakes stakes = new()
        {
            Alpha = [Unit, Unit],
            Root = [Unit, Unit],
            Links = [new(Parent: 0, Child: 1, ulong.MaxValue)],
        };

        PayoutResult paid = Pay(stakes, neuronCount: 2, new(Unit / 2, Unit / 2, 0, 0), ulong.MaxValue, childkeyTake);

        ((double)paid.Nominators[0]).ShouldBe(parentGets, 10_000);
        ((double)paid.Nominators[1]).ShouldBe(childGets, 10_000);
    }

    [Fact]
    public void A_child_of_the_same_owner_takes_nothing()
    {
        KeyStakes stakes = new()
        {
            Alpha = [0, Unit],
            Root = [0, 0],
            Links = [new(Parent: 1, Child: 0, ulong.MaxValue, IsSameOwner: true)],
        };

        DividendSplit.WithParents(stakes, [1_000], [65_535, 0], Q96x32.Zero).ShouldBe([0UL, 1_000]);
    }

    [Fact]
    public void Lent_stake_counts_for_the_child()
    {
        KeyStakes stakes = new()
        {
            Alpha = [1_000, 400],
            Root = [0, 600],
            Links = [new(Parent: 0, Child: 1, ulong.MaxValue / 2)],
        };

        ulong[] weights = [.. stakes.Weights(2, Q96x32.Half).Select(weight => weight.ToUInt64())];

        weights.ShouldBe([500UL, 1_199]);
        stakes.OwnContribution(0, Q96x32.Half).ShouldBe(500UL);
    }

    [Fact]
    public void Validators_keep_their_take_of_alpha_and_of_roots_part()
    {
        KeyStakes stakes = new() { Alpha = [Unit], Root = [Unit] };

        PayoutResult paid = Pay(stakes, neuronCount: 1, new(0, 600, 400, 0), ulong.MaxValue, take: 32_768);

        (paid.ValidatorTakes[0], paid.Nominators[0]).ShouldBe((300UL, 299UL));
        (paid.RootTakes[0], paid.Root[0]).ShouldBe((200UL, 199UL));
        paid.RestAlpha.ShouldBe(2);
    }

    // Two validators each weigh one miner; the second miner is the owner's.
    [Theory]
    [InlineData(true)]
    [InlineData(false)]
    public void What_the_owner_mines_is_recycled_or_burned_and_counts_against_the_subnet(bool isRecycling)
    {
        Subnet subnet = new(new SubnetPool(PoolCurve.Weighted, Unit, Unit))
        {
            AlphaOut = 10 * Unit,
            Pending = new(Unit / 2, Unit / 2, 0, 0),
        };
        PayoutInput input = Input(new() { Alpha = [Unit, Unit, 0, 0], Root = [0, 0, 0, 0] }, 4) with
        {
            OwnerNeurons = new HashSet<int> { 3 },
            IsRecycling = isRecycling,
        };
        SparseRows<ushort>.Builder weights = new(4);
        for (int validator = 0; validator < 2; validator++)
        {
            weights.Add(2, 65_535);
            weights.Add(3, 65_535);
            weights.EndRow();
        }

        input = input with { Epoch = input.Epoch with { Weights = weights.Build() } };

        PayoutResult paid = EpochPayout.Run(SubnetRules.WeightedPools, new(subnet), subnet, input);

        paid.Miners.ShouldBe([0UL, 0, 250_000_000, 0]);
        paid.Withheld.ShouldBe(250_000_000UL);
        paid.Nominators.Sum(part => (double)part).ShouldBe(Unit / 2, 2);
        subnet.MinerBurned.ShouldBe(Q96x32.Half);
        subnet.BurnedAlpha.ShouldBe(isRecycling ? 0UL : 250_000_000);
        subnet.AlphaOut.ShouldBe((10 * Unit) - (isRecycling ? 250_000_000UL : 0));
    }

    private static PayoutResult Pay(
        KeyStakes stakes,
        int neuronCount,
        PendingAlpha pending,
        ulong taoWeight = 0,
        ushort childkeyTake = 0,
        ushort take = 0
    )
    {
        Subnet subnet = new(new SubnetPool(PoolCurve.Weighted, Unit, Unit)) { AlphaOut = 10 * Unit, Pending = pending };
        SubnetNetwork network = new(subnet) { TaoWeight = taoWeight };
        PayoutInput input = Input(stakes, neuronCount) with
        {
            ChildkeyTakes = [.. stakes.Alpha.Select(_ => childkeyTake)],
            Takes = [.. stakes.Alpha.Select(_ => take)],
        };

        PayoutResult paid = EpochPayout.Run(SubnetRules.WeightedPools, network, subnet, input);

        subnet.Pending.ShouldBe(default);
        subnet.RestAlpha.ShouldBe(paid.RestAlpha);
        return paid;
    }

    private static PayoutInput Input(KeyStakes stakes, int neuronCount) =>
        new()
        {
            Version = YumaVersion.Yuma1,
            Parameters = new() { ValidatorsMax = 64 },
            Epoch = new()
            {
                Stakes = new Q64x64[neuronCount],
                Permits = [.. Enumerable.Repeat(true, neuronCount)],
                UpdatedAt = [.. Enumerable.Repeat(1L, neuronCount)],
                RegisteredAt = new long[neuronCount],
                Weights = SparseRows<ushort>.Empty(neuronCount),
                Bonds = SparseRows<ushort>.Empty(neuronCount),
                Block = 1,
                LastEpochBlock = 0,
            },
            Stakes = stakes,
            Takes = new ushort[stakes.Alpha.Length],
            ChildkeyTakes = new ushort[stakes.Alpha.Length],
        };
}
