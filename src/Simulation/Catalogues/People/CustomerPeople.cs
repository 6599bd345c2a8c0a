using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.DataValues;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Fees;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.customers`: demand in USD of two segments, with a choice of where to buy.</summary>
internal sealed class CustomerPeople : Component, ITurnover
{
    private readonly Dial<CustomerHabit> _habit;
    private readonly Amount _paid;
    private readonly Signal[] _elsewhere;

    public static CatalogueEntry Entry { get; } =
        new(CustomerParameters.Kind, (assembly, part) => new CustomerPeople(assembly, part));

    private CustomerPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _habit = Dial(CustomerParameters.Read);
        Agents = Model.Population(Name, part.Count("count"));
        Wallets = Model.Accounts(Agents, AccountKind.Wallet);
        IsActive = Model.Column<bool>(Agents, "is_active");
        HasAdopted = Model.Column<bool>(Agents, "has_adopted");
        IsWeb3 = Model.Column<bool>(Agents, "is_web3");
        Spending = Model.Column<Int128>(Agents, "spending", Int128.Zero);
        TokenSpend = Model.Amount($"{Name}.token_spend", 0);
        AdoptedCount = Model.Counter($"{Name}.adopted");
        ActiveCounts = [Model.Counter($"{Name}.web2_count", 0), Model.Counter($"{Name}.web3_count", 0)];
        OrderCounts = [.. CustomerParameters.Offers.Select(offer => Model.Counter($"{Name}.orders_{offer}", 0))];
        _paid = Model.Amount($"{Name}.paid", 0);
        PriceHere = Model.Signal($"{Name}.price_here", 0);
        _elsewhere = [.. CustomerParameters.Offers.Skip(1).Select(offer => Model.Signal($"{Name}.if_{offer}", 0))];
        Expectation mode = ExpectationSpecs.ModeOf(part);
        Outlooks =
        [
            .. CustomerParameters.Offers.Select(offer => new Outlook(
                mode,
                Model.Signal($"{Name}.expected_{offer}", 0)
            )),
        ];
        Publish("active", () => Active, [.. ActiveCounts]);
        Publish("orders", () => OrderCounts[0].Value, OrderCounts[0]);
        Publish("paid", assembly.TokenOf(part.Word("money")), _paid);
    }

    public override AccountGroup Wallets { get; }

    public override Counter Usage => OrderCounts[0];

    public Population Agents { get; }

    public Column<bool> IsActive { get; }

    public Column<bool> HasAdopted { get; }

    public Column<bool> IsWeb3 { get; }

    /// <summary>Money that each spends here today.</summary>
    public Column<Int128> Spending { get; }

    /// <summary>Money that all spend here today by way of the token.</summary>
    public Amount TokenSpend { get; }

    public Counter AdoptedCount { get; }

    /// <summary>Customers of Web2 and Web3.</summary>
    public Counter[] ActiveCounts { get; }

    /// <summary>Today's orders, by offer.</summary>
    public Counter[] OrderCounts { get; }

    /// <summary>Of the offers' prices in USD.</summary>
    public Outlook[] Outlooks { get; }

    /// <summary>USD of a unit here today, with the premium of data.</summary>
    public Signal PriceHere { get; }

    public Slot[] TurnoverSlots => [_paid];

    public Token TurnoverToken => TokenOf("money");

    public Int128 Turnover => _paid.Value;

    public AccountPeople? From => Has("from") ? (AccountPeople)Other("from") : null;

    private long Active => ActiveCounts[0].Value + ActiveCounts[1].Value;

    public override void Connect()
    {
        Token money = TokenOf("money");
        Rule(
            "draw",
            Phase.Start,
            touches => touches.Writes(IsActive, HasAdopted, IsWeb3, AdoptedCount),
            step => Draw(Luck(step.Random))
        );
        Model.Add(new CustomerChoice(this, _habit, money.Decimals, Has("data") ? (DataValuePart)Other("data") : null));
        AddSettlement(money);
        if (Has("pool"))
        {
            AddTokenPayments((Venue)Other("pool"), money);
        }

        AddMetrics(money);
    }

    private void Draw(RandomStream random)
    {
        int active = Math.Min(Part.Count("active"), Agents.Count);
        double web3 = Part.Number("web3_share");
        for (int agent = 0; agent < Agents.Count; agent++)
        {
            IsWeb3[agent] = random.Draw(DrawKind.CustomerTraits, agent, 0).First < web3;
            IsActive[agent] = HasAdopted[agent] = agent < active;
        }

        AdoptedCount.Value = active;
    }

    private void AddSettlement(Token money)
    {
        Holdings buyers = Held(money, Wallets);
        Holdings fees = Held(money, OnePayeeOf("fees", money));
        Holdings sellers = Held(money, OnePayeeOf("sellers", money));
        Rule(
            "settlement",
            Phase.Clear,
            touches =>
                touches
                    .Reads(Spending, TokenSpend, PriceHere)
                    .Adds([.. new Slot[] { money, fees, sellers }.Distinct()])
                    .Updates(buyers)
                    .Updates(_elsewhere)
                    .Writes(_paid),
            step =>
            {
                _paid.Value =
                    TokenSpend.Value
                    + OrderSettlement.Collect(
                        Ledger,
                        money.Index,
                        Wallets.Range,
                        Spending.Span,
                        _habit.At(step.Index).MarketFee,
                        fees.Account,
                        sellers.Account
                    );
                AddElsewhere(BaseUnits.ToNumber(_paid.Value, money.Decimals), _habit.At(step.Index));
            }
        );
    }

    // The same units at the prices of other offers.
    private void AddElsewhere(double paidUsd, CustomerHabit today)
    {
        for (int i = 0; i < _elsewhere.Length; i++)
        {
            _elsewhere[i].Value += paidUsd / PriceHere.Value * today.Offers[i + 1].PriceUsd;
        }
    }

    // The token is bought at the day's clearing price and handed on at the close.
    private void AddTokenPayments(Venue pool, Token money)
    {
        if (pool.Money != money)
        {
            throw new ArgumentException($"pool is {pool.Name}, which takes {pool.Money.Symbol} and not {money.Symbol}");
        }

        AccountGroup desk = Model.Account($"{Name}.desk", AccountKind.Clearing);
        Holdings tokens = Held(pool.Token, desk);
        Holdings fees = Held(pool.Token, OnePayeeOf("fees", pool.Token));
        Holdings sellers = Held(pool.Token, OnePayeeOf("sellers", pool.Token));
        pool.Add(new PoolBuyer(TokenSpend, Held(money, desk), tokens, BringsMoney: true));
        Rule(
            "token payments",
            Phase.Settle,
            touches => touches.Updates(tokens).Adds([.. new Slot[] { fees, sellers }.Distinct()]),
            step =>
            {
                Pay(tokens, fees, _habit.At(step.Index).MarketFee.Of(tokens.Balance));
                Pay(tokens, sellers, tokens.Balance);
            }
        );
    }

    private void AddMetrics(Token money)
    {
        Show("web2", ActiveCounts[0]);
        Show("web3", ActiveCounts[1]);
        Show("penetration", () => (double)AdoptedCount.Value / Agents.Count, AdoptedCount);
        Show("payments", money, _paid);
        Show("token_payments", money, TokenSpend);
        for (int i = 0; i < _elsewhere.Length; i++)
        {
            Signal cost = _elsewhere[i];
            string offer = CustomerParameters.Offers[i + 1];
            Show($"if.{offer}", cost);
        }

        for (int i = 0; i < OrderCounts.Length; i++)
        {
            Counter orders = OrderCounts[i];
            string offer = CustomerParameters.Offers[i];
            Show($"orders.{offer}", orders);
        }
    }
}
