using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Mechanisms.Consensus;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Consensus;

/// <summary>What holds for any subnet, under each version.</summary>
public class ConsensusLawTests
{
    private const int NeuronCount = 12;
    private const long Block = 100;

    [Theory]
    [InlineData("Yuma1")]
    [InlineData("Yuma2")]
    [InlineData("Yuma3")]
    public void Emission_is_split_without_loss_but_for_a_small_rest(string version) =>
        Check(
            from subnet in Subnets()
            from emission in ArbMap.Default.GeneratorFor<uint>()
            select (subnet, (ulong)emission << 12),
            drawn =>
            {
                (EpochInput input, ulong emission) = drawn;

                EpochResult result = YumaEpoch.Run(Enum.Parse<YumaVersion>(version), Parameters, input, emission);

                UInt128 paid = result
                    .MinerEmission.Concat(result.ValidatorEmission)
                    .Aggregate((UInt128)0, (a, b) => a + b);
                bool isAnyStake = input.Stakes.Any(stake => stake > Q64x64.Zero);
                ulong roundings = 2 * NeuronCount * (1 + (emission >> 31));
                return paid + result.Rest == emission && (!isAnyStake || result.Rest <= roundings);
            }
        );

    [Theory]
    [InlineData("Yuma1")]
    [InlineData("Yuma2")]
    [InlineData("Yuma3")]
    public void Only_the_proportions_of_weights_count(string version) =>
        Check(
            from subnet in Subnets()
            from factor in Gen.Choose(2, 200)
            select (subnet, factor),
            drawn =>
            {
                (EpochInput input, int factor) = drawn;
                EpochInput scaled = input with { Weights = input.Weights.Select(weight => (ushort)(weight * factor)) };

                EpochResult result = YumaEpoch.Run(Enum.Parse<YumaVersion>(version), Parameters, input, 1_000_000);
                EpochResult same = YumaEpoch.Run(Enum.Parse<YumaVersion>(version), Parameters, scaled, 1_000_000);

                return same.Consensus.SequenceEqual(result.Consensus)
                    && same.MinerEmission.SequenceEqual(result.MinerEmission)
                    && same.ValidatorEmission.SequenceEqual(result.ValidatorEmission)
                    && same.Bonds.Cells.SequenceEqual(result.Bonds.Cells);
            }
        );

    // Neurons 0 and 1 have just over half of the stake. What they call worthless stays unpaid, whatever others say; what
    // they both give a third of their weight has a consensus of a third at least.
    [Theory]
    [InlineData("Yuma1")]
    [InlineData("Yuma2")]
    [InlineData("Yuma3")]
    public void A_majority_of_stake_cannot_be_outvoted(string version) =>
        Check(
            Subnets(),
            input =>
            {
                SparseRows<ushort>.Builder weights = new(NeuronCount);
                for (int uid = 0; uid < NeuronCount; uid++)
                {
                    (int first, int second) = uid < 2 ? (8, 9) : (10, 11);
                    weights.Add(first, 1);
                    weights.Add(second, 2);
                    weights.EndRow();
                }

                int[] stakes = [26, 26, .. Enumerable.Repeat(6, 8), 0, 0];
                EpochInput split = input with
                {
                    Stakes = [.. stakes.Select(stake => Q64x64.Of(stake))],
                    Permits = [.. stakes.Select(_ => true)],
                    UpdatedAt = [.. stakes.Select(_ => Block)],
                    Weights = weights.Build(),
                };

                EpochResult result = YumaEpoch.Run(Enum.Parse<YumaVersion>(version), Parameters, split, 1_000_000);

                return result.Incentives[10] == 0
                    && result.Incentives[11] == 0
                    && result.Consensus[8] == 21_844
                    && result.MinerEmission[8] + result.MinerEmission[9] > 0;
            }
        );

    [Theory]
    [InlineData("Yuma1")]
    [InlineData("Yuma2")]
    [InlineData("Yuma3")]
    public void Without_stake_nobody_earns_dividends_and_without_a_permit_nobody_keeps_bonds(string version) =>
        Check(
            Subnets(),
            input =>
            {
                EpochResult result = YumaEpoch.Run(Enum.Parse<YumaVersion>(version), Parameters, input, 1_000_000);

                return Enumerable
                    .Range(0, NeuronCount)
                    .All(uid =>
                        (input.Stakes[uid] > Q64x64.Zero || result.ValidatorEmission[uid] == 0 || version != "Yuma3")
                        && (result.Permits[uid] || result.Bonds.Row(uid).IsEmpty)
                        && (!result.Permits[uid] || input.Stakes[uid] > Q64x64.Zero)
                    );
            }
        );

    [Theory]
    [InlineData("Yuma1")]
    [InlineData("Yuma2")]
    [InlineData("Yuma3")]
    public void New_bonds_need_stake(string version) =>
        Check(
            Subnets(),
            input =>
            {
                EpochInput fresh = input with { Bonds = SparseRows<ushort>.Empty(NeuronCount) };

                EpochResult result = YumaEpoch.Run(Enum.Parse<YumaVersion>(version), Parameters, fresh, 1_000_000);

                return Enumerable
                    .Range(0, NeuronCount)
                    .All(uid =>
                        input.Stakes[uid] > Q64x64.Zero
                        || (result.Bonds.Row(uid).IsEmpty && result.ValidatorEmission[uid] == 0)
                    );
            }
        );

    private static YumaParameters Parameters => new() { IsLiquidAlpha = true, ValidatorsMax = 6 };

    private static void Check<T>(Gen<T> drawn, Func<T, bool> holds) =>
        Prop.ForAll(drawn.ToArbitrary(), holds).QuickCheckThrowOnFailure();

    private static Gen<EpochInput> Subnets() =>
        from stakes in Gen.Choose(0, 1_000).ArrayOf(NeuronCount)
        from isStaked in Gen.Choose(0, 2).ArrayOf(NeuronCount)
        from permits in Gen.Choose(0, 3).ArrayOf(NeuronCount)
        from updated in Gen.Choose(90, (int)Block).ArrayOf(NeuronCount)
        from registered in Gen.Choose(80, 95).ArrayOf(NeuronCount)
        from weights in Gen.Choose(-200, 300).ArrayOf(NeuronCount * NeuronCount)
        from bonds in Gen.Choose(-40_000, 65_535).ArrayOf(NeuronCount * NeuronCount)
        select new EpochInput
        {
            Stakes = [.. stakes.Zip(isStaked, (stake, staked) => Q64x64.Of(staked > 0 ? stake : 0))],
            Permits = [.. permits.Select(permit => permit > 0)],
            UpdatedAt = [.. updated.Select(block => (long)block)],
            RegisteredAt = [.. registered.Select(block => (long)block)],
            Weights = Positive(weights),
            Bonds = Positive(bonds),
            Block = Block,
            LastEpochBlock = 92,
        };

    private static SparseRows<ushort> Positive(int[] cells)
    {
        SparseRows<ushort>.Builder rows = new(NeuronCount);
        for (int row = 0; row < NeuronCount; row++)
        {
            for (int column = 0; column < NeuronCount; column++)
            {
                int cell = cells[(row * NeuronCount) + column];
                if (cell >= 0)
                {
                    rows.Add(column, (ushort)cell);
                }
            }

            rows.EndRow();
        }

        return rows.Build();
    }
}
