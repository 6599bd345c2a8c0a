using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Vestings;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Stakes;

namespace Souk.Simulation.Catalogues.Stakes;

/// <summary>`stake.pool`: owners lock tokens for a period and are paid a reward that is reserved when they lock them.</summary>
internal sealed class StakingPool : Component
{
    public const string KindName = "stake.pool";

    private StakeRule? _rule;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                KindName,
                "Owners stake a share of what they hold; stakes return with their reward after period and cooldown.",
                "MasaStakingV2 of Masa's staking contracts 0.6.0; who stakes how much is an assumption",
                [
                    new("rewards", ParameterKind.Tokens, "Set aside for rewards before the first day.")
                    {
                        IsFixed = true,
                    },
                    new("owners", ParameterKind.Part, "Who stakes.") { Scale = PopulationScale.Shares, IsFixed = true },
                    new("share", ParameterKind.Share, "Of its balance, what each owner stakes each time.")
                    {
                        Default = "10 %",
                    },
                    new("every", ParameterKind.Duration, "Whole days between stakes.") { Default = "1 month", Min = 1 },
                    new("period", ParameterKind.Duration, "Whole days for which a stake is locked.")
                    {
                        Min = 1,
                        IsFixed = true,
                    },
                    new("interest", ParameterKind.Share, "Reward for the whole period, of the stake.")
                    {
                        Max = 10,
                        IsFixed = true,
                    },
                    new("cooldown", ParameterKind.Duration, "Whole days between unlocking and payment.")
                    {
                        Default = "0 days",
                        Source = "none unless stated",
                        IsFixed = true,
                    },
                    new("ends", ParameterKind.Date, "Last day on which stakes are taken; no end unless stated.")
                    {
                        Default = "",
                        IsFixed = true,
                    },
                    new(
                        "required",
                        ParameterKind.Tokens,
                        "Stake that a role needs: the owners who have it are counted."
                    )
                    {
                        Scale = PopulationScale.Each,
                        Default = "",
                        IsFixed = true,
                    },
                    new(
                        "vesting",
                        ParameterKind.Part,
                        "Stakes also stay locked until this vesting has ended, by its terms at the start."
                    )
                    {
                        Words = ["vesting"],
                        Default = "",
                        IsFixed = true,
                    },
                ]
            )
            {
                Formulas = ["share"],
                Publishes =
                [
                    new("staked", "token", "Locked at the close."),
                    new("reserved", "token", "Rewards promised and not paid."),
                    new(
                        "qualified",
                        "people",
                        "Owners whose stakes reach what the role needs; those in their cooldown do not count."
                    )
                    {
                        IsOptional = true,
                        Scale = PopulationScale.Agents,
                    },
                    new("staked_share", "share", "Staked, of the supply."),
                ],
            },
            (assembly, part) => new StakingPool(assembly, part)
        );

    private StakingPool(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Staked = Model.Account(Name, AccountKind.Stake);
        Inlet = Model.Account($"{Name}.rewards", AccountKind.Rewards);
    }

    /// <summary>The fund from which rewards are paid.</summary>
    public override AccountGroup Inlet { get; }

    public override AccountGroup? Wallets => null;

    /// <summary>Where stakes lie.</summary>
    public AccountGroup Staked { get; }

    /// <summary>What is staked, and paid as a reward.</summary>
    public Token Token => TokenOf("rewards");

    /// <summary>The book of stakes of the run.</summary>
    public StakePool Stakes => _rule!.Pool;

    /// <summary>Stakes that are not claimed yet, the oldest first.</summary>
    public List<int> OpenStakes => _rule!.Open;

    public override bool Takes(Token token) => token == Token;

    /// <summary>The accounts of those who stake.</summary>
    public AccountGroup Owners => WalletsOf("owners", Part.Word("owners"));

    /// <summary>Whether a role can depend on it: it says which stake one needs.</summary>
    public bool HasRequirement => Has("required");

    /// <summary>What whoever asks <see cref="IsQualified"/> about the day before declares.</summary>
    public void DeclareStakes(Touches touches) => touches.ReadsYesterday(Held(Token, Staked));

    /// <summary>Whether an owner's stakes reach what a role requires; those in their cooldown do not count.</summary>
    public bool IsQualified(int owner) => _rule!.Pool.IsQualified(owner, AmountOf("required"));

    public override void Connect()
    {
        Token token = Token;
        Holdings rewards = Held(token, Inlet);
        Open("rewards", rewards, AmountOf("rewards"));
        Holdings owners = Held(token, WalletsOf("owners", Part.Word("owners")));
        Dial<StakeHabit> habit = Dial(then => new StakeHabit(then.Share("share"), then.Days("every")));
        StakeRule rule = _rule = new(
            this,
            new StakeAccounts(owners, Held(token, Staked), rewards),
            habit,
            new StakeDays(
                Part.Days("period"),
                Part.Days("cooldown"),
                Has("ends") ? DayOf(Part, "ends") : int.MaxValue,
                Has("vesting") ? ((VestingPart)Other("vesting")).EndDay : 0
            ),
            (long)Math.Round(Part.Number("interest") * 1e8),
            Ledger
        );
        Model.Add(rule);
        Holdings staked = Held(token, Staked);
        Show("staked", token, () => rule.Pool.TotalStaked, staked);
        Publish(
            "staked_share",
            () => token.Supply == 0 ? 0 : (double)rule.Pool.TotalStaked / (double)token.Supply,
            staked,
            token
        );
        Show("reserved", token, () => rule.Pool.RewardsReserved, staked, rewards);
        if (Has("required"))
        {
            RequireToken("required", token);
            IEnumerable<int> all = Enumerable.Range(0, owners.Group.Count);
            Show("qualified", () => all.Count(IsQualified), staked);
        }
    }
}
