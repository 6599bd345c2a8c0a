using Souk.Simulation.Blueprints;
using Souk.Simulation.Peers.EthereumEconomies;
using static Souk.Simulation.Catalogues.Peers.PeerParameters;

namespace Souk.Simulation.Catalogues.Peers;

/// <summary>The parameters of `peer.ethereum_economy`.</summary>
internal static class EthereumKind
{
    private const string Cad = "CADLabs 1.1.7";
    private const string Spec = "consensus-specs, Altair";

    private static readonly EthereumParameters s_known = new();
    private static readonly string[] s_stages = ["by_date", "beacon_chain", "fee_burn", "proof_of_stake"];

    // Text of the published environments, in their order.
    private static readonly IReadOnlyList<ValidatorEnvironment> s_ways = ValidatorEnvironment.Published;

    public static IReadOnlyList<ParameterSpec> Parameters { get; } =
    [
        new("epochs_per_step", ParameterKind.Count, "Length of a step; 225 epochs are a day.")
        {
            Default = "225",
            Source = Cad,
            Min = 1,
            Max = 1e6,
            IsFixed = true,
        },
        new("stage", ParameterKind.Word, "Keeps the network in one stage; by_date lets the dates decide.")
        {
            Words = s_stages,
            Default = s_stages[0],
            Source = Cad,
        },
        Day("first_day", s_known.StartDate, "Day of the network's calendar before the first step."),
        Day("fee_burn_from", s_known.FeeBurnDate, "From then on the base fee is burned."),
        Day("proof_of_stake_from", s_known.ProofOfStakeDate, "From then on validators make the blocks."),
        Course("price", 1251.477131147541, "USD per ETH.", Cad),
        Course("staked", 0, "All stake, in ETH; leave it out and validators queue up.", Cad) with
        {
            Default = "",
            IsFixed = true,
        },
        Course("new_validators_per_epoch", 3, "Who queue up; without effect when stake is given.", Cad),
        Course("uptime", 0.98, "Share of the time in which validators work, 2/3 to 1.", Cad),
        Course("base_fee", 30, "Gwei per gas.", Cad),
        Course("priority_fee", 2, "Gwei per gas.", Cad),
        Course("gas_per_block", 15e6, "Gas used in a block.", Cad),
        Number("work_issuance_per_day", s_known.WorkIssuanceEthPerDay, "ETH for miners before proof of stake.", Cad),
        Number("mev_per_block", 0, "ETH that the order of transactions brings a block's maker.", Cad),
        Number("slashings_per_thousand_epochs", 1, "Validators slashed.", Cad),
        Number("awake_max", 0, "How many validators may be awake; leave it out for all.", Cad) with
        {
            Default = "",
        },
        Number("supply", s_known.Start.SupplyEth, "ETH before the first step.", Cad) with
        {
            IsFixed = true,
        },
        Number("validators", s_known.Start.ActiveValidators, "Before the first step.", Cad) with
        {
            IsFixed = true,
        },
        Number("queued", 0, "Validators that wait before the first step.", Cad) with
        {
            IsFixed = true,
        },
        Number("balance", 32e9, "Effective balance before the first step, gwei.", Cad) with
        {
            IsFixed = true,
        },
        Number("base_reward_factor", 64, "BASE_REWARD_FACTOR.", Spec),
        Number("whistleblower_quotient", 512, "WHISTLEBLOWER_REWARD_QUOTIENT.", Spec),
        Number("slashing_quotient", 64, "MIN_SLASHING_PENALTY_QUOTIENT.", Spec),
        Number("slashing_multiplier", 2, "PROPORTIONAL_SLASHING_MULTIPLIER.", Spec),
        Number("churn_quotient", 65536, "CHURN_LIMIT_QUOTIENT.", Spec),
        Number("churn_min", 4, "MIN_PER_EPOCH_CHURN_LIMIT.", Spec),
        new("ways", ParameterKind.Text, "Ways to run validators, a name each.")
        {
            IsList = true,
            Default = string.Join(',', s_ways.Select(way => way.Name.Replace(",", " with", StringComparison.Ordinal))),
            Source = Cad,
            IsFixed = true,
        },
        Way("way_shares", way => way.Share, "Share of all validators, by way; 1 in all."),
        Way("way_hardware", way => way.HardwareUsdPerEpoch, "USD per epoch and validator, by way."),
        Way("way_cloud", way => way.CloudUsdPerEpoch, "USD per epoch and validator, by way."),
        Way("way_fees", way => way.ServiceFeeShare, "Share of rewards that a service keeps, by way."),
    ];

