using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Formulas;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Pools;

/// <summary>`pool.constant_product`: a token and money, in which all orders of a day clear at one price.</summary>
internal sealed class TradingPool : Component
{
    private readonly List<PoolBuyer> _buyers = [];
    private readonly List<PoolSeller> _sellers = [];
    private readonly Dial<int> _feeBasisPoints;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "pool.constant_product",
                "A pool of a token and money; a day's orders clear in one batch, the difference passes through the pool.",
                "Uniswap v2: UniswapV2Library of v2-periphery 1.1.0",
                [
                    new("token_reserve", ParameterKind.Tokens, "Tokens in the pool before the first day.")
                    {
                        IsFixed = true,
                    },
                    new(
                        "money_reserve",
                        ParameterKind.Tokens,
                        "Money in the pool before the first day; 1 is worth 1 USD."
                    )
                    {
                        IsFixed = true,
                    },
                    new("fee", ParameterKind.Share, "Of what a swap pays in; whole basis points.")
                    {
                        Default = "30 bp",
                        Source = "UniswapV2Pair of v2-core 1.0.1",
                        Max = 0.9999,
                    },
                ]
            ),
            (assembly, part) => new TradingPool(assembly, part)
        );

    private TradingPool(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Token = TokenOf("token_reserve");
        Money = TokenOf("money_reserve");
        if (Token == Money)
        {
            throw new ArgumentException($"both reserves are {Token.Symbol}: a pool needs two tokens");
        }

        AccountGroup account = Model.Account(Name, AccountKind.Pool);
        Tokens = Held(Token, account);
        Moneys = Held(Money, account);
        Price = Model.Signal($"{Name}.price");
        Publish("price", Unit.Of(Money.Symbol) / Unit.Of(Token.Symbol), () => PriceNow, Tokens, Moneys);
        _feeBasisPoints = Dial(ReadFee);
    }

    public Token Token { get; }

    public Token Money { get; }

    /// <summary>The reserve of the token.</summary>
    public Holdings Tokens { get; }

    /// <summary>The reserve of money.</summary>
    public Holdings Moneys { get; }

    /// <summary>Money per token at the last close.</summary>
    public Signal Price { get; }

    /// <summary>Money per token by what the reserves are now.</summary>
    public double PriceNow =>
        BaseUnits.ToNumber(Moneys.Balance, Money.Decimals) / BaseUnits.ToNumber(Tokens.Balance, Token.Decimals);

    public int FeeBasisPointsAt(int day) => _feeBasisPoints.At(day);

    public void Add(PoolBuyer buyer) => _buyers.Add(buyer);

    public void Add(PoolSeller seller) => _sellers.Add(seller);

    public override void Connect()
    {
        foreach (string reserve in (string[])["token_reserve", "money_reserve"])
        {
            if (AmountOf(reserve) == 0)
            {
                Fail(reserve, "is below one base unit: an empty pool has no price");
            }
        }

        Open("token_reserve", Tokens, AmountOf("token_reserve"));
        Open("money_reserve", Moneys, AmountOf("money_reserve"));
        Rule("first price", Phase.Start, DeclarePrice, _ => Price.Value = PriceNow);
        Model.Add(new PoolRule(this, _buyers, _sellers, Model));
        Rule("price", Phase.Record, DeclarePrice, _ => Price.Value = PriceNow);
        Metric("price", "price", $"{Money.Symbol}/{Token.Symbol}", "Spot price at the close.", () => Price.Value);
        Metric("money", "money", Money, "Reserve of money at the close.", () => Moneys.Balance);
    }

    /// <exception cref="ArgumentException">Not whole basis points, in which the pool counts.</exception>
    private static int ReadFee(Part then)
    {
        decimal basisPoints = then.List("fee")[0].Number * 10_000;
        return basisPoints == decimal.Floor(basisPoints) || then.Settings["fee"].IsDrawn
            ? (int)decimal.Round(basisPoints)
            : throw new ArgumentException($"fee is {basisPoints:0.####} bp; write whole basis points, such as 30 bp");
    }

    private void DeclarePrice(Touches touches) => touches.Reads(Tokens, Moneys).Writes(Price);
}
