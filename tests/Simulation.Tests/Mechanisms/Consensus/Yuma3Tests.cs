using Souk.Simulation.Mechanisms.Consensus;

namespace Souk.Simulation.Tests.Mechanisms.Consensus;

/// <summary>
/// Vectors: opentensor/subtensor 14bc6f9, `pallets/subtensor/src/tests/epoch.rs`, `test_yuma_3_*`. There bonds and
/// dividends are compared to 1e-3 with targets printed to four digits that know no rounding. The chain stores bonds in
/// parts of 65,535, rounded down each epoch, so the bound here is half of the last digit and one part per epoch played.
/// </summary>
public class Yuma3Tests
{
    private const double Tolerance = 0.5e-4 + (7.0 / 65_535);
    private const ushort All = 65_535;

    private static readonly int[] _two = [3, 4];

    // A letter per validator and epoch: A weighs only the first miner, B only the second.
    [Fact]
    public void A_large_validator_that_moves_first_loses_less_than_the_lazy_one() =>
        Check(
            [8, 1, 1, 0, 0],
            _two,
            epochs: ["AAA", "BAA", "BBA", "BBB", "BBB", "BBB"],
            bonds:
            [
                [.1013, 0, .1013, 0, .1013, 0],
                [.0908, .1013, .3697, 0, .3697, 0],
                [.0815, .1924, .3170, .1013, .5580, 0],
                [.0731, .2742, .2765, .1924, .4306, .1013],
                [.0656, .3478, .2435, .2742, .3589, .1924],
                [.0588, .4139, .2157, .3478, .3089, .2742],
            ],
            dividends:
            [
                [.8, .1, .1],
                [1, 0, 0],
                [.9382, .0618, 0],
                [.8819, .0773, .0407],
                [.8564, .0844, .0592],
                [.8418, .0884, .0697],
            ]
        );

    [Fact]
    public void An_eager_validator_gains_when_the_large_one_follows() =>
        Check(
            [8, 1, 1, 0, 0],
            _two,
            epochs: ["AAA", "ABA", "BBA", "BBB", "BBB", "BBB"],
            bonds:
            [
                [.1013, 0, .1013, 0, .1013, 0],
                [.1924, 0, .0908, .2987, .1924, 0],
                [.1715, .1013, .0815, .3697, .4336, 0],
                [.1531, .1924, .0731, .4336, .3608, .1013],
                [.1369, .2742, .0656, .4910, .3103, .1924],
                [.1225, .3478, .0588, .5426, .2712, .2742],
            ],
            dividends:
            [
                [.8, .1, .1],
                [.8446, .0498, .1056],
                [.6868, .3132, 0],
                [.7421, .2090, .0489],
                [.7625, .1706, .0669],
                [.7730, .1508, .0762],
            ]
        );

    [Fact]
    public void A_large_validator_that_moves_last_loses_most() =>
        Check(
            [8, 1, 1, 0, 0],
            _two,
            epochs: ["AAA", "ABA", "ABB", "BBB", "BBB", "BBB"],
            bonds:
            [
                [.1013, 0, .1013, 0, .1013, 0],
                [.1924, 0, .0908, .2987, .1924, 0],
                [.2742, 0, .0815, .5081, .1715, .2987],
                [.2416, .1013, .0731, .5580, .1531, .3697],
                [.2141, .1924, .0656, .6028, .1369, .4336],
                [.1903, .2742, .0588, .6430, .1225, .4910],
            ],
            dividends:
            [
                [.8, .1, .1],
                [.8446, .0498, .1056],
                [.8966, .0333, .0701],
                [.4663, .3210, .2127],
                [.5976, .2340, .1683],
                [.6592, .1932, .1475],
            ]
        );

    [Fact]
    public void One_epoch_apart_costs_a_validator_dividends_for_some_time() =>
        Check(
            [33, 33, 34, 0, 0],
            _two,
            epochs: ["AAA", "AAA", "AAB", "AAA", "AAA", "AAA"],
            bonds:
            [
                [.1013, 0, .1013, 0, .1013, 0],
                [.1924, 0, .1924, 0, .1924, 0],
                [.2742, 0, .2742, 0, .1715, .2987],
                [.3478, 0, .3478, 0, .2554, .2618],
                [.4139, 0, .4139, 0, .3309, .2312],
                [.4733, 0, .4733, 0, .3987, .2051],
            ],
            dividends:
            [
                [.33, .33, .34],
                [.33, .33, .34],
                [.3782, .3782, .2436],
                [.3628, .3628, .2745],
                [.3541, .3541, .2917],
                [.3487, .3487, .3026],
            ]
        );

