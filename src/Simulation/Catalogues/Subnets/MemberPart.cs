using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Subnets;

/// <summary>How the people of a subnet behave, as of a day.</summary>
/// <param name="Quality">Of each miner; drawn where the scenario gives none.</param>
/// <param name="Colluders">Share of validators who weigh the last miner alone.</param>
/// <param name="StakePerDay">Base units of the coin that stakers move into the pool.</param>
internal sealed record MemberHabit(
    double[] Quality,
    double QualitySigma,
    double JudgementSigma,
    double Colluders,
    Int128 StakePerDay
);

/// <summary>`subnet.member`: a subnet with its pool, validators who judge miners, and a token that pays them.</summary>
internal sealed class MemberPart : Component
{
    private const int NeuronsMax = 256;

    public static CatalogueEntry Entry { get; } =
        new(MemberParameters.Kind, (assembly, part) => new MemberPart(assembly, part));

    private MemberPart(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Alpha = TokenOf("token");
        NetworkPart.RequireDecimals(Alpha);
        AccountGroup pool = Model.Account(Name, AccountKind.Pool);
        PoolAlpha = Held(Alpha, pool);
        PoolCoin = Held(TokenOf("coin_reserve"), pool);
        Pending = Held(Alpha, Model.Account($"{Name}.pending", AccountKind.Escrow));
        Habit = Dial(MemberParameters.Read);
        Price = Model.Signal($"{Name}.price", 0);
    }

    public Token Alpha { get; }

    public Holdings PoolAlpha { get; }

    public Holdings PoolCoin { get; }

    /// <summary>Alpha that waits for the next epoch, that the protocol keeps, or that nobody owns.</summary>
    public Holdings Pending { get; }

    public Dial<MemberHabit> Habit { get; }

    /// <summary>Coins per alpha.</summary>
    public Signal Price { get; }

    public Holdings Owner { get; private set; } = null!;

    public Holdings Validators { get; private set; } = null!;

    /// <summary>The coin that validators are paid for root under the first rules.</summary>
    public Holdings ValidatorCoin { get; private set; } = null!;

    public Holdings Miners { get; private set; } = null!;

    /// <summary>Who stakes day by day: its coin and its alpha; null where nobody does.</summary>
    public (Holdings Coin, Holdings Alpha)? Stakers { get; private set; }

    public (Amount Miners, Amount Validators, Amount Owner) Paid { get; private set; }

    public ushort Take => (ushort)(Part.Number("take") * ushort.MaxValue);

    public override void Connect()
    {
        NetworkPart network = (NetworkPart)Other("network");
        RequireToken("coin_reserve", network.Coin);
        RequireToken("alpha_reserve", Alpha);
        RequireToken("validator_stake", Alpha);
        Owner = Held(Alpha, OnePayeeOf("owner"));
        Validators = Held(Alpha, PayeeOf("validators"));
        ValidatorCoin = Held(network.Coin, Validators.Group);
        Miners = Held(Alpha, PayeeOf("miners"));
        RequireRoom();
        if (Has("stakers"))
        {
            AccountGroup stakers = OnePayeeOf("stakers");
            Stakers = (Held(network.Coin, stakers), Held(Alpha, stakers));
        }

        Open("coin_reserve", PoolCoin, AmountOf("coin_reserve"));
        Open("alpha_reserve", PoolAlpha, AmountOf("alpha_reserve"));
        Open("validator_stake", Validators, AmountOf("validator_stake"));
        Paid = (
            Model.Amount($"{Name}.paid_miners", 0),
            Model.Amount($"{Name}.paid_validators", 0),
            Model.Amount($"{Name}.paid_owner", 0)
        );
        network.Add(this);
        AddMetrics(network.Coin);
    }

    private void RequireRoom()
    {
        int miners = Miners.Group.Count;
        int given = Habit.AtStart.Quality.Length;
        if (given > 0 && given != miners)
        {
            throw new ArgumentException($"quality has {given} values for {miners} miners");
        }

        if (miners + Validators.Group.Count > NeuronsMax)
        {
            throw new ArgumentException($"miners and validators are more than {NeuronsMax} together");
        }
    }

    private void AddMetrics(Token coin)
    {
        ShowIn($"{coin.Symbol}/{Alpha.Symbol}", "price", () => Price.Value, Price);
        Show("coin", PoolCoin);
        Show("miners", Alpha, Paid.Miners);
        Show("validators", Alpha, Paid.Validators);
        Show("owner", Alpha, Paid.Owner);
    }
}
