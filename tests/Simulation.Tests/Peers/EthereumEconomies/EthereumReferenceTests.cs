using Souk.Simulation.Peers.EthereumEconomies;
using Souk.Simulation.Peers.Sequences;

namespace Souk.Simulation.Tests.Peers.EthereumEconomies;

/// <summary>The model against CADLabs' own program, at its defaults and with several parameters changed at once.</summary>
/// <remarks>
/// Expected numbers: github.com/CADLabs/ethereum-economic-model at commit a70e21f, its policies run by
/// github.com/CADLabs/radCAD at commit 6ee99f9 without copies, offline, starting 2026-11-21 unless a test says otherwise.
/// </remarks>
public class EthereumReferenceTests
{
    [Fact]
    public void Defaults_follow_upstream()
    {
        EthereumParameters parameters = new();
        const string expected = """
            step                    1                  2                  30                 180               360
            supply ETH              116247725.033      116245452.07       116182623.267      115870455.929     115542014.132
            active validators       156925             157600             176500             277750            399250
            staked ETH              5021600            5043200            5648000            8888000           12776000
            effective balance gwei  32000000000        32000000000        32000000000        32000000000       32000000000
            base reward gwei        6501600            6487200            6127200            4881600           4075200
            online rewards gwei     1181145149294.750  1183149776268      1239025964895      1498610939985     1755117374715
            slashed gwei            112500000          112500000          112500000          112500000         112500000
            issuance ETH            -2274.96735071     -2272.96272373     -2217.08653511     -1957.50156001    -1700.99512529
            inflation               -0.00714769192376  -0.00714153336798  -0.00696974353396  -0.0061702915182  -0.00537700400971
            costs USD               101546.60103       101775.521937      108168.184888      139728.179648     173883.588
            revenue yield           0.085910208671     0.0856874370891    0.0801252390581    0.0615840819322   0.0501758665046
            profit yield            0.0800084156228    0.0797976737063    0.074535834369     0.0569958997278   0.0462037279333
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Three_stages_follow_upstream()
    {
        EthereumParameters parameters = new()
        {
            StartDate = new DateOnly(2021, 6, 1),
            WorkIssuanceEthPerDay = 13_000,
            MevEthPerBlock = 0.1,
            BaseFeeGweiPerGas = 45,
        };
        const string expected = """
            step                    64                 65                 471                472                600
            supply ETH              117147744.687      117157347.502      121184133.664      121181672.1        120876035.1
            active validators       199450             200125             474175             474850             561250
            staked ETH              6382400            6404000            15173600           15195200           17960000
            effective balance gwei  32000000000        32000000000        32000000000        32000000000        32000000000
            base reward gwei        5767200            5752800            3736800            3736800            3434400
            online rewards gwei     1088124493288.500  1089080918132.750  1676162310796.250  2614548349849.500  2759410701112.500
            slashed gwei            112500000          112500000          112500000          112500000          112500000
            issuance ETH            14088.0119933      9602.81457198      10189.8959646      -2461.56415015     -2316.70179889
            inflation               0.0439290316708    0.0299397541353    0.0307145478212    -0.00741906224272  -0.00700011580952
            costs USD               101147.554261      101305.637915      178920.62764       242429.984403      264181.180071
            revenue yield           0.0622699025504    0.0621144214395    0.0403469823908    0.0628454551117    0.0561168946838
            profit yield            0.0576446860327    0.0574976009018    0.0369056035617    0.0581891587557    0.0518239405909
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Limit_on_awake_validators_follows_upstream()
    {
        EthereumParameters parameters = new()
        {
            AwakeValidatorsMax = 300_000,
            Uptime = 0.9,
            NewValidatorsPerEpoch = 7,
            PriorityFeeGweiPerGas = 1.25,
            Start = new EthereumStart { ActiveValidators = 280_000 },
        };
        const string expected = """
            step                    20                 25                 26                 300
            supply ETH              116205533.396      116194517.588      116192316.397      115589189.854
            active validators       298000             302500             303400             550000
            staked ETH              9564975.01688      9680000            9708800            17600000
            effective balance gwei  32096937058.2      32000000000        32000000000        32000000000
            base reward gwei        4716000            4701600            4701600            4701600
            online rewards gwei     1167029206723.250  1173920737499      1173920737499      1173920737499
            slashed gwei            112840794.225      112500000          112500000          112500000
            issuance ETH            -2208.08363407     -2201.1917625      -2201.1917625      -2201.1917625
            inflation               -0.00694007361254  -0.00691906854901  -0.00691919962401  -0.00695530225165
            costs USD               120123.424634      121212.143915      121336.742165      155476.662665
            revenue yield           0.0445637268794    0.0442942177262    0.0441628241997    0.0243618197494
            profit yield            0.0408984687472    0.040639688189     0.0405153899129    0.0217836397029
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Stake_given_from_outside_follows_upstream()
    {
        EthereumParameters parameters = new()
        {
            StakedEth = PerStep(365, step => 6e6 + (step * 12345.678)),
            PriceUsd = PerStep(365, step => 1000 + (step * 3.5)),
            Uptime = PerStep(365, step => 0.95 + (0.01 * (step % 4))),
        };
        const string expected = """
            step                    1                  2                  100                365
            supply ETH              116247756.081      116245510.622      116028778.236      115485043.204
            active validators       187886             188272             226100             328390
            staked ETH              6012345.678        6024691.356        7234567.8          10506172.47
            effective balance gwei  31999962743.4      31999930951        31997200353.8      31992971771.4
            base reward gwei        5940000            5747400            5245200            4352400
            online rewards gwei     1212193901466.575  1210653554768.595  1243241692177.850  1491793525503.800
            slashed gwei            112499868.825      112499757.225      112490157.375      112475291.175
            issuance ETH            -2243.9185984      -2245.45894499     -2212.87079798     -1964.31894979
            inflation               -0.00705014023098  -0.00705511600853  -0.00696571456926  -0.00621244414344
            costs USD               91698.9828816      91897.7653612      121934.16861       228931.359309
            revenue yield           0.0736396594295    0.073395375613     0.0627663094359    0.0518618268455
            profit yield            0.0680884601481    0.0678628390054    0.058206332136     0.0483673192064
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Changed_protocol_constants_follow_upstream()
    {
        EthereumParameters parameters = new()
        {
            SlashingsPerThousandEpochs = 20,
            Beacon = new BeaconConstants
            {
                BaseRewardFactor = 128,
                EffectiveBalanceMaxGwei = 64e9,
                EffectiveBalanceIncrementGwei = 3e9,
                SourceWeight = 12,
                TargetWeight = 27,
                HeadWeight = 13,
                SyncWeight = 4,
                ProposerWeight = 7,
                WhistleblowerRewardQuotient = 250,
                SlashingPenaltyQuotient = 30,
                ProportionalSlashingMultiplier = 3,
            },
            Start = new EthereumStart { EffectiveBalanceGwei = 48e9 },
        };
        const string expected = """
            step                    1                  2                  100                200
            supply ETH              116249076.489      116248158.224      116180844.138      116153733.399
            active validators       156925             157600             223750             291250
            staked ETH              7532400            7564800            10740000           13980000
            effective balance gwei  48000000000        48000000000        48000000000        48000000000
            base reward gwei        15926400           15894000           13338000           11689200
            online rewards gwei     2539689315829      2544934973618      2990570800602.500  3381017308909.500
            slashed gwei            7200000000         7200000000         7200000000         7200000000
            issuance ETH            -923.510684171     -918.265026382     -472.629199397     -82.1826910905
            inflation               -0.00290156685401  -0.00288510850617  -0.00148582572625  -0.000258422602821
            costs USD               193356.696657      193804.645666      233078.581541      268809.733599
            revenue yield           0.123148984815     0.122874809722     0.101702920916     0.0883331751538
            profit yield            0.115657178448     0.115397808811     0.0953692019999    0.0827214225088
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Steps_of_one_epoch_follow_upstream()
    {
        EthereumParameters parameters = new()
        {
            EpochsPerStep = 1,
            BaseFeeGweiPerGas = 12.5,
            PriorityFeeGweiPerGas = 1.5,
            GasPerBlock = 12.5e6,
            NewValidatorsPerEpoch = 2.75,
            Beacon = new BeaconConstants { ChurnMinPerEpoch = 2, ChurnQuotient = 80_000 },
            Start = new EthereumStart { SupplyEth = 110e6, ActiveValidators = 239_990 },
        };
        const string expected = """
            step                    1                  7                  1000               2000
            supply ETH              110000000.303      110000002.121      110000316.651      110000663.476
            active validators       239992             240006             242740             245490
            staked ETH              7679744            7680192            7767680            7855680
            effective balance gwei  32000000000        32000000000        32000000000        32000000000
            base reward gwei        23360              23360              23232              23104
            online rewards gwei     5903329877.33      5903639245.5       5934662577.39      5965373515.02
            slashed gwei            500000             500000             500000             500000
            issuance ETH            0.302829877328     0.303139245504     0.334162577392     0.364873515024
            inflation               0.000226241448353  0.000226472570762  0.000249649105835  0.00027259204278
            costs USD               546.612723911      546.64224514       550.421024821      554.188537772
            revenue yield           0.0631708100321    0.0631704354781    0.0627871604662    0.0624050872063
            profit yield            0.0584969445103    0.0584965901823    0.058134012021     0.0577725707171
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Other_environments_in_steps_of_a_month_follow_upstream()
    {
        EthereumParameters parameters = new()
        {
            EpochsPerStep = 6750,
            PriceUsd = 2500,
            MevEthPerBlock = 0.05,
            Environments = EthereumEnvironmentTests.Others,
        };
        const string expected = """
            step                    1                  12                 24
            supply ETH              116194287.404      115679967.843      115280293
            active validators       176500             399250             642250
            staked ETH              5648000            12776000           20552000
            effective balance gwei  32000000000        32000000000        32000000000
            base reward gwei        183816000          122256000          96336000
            online rewards gwei     47970778946850     63453521241450     75808820698650
            slashed gwei            3375000000         3375000000         3375000000
            issuance ETH            -55712.5960532     -40229.8537586     -27874.5543013
            inflation               -0.00583475733161  -0.00423254565137  -0.00294313528575
            costs USD               12207214.2762      18038317.6388      23435841.2735
            revenue yield           0.103405692316     0.0604676636242    0.0449084445959
            profit yield            0.0928801559691    0.0535918597161    0.0393551743053
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Fees_that_change_each_day_follow_upstream()
    {
        EthereumParameters parameters = new()
        {
            BaseFeeGweiPerGas = PerStep(250, step => 20 + (5 * (step % 7))),
            PriorityFeeGweiPerGas = PerStep(250, step => 1 + (0.5 * (step % 3))),
            GasPerBlock = PerStep(250, step => 14e6 + (1e5 * (step % 10))),
            NewValidatorsPerEpoch = PerStep(250, step => step % 6),
            SlashingsPerThousandEpochs = 0,
        };
        const string expected = """
            step                    1                  2                  9                  125               250
            supply ETH              116248425.429      116246323.36       116227426.884      115926538.44      115628443.822
            active validators       156475             156925             160975             226900            296875
            staked ETH              5007200            5021600            5151200            7260800           9500000
            effective balance gwei  32000000000        32000000000        32000000000        32000000000       32000000000
            base reward gwei        6508800            6501600            6415200            5407200           4723200
            online rewards gwei     1115709205662      1169611086794.750  1084163005963.250  1369395412767     1477628617500
            slashed gwei            0                  0                  0                  0                 0
            issuance ETH            -1574.57079434     -2102.06891321     -2241.51699404     -4059.40458723    -3209.5713825
            inflation               -0.00494712460229  -0.00660455390731  -0.00704382659317  -0.0127893325904  -0.0101380381765
            costs USD               97062.1562059      100767.131795      95553.2626911      123956.023549     140957.912037
            revenue yield           0.0813841246572    0.0850712823826    0.0768722850598    0.0688855314512   0.0568100677362
            profit yield            0.0757267401457    0.0792147913539    0.0714585398866    0.0639030709728   0.0524796822985
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Many_slashings_at_once_follow_upstream()
    {
        EthereumParameters parameters = new()
        {
            EpochsPerStep = 1,
            SlashingsPerThousandEpochs = 3e6,
            Beacon = new BeaconConstants { ProportionalSlashingMultiplier = 3 },
            Start = new EthereumStart { ActiveValidators = 1_000 },
        };
        const string expected = """
            step                    1               20
            supply ETH              116236673.443   115983468.956
            active validators       1003            1060
            staked ETH              32096           33920
            effective balance gwei  32000000000     32000000000
            base reward gwei        361472          351616
            online rewards gwei     188802964773    188812572483
            slashed gwei            13500000000000  13500000000000
            issuance ETH            -13326.5570352  -13326.5474275
            inflation               -9.42087274972  -9.44143036746
            costs USD               12759.877152    12760.5615109
            revenue yield           483.419355839   457.447441233
            profit yield            457.313447982   432.744016765
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Slashing_of_everyone_follows_upstream()
    {
        EthereumParameters parameters = new()
        {
            EpochsPerStep = 1,
            SlashingsPerThousandEpochs = 2e8,
            Start = new EthereumStart { ActiveValidators = 1_000 },
        };
        const string expected = """
            step                    1                   2
            supply ETH              109762485.943       103274971.886
            active validators       1003                1006
            staked ETH              32096               32192
            effective balance gwei  32000000000         32000000000
            base reward gwei        361472              360928
            online rewards gwei     12501302964772.711  12501303472898.238
            slashed gwei            6500000000000000    6500000000000000
            issuance ETH            -6487514.05704      -6487514.05653
            inflation               -4586.18413081      -4857.25064065
            costs USD               844835.734724       844835.770909
            revenue yield           32008.8820303       31913.4294049
            profit yield            30280.401138        30190.1029544
            """;

        ShouldFollow(parameters, expected);
    }

    private static Course PerStep(int steps, Func<int, double> value) =>
        Course.PerStep([.. Enumerable.Range(1, steps).Select(value)]);

    private static void ShouldFollow(EthereumParameters parameters, string expected)
    {
        EthereumModel model = new(parameters);
        ReferenceTable.ShouldFollow(
            expected,
            step => model.Advance(step - model.StepsDone),
            new()
            {
                ["supply ETH"] = () => model.State.SupplyEth,
                ["active validators"] = () => model.State.ActiveValidators,
                ["staked ETH"] = () => model.State.StakedEth,
                ["effective balance gwei"] = () => model.State.EffectiveBalanceGwei,
                ["base reward gwei"] = () => model.State.BaseRewardGwei,
                ["online rewards gwei"] = () => model.State.OnlineRewardsGwei,
                ["slashed gwei"] = () => model.State.SlashedGwei,
                ["issuance ETH"] = () => model.State.IssuanceEth,
                ["inflation"] = () => model.State.Inflation,
                ["costs USD"] = () => model.State.CostsUsd,
                ["revenue yield"] = () => model.State.RevenueYield,
                ["profit yield"] = () => model.State.ProfitYield,
            }
        );
    }
}
