using System.Numerics;
using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets;
using Souk.Simulation.Markets.Sales;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Pools;

/// <summary>Where a token is swapped for money: a pool or a curve, in which all orders of a day clear at one price.</summary>
/// <remarks>
/// A kind says what a swap pays and how it is booked; orders, listings and metrics are the same for all. Quotes are pure:
/// they depend on slots alone, so a rule may ask as often as it likes.
/// </remarks>
internal abstract class Venue : Component
{
    /// <summary>What a parameter that names a venue takes.</summary>
    public static readonly IReadOnlyList<string> Kinds = ["pool", "curve"];

    private readonly List<PoolBuyer> _buyers = [];
    private readonly List<PoolSeller> _sellers = [];
    private readonly List<Dial<ListingShock>> _listings = [];
    private readonly List<IForeseenMoves> _foreseen = [];

    protected Venue(ModelAssembly assembly, Part part, Token token, Token money)
        : base(assembly, part)
    {
        if (token == money)
        {
            throw new ArgumentException($"both reserves are {token.Symbol}: a pool needs two tokens");
        }

        Token = token;
        Money = money;
        AccountGroup account = Model.Account(Name, AccountKind.Pool);
        Tokens = Held(token, account);
        Moneys = Held(money, account);
        Price = Model.Signal($"{Name}.price");
    }

    public Token Token { get; }

    public Token Money { get; }

    /// <summary>The reserve of the token; empty where tokens are made and destroyed.</summary>
    public Holdings Tokens { get; }

    /// <summary>The reserve of money.</summary>
    public Holdings Moneys { get; }

    /// <summary>Money per token at the last close.</summary>
    public Signal Price { get; }

    /// <summary>Money per token as of now.</summary>
    public virtual double PriceAt(int day)
    {
        (BigInteger money, BigInteger tokens) = PriceAfter(0, day);
        double scale = (double)BaseUnits.One(Token.Decimals) / (double)BaseUnits.One(Money.Decimals);
        return Math.Exp(BigInteger.Log(money) - BigInteger.Log(tokens)) * scale;
    }

    /// <summary>Tokens that an amount of money buys now, base units.</summary>
    public abstract Int128 Bought(Int128 money, int day);

    /// <summary>Money that an amount of tokens sells for now, base units.</summary>
    public abstract Int128 Proceeds(Int128 tokens, int day);

    /// <summary>The price at the margin after an amount of money was spent: base units of money for base units of the token.</summary>
    public abstract (BigInteger Money, BigInteger Tokens) PriceAfter(Int128 money, int day);

    /// <summary>How a day's orders meet. Both amounts may be zero.</summary>
    public virtual BatchClearing Clear(Int128 sold, Int128 spent, int day) =>
        QuotedClearing.Clear(
            sold,
            spent,
            new VenueQuote(money => Bought(money, day), MoneyMax(day)),
            new VenueQuote(tokens => Proceeds(tokens, day), TokensMax(day)),
            PriceAfter(0, day)
        );

    /// <summary>The most money that it takes now; the rest of a day's orders goes back.</summary>
    protected virtual Int128 MoneyMax(int day) => BaseUnits.AmountMax;

    /// <summary>The most tokens that it takes now.</summary>
    protected virtual Int128 TokensMax(int day) => BaseUnits.AmountMax;

    /// <summary>Books a purchase that was quoted just now.</summary>
    public virtual void Buy(Holdings payer, Holdings buyer, Int128 money, Int128 tokens, int day)
    {
        Pay(payer, Moneys, money);
        Pay(Tokens, buyer, tokens);
    }

    /// <summary>Books a sale that was quoted just now.</summary>
    public virtual void Sell(Holdings seller, Holdings payee, Int128 tokens, Int128 money, int day)
    {
        Pay(seller, Tokens, tokens);
        Pay(Moneys, payee, money);
    }

    /// <summary>What a rule declares that swaps here.</summary>
    public virtual void DeclareSwap(Touches touches)
    {
        DeclareParameters(touches);
        touches.Updates(Tokens, Moneys);
    }

    /// <summary>What a rule declares that asks for the price.</summary>
    public void DeclarePrice(Touches touches)
    {
        DeclareParameters(touches);
        DeclareReserves(touches);
    }

    /// <summary>How many tokens an amount of money is worth at the price of now, rounded down.</summary>
    public virtual Int128 Worth(Int128 money, int day)
    {
        (BigInteger numerator, BigInteger divisor) = PriceAfter(0, day);
        return (Int128)(money * divisor / numerator);
    }

    /// <summary>By what listings multiply the deviation of the order flow on a day.</summary>
    public double FlowFactor(int day)
    {
        double factor = 1;
        foreach (Dial<ListingShock> listing in _listings)
        {
            factor *= listing.At(day).VolatilityFactor(day);
        }

        return factor;
    }

    /// <summary>Who told what it will do to the price; others are not foreseen.</summary>
    public IReadOnlyList<IForeseenMoves> Foreseen => _foreseen;

    public void Add(IForeseenMoves moves) => _foreseen.Add(moves);

    public void Add(PoolBuyer buyer) => _buyers.Add(buyer);

    public void Add(PoolSeller seller) => _sellers.Add(seller);

    public void Add(Dial<ListingShock> listing) => _listings.Add(listing);

    public override void Connect()
    {
        OpenReserves();
        Rule("first price", Phase.Start, DeclareClose, step => Price.Value = PriceAt(step.Index));
        AccountGroup clearing = Model.Account($"{Name}.clearing", AccountKind.Clearing);
        Model.Add(new PoolRule(this, _buyers, _sellers, (Held(Token, clearing), Held(Money, clearing)), Ledger));
        Rule("price", Phase.Record, DeclareClose, step => Price.Value = PriceAt(step.Index));
        ShowPrice();
        Show("money", Moneys);
    }

    /// <summary>What every venue publishes.</summary>
    public static PublishedQuantity[] Quantities() =>
        [
            new("price", "money/token", "As of now; the series has it at the close."),
            new("money", "money", "Reserve of money."),
        ];

    /// <summary>What a pool with two reserves publishes.</summary>
    public static PublishedQuantity[] PoolQuantities() =>
        [.. Quantities(), new("tokens", "token", "Reserve of the token.")];

    /// <summary>Whether the price depends on the day too, by parameters that change.</summary>
    protected virtual bool HasDatedPrice => true;

    /// <summary>The slots that the price is a function of.</summary>
    protected virtual void DeclareReserves(Touches touches) => touches.Reads(Tokens, Moneys);

    /// <summary>Books what the venue holds before the first day.</summary>
    protected abstract void OpenReserves();

    /// <summary>Opens both reserves of a pool that needs each of them.</summary>
    protected void OpenBoth()
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
    }

    private void ShowPrice()
    {
        string unit = $"{Money.Symbol}/{Token.Symbol}";
        Record(unit, "price", () => Price.Value);
        Touches touches = new();
        DeclarePrice(touches);
        Slot[] slots = [.. touches.All.Select(touch => touch.Slot)];
        if (HasDatedPrice)
        {
            PublishByDay(unit, "price", PriceAt, slots);
        }
        else
        {
            PublishIn(unit, "price", () => PriceAt(0), slots);
        }

        if (Part.Kind.Publishes.Any(one => one.Key == "tokens"))
        {
            Publish("tokens", Tokens);
        }
    }

    private void DeclareClose(Touches touches)
    {
        DeclareReserves(touches);
        touches.Writes(Price);
    }
}