    public static EthereumParameters Read(Part part)
    {
        EthereumParameters parameters = new()
        {
            EpochsPerStep = part.Count("epochs_per_step"),
            FixedStage = Array.IndexOf(s_stages, part.Word("stage")) is > 0 and var stage
                ? (UpgradeStage)(stage - 1)
                : null,
            StartDate = part.Date("first_day"),
            FeeBurnDate = part.Date("fee_burn_from"),
            ProofOfStakeDate = part.Date("proof_of_stake_from"),
            PriceUsd = CourseOf(part, "price"),
            StakedEth = Has(part, "staked") ? CourseOf(part, "staked") : null,
            NewValidatorsPerEpoch = CourseOf(part, "new_validators_per_epoch"),
            Uptime = CourseOf(part, "uptime"),
            BaseFeeGweiPerGas = CourseOf(part, "base_fee"),
            PriorityFeeGweiPerGas = CourseOf(part, "priority_fee"),
            GasPerBlock = CourseOf(part, "gas_per_block"),
            WorkIssuanceEthPerDay = part.Number("work_issuance_per_day"),
            MevEthPerBlock = part.Number("mev_per_block"),
            SlashingsPerThousandEpochs = part.Number("slashings_per_thousand_epochs"),
            AwakeValidatorsMax = Has(part, "awake_max") ? part.Number("awake_max") : null,
            Beacon = ReadBeacon(part),
            Environments = ReadWays(part),
            Start = ReadStart(part),
        };
        parameters.Validate();
        return parameters;
    }

    private static BeaconConstants ReadBeacon(Part part) =>
        new()
        {
            BaseRewardFactor = part.Number("base_reward_factor"),
            WhistleblowerRewardQuotient = part.Number("whistleblower_quotient"),
            SlashingPenaltyQuotient = part.Number("slashing_quotient"),
            ProportionalSlashingMultiplier = part.Number("slashing_multiplier"),
            ChurnQuotient = part.Number("churn_quotient"),
            ChurnMinPerEpoch = part.Number("churn_min"),
        };

    private static EthereumStart ReadStart(Part part) =>
        new()
        {
            SupplyEth = part.Number("supply"),
            ActiveValidators = part.Number("validators"),
            QueuedValidators = part.Number("queued"),
            EffectiveBalanceGwei = part.Number("balance"),
        };

    private static List<ValidatorEnvironment> ReadWays(Part part)
    {
        string[] names = [.. part.List("ways").Select(way => way.Text)];
        double[][] columns =
        [
            Numbers(part, "way_shares"),
            Numbers(part, "way_hardware"),
            Numbers(part, "way_cloud"),
            Numbers(part, "way_fees"),
        ];
        return Array.TrueForAll(columns, column => column.Length == names.Length)
            ? [.. names.Select((name, i) => Way(name, columns, i))]
            : throw new ArgumentException(
                $"ways has {names.Length} names: way_shares, way_hardware, way_cloud and way_fees need as many numbers."
            );
    }

    private static ValidatorEnvironment Way(string name, double[][] columns, int i) =>
        new(name, columns[0][i], columns[1][i], columns[2][i], columns[3][i]);

    private static ParameterSpec Way(string name, Func<ValidatorEnvironment, double> read, string meaning) =>
        Number(name, 0, meaning, Cad) with
        {
            IsList = true,
            Default = string.Join(',', s_ways.Select(way => FormattableString.Invariant($"{read(way):R}"))),
            IsFixed = true,
        };

    private static ParameterSpec Day(string name, DateOnly day, string meaning) =>
        new(name, ParameterKind.Date, meaning)
        {
            Default = FormattableString.Invariant($"{day:yyyy-MM-dd}"),
            Source = Cad,
        };
}
