using Souk.Simulation.Peers.EthereumEconomies;

namespace Souk.Simulation.Tests.Peers.EthereumEconomies;

/// <summary>Parts of the model against CADLabs' own program, as in <see cref="EthereumReferenceTests"/>.</summary>
public class EthereumEnvironmentTests
{
    internal static IReadOnlyList<ValidatorEnvironment> Others { get; } =
    [
        new("a", 0.5, HardwareUsdPerEpoch: 0.002, CloudUsdPerEpoch: 0, ServiceFeeShare: 0),
        new("b", 0.2, HardwareUsdPerEpoch: 0, CloudUsdPerEpoch: 0.003, ServiceFeeShare: 0.05),
        new("c", 0.3, HardwareUsdPerEpoch: 0.0001, CloudUsdPerEpoch: 0.0002, ServiceFeeShare: 0.25),
    ];

    [Fact]
    public void Each_environment_follows_upstream()
    {
        EthereumModel model = new(new EthereumParameters());
        model.Advance(360);

        double[] costsUsd =
        [
            46532.5875,
            3153.076875,
            71166.25192471124,
            3144.09375,
            2443.41,
            26357.871083226386,
            21086.296866581106,
        ];
        double[] profitYields =
        [
            0.04730296143063945,
            0.049621806240323696,
            0.0441547625240344,
            0.04873941396761199,
            0.04738504443275218,
            0.04264948652889687,
            0.0441547625240344,
        ];
        ReferenceTable.ShouldBeNear(model.State.Environments.CostsUsd, costsUsd);
        ReferenceTable.ShouldBeNear(model.State.Environments.ProfitYield, profitYields);
    }

    [Fact]
    public void Each_of_other_environments_follows_upstream()
    {
        EthereumModel model = new(
            new EthereumParameters
            {
                EpochsPerStep = 6750,
                PriceUsd = 2500,
                MevEthPerBlock = 0.05,
                Environments = Others,
            }
        );
        model.Advance(24);

        EnvironmentAccounts accounts = model.State.Environments;
        ReferenceTable.ShouldBeNear(accounts.StakedEth, [10276000, 4110400, 6165600]);
        ReferenceTable.ShouldBeNear(accounts.CostsUsd, [4335187.5, 4496333.017466251, 14604320.755996875]);
        ReferenceTable.ShouldBeNear(accounts.ProfitUsd, [90425838.3733125, 33408077.33185875, 42252294.76799063]);
        ReferenceTable.ShouldBeNear(
            accounts.ProfitYield,
            [0.04285394459593052, 0.03958127236613399, 0.03337315844694789]
        );
    }

    [Fact]
    public void Fees_and_orderings_value_follow_upstream_before_and_after_the_merge()
    {
        EthereumModel model = new(
            new EthereumParameters
            {
                StartDate = new DateOnly(2021, 6, 1),
                WorkIssuanceEthPerDay = 13_000,
                MevEthPerBlock = 0.1,
                BaseFeeGweiPerGas = 45,
            }
        );

        model.Advance(470);
        EthereumState before = model.State;
        model.Advance(130);
        EthereumState after = model.State;

        before.Stage.ShouldBe(UpgradeStage.FeeBurn);
        ReferenceTable.ShouldBeNear(
            [
                before.PriorityFeesToMinersGwei,
                before.MevToMinersEth,
                before.WorkIssuanceEthPerEpoch,
                before.BurnedFeesGwei,
            ],
            [199384615384.6154, 664.6153846153846, 57.77777777777778, 4486153846153.846]
        );
        after.Stage.ShouldBe(UpgradeStage.ProofOfStake);
        ReferenceTable.ShouldBeNear(
            [after.PriorityFeesToValidatorsGwei, after.MevToValidatorsEth, after.BurnedFeesGwei],
            [216000000000, 720, 4860000000000]
        );
        after.WorkIssuanceEthPerEpoch.ShouldBe(0);
        after.PriorityFeesToMinersGwei.ShouldBe(0);
    }
}
