using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets;
using Souk.Simulation.Mechanisms.Fees;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.buyers`: customers whose orders pay sellers and fees.</summary>
internal sealed class BuyerPeople : Component, ITurnover
{
    // How fast the market forgets yesterday's orders; it only keeps single orders from moving the data price.
    private const double OrdersSmoothing = 0.1;

    private readonly AccountGroup _accounts;
    private readonly Dial<BuyerHabit> _habit;
    private readonly Signal _orders;
    private readonly Amount _paid;
    private readonly Expectation _mode;

    public static CatalogueEntry Entry { get; } =
        new(BuyerParameters.Kind, (assembly, part) => new BuyerPeople(assembly, part));

    private BuyerPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        ActiveAtStart = part.Count("active");
        int potential = PeopleLimits.Potential(ActiveAtStart, part.Number("potential_multiple"));
        People = new BuyerPopulation(Math.Max(ActiveAtStart, potential), Name);
        Model.Adopt(People.Slots);
        _accounts = Model.Accounts(People.Agents, AccountKind.Wallet);
        DataPrice = Model.Signal($"{Name}.data_price", 1);
        OrderCount = Model.Counter($"{Name}.order_count", 0);
        _orders = Model.Signal($"{Name}.orders_smoothed");
        _paid = Model.Amount($"{Name}.paid");
        _habit = Dial(BuyerParameters.Read);
        _mode = ExpectationSpecs.ModeOf(part);
        ExpectedPrice = _mode == Expectation.Myopic ? DataPrice : Model.Signal($"{Name}.expected_price", 1);
    }

    public override AccountGroup Wallets => _accounts;

    public BuyerPopulation People { get; }

    public int ActiveAtStart { get; }

    /// <summary>Price level of data, 1 at the start.</summary>
    public Signal DataPrice { get; }

    /// <summary>The price level by which they order; what they pay is today's.</summary>
    public Signal ExpectedPrice { get; }

    /// <summary>Today's purchases.</summary>
    public Counter OrderCount { get; }

    public override Counter Usage => OrderCount;

    public Slot[] TurnoverSlots => [_paid];

    public Token TurnoverToken => TokenOf("money");

    public Int128 Turnover => _paid.Value;

    public override void Connect()
    {
        Token money = TokenOf("money");
        Rule(
            "draw",
            Phase.Start,
            touches => touches.Writes(People.IsActive, People.ActiveCount, _orders),
            _ =>
            {
                People.Draw(ActiveAtStart);
                _orders.Value = _habit.AtStart.OrdersPerDay;
            }
        );
        AddDataPrice();
        Model.Add(new BuyerChoice(this, _habit, money.Decimals));
        AddSettlement(money);
        Show("active", People.ActiveCount);
        Show("orders", OrderCount);
        Show("data_price", DataPrice);
    }

    private void AddDataPrice()
    {
        ContributorPeople? sellers = Other("sellers") as ContributorPeople;
        Rule(
            "data price",
            Phase.Observe,
            touches =>
                touches
                    .ReadsYesterday(OrderCount)
                    .ReadsYesterday([.. sellers is null ? Array.Empty<Slot>() : [sellers.People.ActiveCount]])
                    .ReadsYesterday([.. _mode == Expectation.Perfect ? new Slot[] { People.ActiveCount } : []])
                    .Updates([.. new Slot[] { _orders, DataPrice, ExpectedPrice }.Distinct()]),
            step =>
            {
                // Demand and supply count in those of the start, so that a shock moves the price and not its measure.
                double ordersAtStart = _habit.AtStart.OrdersPerDay;
                if (step.Index == 0 || ordersAtStart == 0)
                {
                    return;
                }

                _orders.Value += OrdersSmoothing * (OrderCount.Value - _orders.Value);
                double supply = sellers is { ActiveAtStart: > 0 }
                    ? (double)sellers.People.ActiveCount.Value / sellers.ActiveAtStart
                    : 1;
                double demand = _orders.Value / ordersAtStart;
                DataPrice.Value = PostedPrice.Next(
                    DataPrice.Value,
                    demand,
                    supply,
                    _habit.At(step.Index).PriceAdjustment
                );
                Expect(step.Index, supply);
            }
        );
    }

    private void Expect(int day, double supply)
    {
        double rate = _habit.At(day).ExpectationRate;
        if (_mode == Expectation.Adaptive)
        {
            ExpectedPrice.Value = ExpectationPolicy.Next(_mode, rate, ExpectedPrice.Value, DataPrice.Value);
        }
        else if (_mode == Expectation.Perfect)
        {
            ExpectedPrice.Value = ExpectationPolicy.Ahead(rate, day, Prices(supply));
        }
    }

    // As many buyers and sellers as yesterday, each of whom orders the mean at the price of the day.
    private Func<int, double> Prices(double supply)
    {
        (double orders, double level) = (_orders.Value, DataPrice.Value);
        double customers = (double)People.ActiveCount.Value / Math.Max(1, ActiveAtStart);
        return day =>
        {
            double today = level;
            BuyerHabit then = _habit.At(day);
            double mean = then.OrdersPerDay * customers * DeterministicMath.Pow(level, -then.PriceElasticity);
            orders += OrdersSmoothing * (mean - orders);
            level = PostedPrice.Next(level, orders / _habit.AtStart.OrdersPerDay, supply, then.PriceAdjustment);
            return today;
        };
    }

    private void AddSettlement(Token money)
    {
        Holdings buyers = Held(money, _accounts);
        Holdings fees = Held(money, OnePayeeOf("fees", money));
        Holdings sellers = Held(money, OnePayeeOf("sellers", money));
        Publish("paid", money, _paid);
        Rule(
            "settlement",
            Phase.Clear,
            touches =>
                touches
                    .Reads(People.Spending)
                    .Adds(money, fees)
                    .Adds([.. sellers == fees ? Array.Empty<Slot>() : [sellers]])
                    .Updates(buyers)
                    .Writes(_paid),
            step =>
                _paid.Value = OrderSettlement.Collect(
                    Ledger,
                    money.Index,
                    _accounts.Range,
                    People.Spending.Span,
                    _habit.At(step.Index).MarketFee,
                    fees.Account,
                    sellers.Account
                )
        );
        Show("payments", money, _paid);
    }
}
