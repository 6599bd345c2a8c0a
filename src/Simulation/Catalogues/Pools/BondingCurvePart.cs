using System.Numerics;
using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets.Curves;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Catalogues.Pools;

/// <summary>`curve.bonding`: makes the token when it is bought and destroys it when it is sold, against a reserve of money.</summary>
internal sealed class BondingCurvePart : Venue
{
    private const int RatioScale = 1_000_000;

    private readonly Dial<int> _ratio;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "curve.bonding",
                "Mints the token for buyers and burns it for sellers; the reserve stays a constant share of price × supply.",
                "Bancor, BancorFormula of contracts-solidity (docs/mechanisms/bonding-curves.md)",
                [
                    new("supply", ParameterKind.Tokens, "Made before the first day, in the price of that day.")
                    {
                        IsFixed = true,
                    },
                    new("holder", ParameterKind.Part, "Who holds the supply.") { IsFixed = true },
                    new(
                        "money_reserve",
                        ParameterKind.Tokens,
                        "Money behind the supply before the first day; 1 is worth 1 USD."
                    )
                    {
                        IsFixed = true,
                    },
                    new("ratio", ParameterKind.Share, "Reserve over price × supply, to a millionth.")
                    {
                        Default = "50 %",
                        Min = 0.02,
                    },
                ]
            )
            {
                Publishes = Venue.Quantities(),
            },
            (assembly, part) => new BondingCurvePart(assembly, part)
        );

    private BondingCurvePart(ModelAssembly assembly, Part part)
        : base(assembly, part, assembly.TokenOf(part.Word("supply")), assembly.TokenOf(part.Word("money_reserve")))
    {
        _ratio = Dial(then => (int)Math.Round(then.Number("ratio") * RatioScale));
    }

    /// <summary>Refuses parts that mint or burn the token of a curve: its price would jump, or its reserve no longer do.</summary>
    public static void CheckSupplies(ModelAssembly assembly)
    {
        foreach (BondingCurvePart curve in assembly.Components.OfType<BondingCurvePart>())
        {
            foreach (Component other in assembly.Model.Rules.Select(assembly.OwnerOf).OfType<Component>().Distinct())
            {
                if (
                    other != curve
                    && other.ChangesSupply
                    && assembly.Model.Rules.Any(rule => Changes(assembly, rule, other, curve.Token))
                )
                {
                    assembly.Fail(
                        other.Part,
                        null,
                        $"mints or burns {curve.Token.Symbol}, which the curve {curve.Name} at {curve.Part.Origin} alone makes and destroys: its price follows from the supply"
                    );
                }
            }
        }
    }

    private static bool Changes(ModelAssembly assembly, Rule rule, Component owner, Token token)
    {
        if (assembly.OwnerOf(rule) != owner)
        {
            return false;
        }

        Touches touches = new();
        rule.Declare(touches);
        return touches.Changes(token);
    }

    public override Int128 Bought(Int128 money, int day) =>
        Int128.Min(CurveAt(day).Purchase(money), Token.SupplyMax - Token.Supply);

    public override Int128 Proceeds(Int128 tokens, int day) => CurveAt(day).Sale(tokens);

    public override (BigInteger Money, BigInteger Tokens) PriceAfter(Int128 money, int day)
    {
        Int128 supply = Token.Supply + (money == 0 ? 0 : Bought(money, day));
        return (((BigInteger)Moneys.Balance + money) * RatioScale, (BigInteger)supply * _ratio.At(day));
    }

    public override void Buy(Holdings payer, Holdings buyer, Int128 money, Int128 tokens, int day)
    {
        Pay(payer, Moneys, money);
        Ledger.Mint(Token.Index, buyer.Account, tokens);
        Assembly.TalliesOf(Token).Emitted.Value += tokens;
    }

    public override void Sell(Holdings seller, Holdings payee, Int128 tokens, Int128 money, int day)
    {
        Ledger.Burn(Token.Index, seller.Account, tokens);
        Assembly.TalliesOf(Token).Burned.Value += tokens;
        Pay(Moneys, payee, money);
    }

    public override void DeclareSwap(Touches touches)
    {
        DeclareParameters(touches);
        touches.Updates(Moneys, Token).Adds(Assembly.TalliesOf(Token).Emitted, Assembly.TalliesOf(Token).Burned);
    }

    protected override void DeclareReserves(Touches touches) => touches.Reads(Token, Moneys);

    // Beyond it the last unit would be minted above the token's supply_max.
    protected override Int128 MoneyMax(int day)
    {
        Int128 room = Token.SupplyMax - Token.Supply;
        return room > Token.Supply * 1_000 ? BaseUnits.AmountMax : CurveAt(day).Cost(room);
    }

    // A day takes at most half: the whole supply would leave a curve without a price.
    protected override Int128 TokensMax(int day) => Token.Supply / 2;

    protected override void OpenReserves()
    {
        if (AmountOf("supply") == 0 || AmountOf("money_reserve") == 0)
        {
            Fail("supply", "and money_reserve are above zero: a curve without them has no price");
        }

        Open("supply", Held(Token, OnePayeeOf("holder")), AmountOf("supply"));
        Open("money_reserve", Moneys, AmountOf("money_reserve"));
    }

    private ReserveCurve CurveAt(int day) => new(Token.Supply, Moneys.Balance, _ratio.At(day));
}