    [Fact]
    public void Without_liquid_alpha_all_bonds_move_at_one_rate() =>
        Check(
            [33, 33, 34, 0, 0],
            _two,
            epochs: ["AAA", "AAA", "AAB", "AAA", "AAA", "AAA"],
            bonds:
            [
                [.0250, 0, .0250, 0, .0250, 0],
                [.0494, 0, .0494, 0, .0494, 0],
                [.0731, 0, .0731, 0, .0481, .0250],
                [.0963, 0, .0963, 0, .0719, .0244],
                [.1189, 0, .1189, 0, .0951, .0238],
                [.1409, 0, .1409, 0, .1178, .0232],
            ],
            dividends:
            [
                [.33, .33, .34],
                [.33, .33, .34],
                [.3734, .3734, .2532],
                [.3611, .3611, .2779],
                [.3541, .3541, .2919],
                [.3495, .3495, .3009],
            ],
            isLiquidAlpha: false
        );

    // Here A is the first and third miner in equal parts, B the second and third.
    [Fact]
    public void Bonds_to_a_miner_that_all_agree_on_are_not_disturbed() =>
        Check(
            [8, 1, 1, 0, 0, 0],
            [3, 4, 5],
            epochs: ["AAA", "ABA", "BBA", "BBB", "BBB", "BBB"],
            bonds:
            [
                [.0507, 0, .0507, .0507, 0, .0507, .0507, 0, .0507],
                [.0962, 0, .0962, .0455, .1000, .0962, .0962, 0, .0962],
                [.0863, .0507, .1371, .0408, .1405, .1371, .1770, 0, .1371],
                [.0774, .0962, .1739, .0367, .1770, .1739, .1579, .0507, .1739],
                [.0694, .1371, .2069, .0329, .2097, .2069, .1411, .0962, .2069],
                [.0623, .1739, .2366, .0296, .2391, .2366, .1263, .1371, .2366],
            ],
            dividends:
            [
                [.8, .1, .1],
                [.8226, .0745, .1028],
                [.7750, .1685, .0565],
                [.7864, .1372, .0764],
                [.7912, .1241, .0847],
                [.7937, .1173, .0890],
            ]
        );

    private static void Check(
        ulong[] stakes,
        int[] miners,
        string[] epochs,
        double[][] bonds,
        double[][] dividends,
        bool isLiquidAlpha = true
    )
    {
        YumaParameters parameters = new()
        {
            Kappa = All / 2,
            BondsPenalty = 0,
            BondsMovingAverage = 975_000,
            IsLiquidAlpha = isLiquidAlpha,
            AlphaLow = 6_553,
            AlphaHigh = 19_660,
            AlphaSigmoidSteepness = 1_000,
            ValidatorsMax = 3,
        };
        ChainSubnet subnet = new(YumaVersion.Yuma3, parameters, stakes, registeredAt: 1);
        subnet.RunEpoch(block: 2, lastEpochBlock: 1);
        for (int epoch = 0; epoch < epochs.Length; epoch++)
        {
            for (int uid = 0; uid < 3; uid++)
            {
                subnet.SetWeights(uid, block: 2 + epoch, miners, Weights(epochs[epoch][uid], miners.Length));
            }

            EpochResult result = subnet.RunEpoch(block: 3 + epoch, lastEpochBlock: 2 + epoch);

            for (int uid = 0; uid < 3; uid++)
            {
                string place = $"epoch {epoch}, validator {uid}";
                (result.Dividends[uid] / 65_535.0).ShouldBe(dividends[epoch][uid], Tolerance, place);
                for (int i = 0; i < miners.Length; i++)
                {
                    double bond = result.Bonds.At(uid, miners[i]) / 65_535.0;
                    bond.ShouldBe(bonds[epoch][(uid * miners.Length) + i], Tolerance, $"{place}, miner {miners[i]}");
                }
            }
        }
    }

    private static ushort[] Weights(char opinion, int minerCount) =>
        (opinion, minerCount) switch
        {
            ('A', 2) => [All, 0],
            ('B', 2) => [0, All],
            ('A', _) => [All / 2, 0, All / 2],
            _ => [0, All / 2, All / 2],
        };
}
