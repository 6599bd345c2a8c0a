using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Mechanisms.Consensus;
using Souk.Simulation.Mechanisms.Subnets;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Subnets;

/// <summary>What holds over any history of blocks, stakes and epochs, under each version of dynamic TAO.</summary>
public class SubnetLawTests
{
    private const int NeuronCount = 4;

    [Theory]
    [InlineData("Launch")]
    [InlineData("Flow")]
    [InlineData("PriceAndBurn")]
    [InlineData("WeightedPools")]
    public void Every_unit_of_TAO_and_alpha_is_accounted_for(string version) =>
        Prop.ForAll(
                (
                    from moves in Gen.Choose(0, 1_000_000_000).ArrayOf(40)
                    from alpha in Gen.Choose(100_000_000, 2_000_000_000)
                    select (moves, alpha)
                ).ToArbitrary(),
                drawn =>
                {
                    History history = new(Rules(version), (ulong)drawn.alpha * 1_000);
                    for (int i = 0; i < drawn.moves.Length; i++)
                    {
                        history.Play(i, (ulong)drawn.moves[i]);
                    }

                    return history.IsTaoConserved() && history.IsAlphaConserved();
                }
            )
            .QuickCheckThrowOnFailure();

    private static SubnetRules Rules(string version) =>
        version switch
        {
            "Launch" => SubnetRules.Launch,
            "Flow" => SubnetRules.Flow,
            "PriceAndBurn" => SubnetRules.PriceAndBurn,
            _ => SubnetRules.WeightedPools,
        };

    /// <summary>Two subnets, four neurons each, and the books of those who stake and are paid.</summary>
    private sealed class History
    {
        private readonly SubnetRules _rules;
        private readonly SubnetNetwork _network;
        private readonly UInt128 _taoAtStart;
        private readonly ulong[] _alphaHeld = new ulong[2];
        private Int128 _taoHeld;
        private SparseRows<ushort> _bonds = SparseRows<ushort>.Empty(NeuronCount);

        public History(SubnetRules rules, ulong alphaReserve)
        {
            _rules = rules;
            _network = new(
                new Subnet(new SubnetPool(rules.Curve, 50_000_000_000, alphaReserve)) { MovingPrice = Q96x32.Half },
                new Subnet(new SubnetPool(rules.Curve, 700_000_000_000, alphaReserve)) { MovingPrice = Q96x32.One }
            )
            {
                RootTao = 3_000_000_000_000,
            };
            _taoAtStart = TaoInNetwork();
        }

        public void Play(int step, ulong amount)
        {
            int index = (int)(amount & 1);
            Subnet subnet = _network.Subnets[index];
            switch (amount % 5)
            {
                case 0 or 1:
                    BlockEmission.Run(_rules, _network, amount, [1_000_000_000, 500_000_000], block: step);
                    break;
                case 2 when subnet.Stake(amount, feeRate: 33) is { } bought:
                    _alphaHeld[index] += bought.PaidOut;
                    _taoHeld -= bought.PaidIn;
                    break;
                case 3 when subnet.Unstake(Math.Min(amount, _alphaHeld[index])) is { } sold:
                    _alphaHeld[index] -= sold.PaidIn;
                    _taoHeld += sold.PaidOut;
                    break;
                default:
                    PayOut(index, step);
                    break;
            }
        }

        public bool IsTaoConserved() =>
            (Int128)TaoInNetwork() + _taoHeld == (Int128)_taoAtStart + (Int128)_network.TotalIssuance;

        public bool IsAlphaConserved()
        {
            for (int i = 0; i < 2; i++)
            {
                Subnet subnet = _network.Subnets[i];
                ulong known = _alphaHeld[i] + subnet.ProtocolAlpha + subnet.BurnedAlpha;
                ulong pending = subnet.Pending.ForEpoch + subnet.Pending.OwnerCut;
                if (subnet.AlphaOut != (Int128)known + pending + subnet.RestAlpha)
                {
                    return false;
                }
            }

            return true;
        }

        private UInt128 TaoInNetwork()
        {
            UInt128 tao = 0;
            foreach (Subnet subnet in _network.Subnets)
            {
                tao += (UInt128)subnet.Pool.TaoReserve + subnet.PendingRootTao;
            }

            return tao;
        }

        private void PayOut(int index, int step)
        {
            PayoutResult paid = EpochPayout.Run(_rules, _network, _network.Subnets[index], Input(step));
            _bonds = paid.Epoch.Bonds;
            ulong root = Sum(paid.Root) + Sum(paid.RootTakes);
            bool isTao = _rules.Root == RootRule.SoldEachBlock;
            _taoHeld += isTao ? root + paid.RestTao : 0;
            _alphaHeld[index] += Sum(paid.Miners) + Sum(paid.ValidatorTakes) + Sum(paid.Nominators) + paid.OwnerCut;
            _alphaHeld[index] += isTao ? 0 : root;
        }

        private PayoutInput Input(int step)
        {
            SparseRows<ushort>.Builder weights = new(NeuronCount);
            for (int validator = 0; validator < 2; validator++)
            {
                weights.Add(2, (ushort)(1_000 + (step * 997)));
                weights.Add(3, (ushort)(validator * 30_000));
                weights.EndRow();
            }

            return new()
            {
                Version = (YumaVersion)(step % 3),
                Parameters = new() { IsLiquidAlpha = true },
                Epoch = new()
                {
                    Stakes = new Q64x64[NeuronCount],
                    Permits = [true, true, true, true],
                    UpdatedAt = [1, 1, 1, 1],
                    RegisteredAt = [0, 0, 0, 0],
                    Weights = weights.Build(),
                    Bonds = _bonds,
                    Block = 1 + step,
                    LastEpochBlock = 1,
                },
                Stakes = new()
                {
                    Alpha = [7_000_000_000, 3_000_000_000, 0, 0, 5_000_000_000],
                    Root = [0, 9_000_000_000, 0, 0, 1_000_000_000],
                    Links = [new(Parent: 4, Child: 1, ulong.MaxValue / 3)],
                },
                Takes = [11_796, 5_000, 0, 0, 0],
                ChildkeyTakes = [0, 11_796, 0, 0, 0],
                OwnerNeurons = new HashSet<int> { 3 },
                IsRecycling = step % 2 == 0,
            };
        }

        private static ulong Sum(ulong[] amounts) => amounts.Aggregate(0UL, (sum, amount) => sum + amount);
    }
}
