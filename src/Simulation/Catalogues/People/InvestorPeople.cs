using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues.Pools;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>`people.investors`: a class of early holders around its unlocks.</summary>
internal sealed class InvestorPeople : Component
{
    private readonly Population _population;
    private readonly Dial<InvestorHabit> _habit;
    private readonly Amount _sold;
    private readonly Amount _known;
    private readonly Counter _sinceUnlock;
    private readonly Signal _expectedPrice;
    private PriceOutlook? _outlook;
    private Venue? _pool;
    private Holdings? _tokens;
    private Shortlist? _sales;
    private double _cost;

    public static CatalogueEntry Entry { get; } =
        new(InvestorParameters.Kind, (assembly, part) => new InvestorPeople(assembly, part));

    private InvestorPeople(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        _population = Model.Population(Name, part.Count("count"));
        Inlet = Model.Accounts(_population, AccountKind.Wallet);
        _habit = Dial(InvestorParameters.Read);
        _sold = Model.Amount($"{Name}.sold", 0);
        _known = Model.Amount($"{Name}.known", 0);
        _sinceUnlock = Model.Counter($"{Name}.since_unlock", -1);
        _expectedPrice = Model.Signal($"{Name}.expected_price", 0);
    }

    public override AccountGroup Inlet { get; }

    public override void Connect()
    {
        _pool = (Venue)Other("pool");
        _tokens = Held(_pool.Token, Inlet);
        _sales = Model.Shortlist(_population, "sales");
        _outlook = new PriceOutlook(
            ExpectationSpecs.ModeOf(Part),
            _pool,
            Assembly.UnlocksOf(_pool.Token),
            _expectedPrice
        );
        if (Has("balance"))
        {
            RequireToken("balance", _pool.Token);
            Open("balance", _tokens, AmountOf("balance"));
        }

        Rule(
            "",
            Phase.Decide,
            touches =>
            {
                touches
                    .ReadsYesterday(_tokens, _pool.Tokens, _pool.Price)
                    .Updates(_sold, _known, _sinceUnlock)
                    .Writes(_sales);
                _outlook.Declare(touches);
            },
            step => Decide(step)
        );
        _pool.Add(new PoolSeller(_sales, Worth: null, _tokens, Held(_pool.Money, Inlet)));
        if (Has("hedge"))
        {
            AddHedge(_pool, _tokens, _outlook);
        }

        _cost = CostOf(Part, []);
        Show("sold", _pool.Token, _sold);
        Show("multiple", () => _cost > 0 ? _pool.Price.Value / _cost : 0, _pool.Price);
        Publish("cost", () => _cost);
    }

    // A later round costs as many times the one before as its valuation is larger: the supply is the same.
    private double CostOf(Part round, HashSet<string> seen)
    {
        if (round.Settings["after"].Values.Count == 0)
        {
            return round.Number("cost");
        }

        if (!seen.Add(round.Name) || round.Number("cost") != 0)
        {
            throw new ArgumentException(
                round.Number("cost") != 0
                    ? $"cost of {round.Name} is stated beside a round before it: say one of the two"
                    : $"after goes in a circle: {string.Join(" after ", seen)}"
            );
        }

        return CostOf(Assembly.Blueprint.Find(round.Word("after"))!, seen) * round.Number("valuation_step");
    }

    private void Decide(Step step)
    {
        InvestorHabit today = _habit.At(step.Index);
        ReadOnlySpan<Int128> balances = _tokens!.Balances;
        Watch(balances, step.Index);
        double hazard = UnlockSelling.Hazard(_pool!.Price.Value, _cost, (int)_sinceUnlock.Value, today.Sell);
        double expected = _outlook!.Expected(step.Index, today.Price);
        hazard = AnticipationPolicy.Hazard(hazard, _pool.Price.Value, expected, today.Anticipation);
        RandomStream random = Luck(step.Random);
        _sales!.Begin();
        ShortlistPart part = _sales.Open(0, balances.Length);
        Int128 room = today.LiquidityCap.Of(_pool.Tokens.Balance);
        for (int agent = 0; agent < balances.Length; agent++)
        {
            if (balances[agent] > 0 && random.Draw(DrawKind.InvestorDecision, agent, step.Index).First < hazard)
            {
                Int128 amount = Int128.Min(today.SellShare.Of(balances[agent]), room);
                room -= amount;
                part.Add(agent, amount);
                _sold.Value += amount;
                _known.Value -= amount;
            }
        }

        _sales.Close(part);
        _sales.Complete();
    }

    // More than was held after the last sales has come from an unlock, if it is a hundredth of the balance at least.
    private void Watch(ReadOnlySpan<Int128> balances, int day)
    {
        Int128 held = 0;
        foreach (Int128 balance in balances)
        {
            held += balance;
        }

        bool isUnlock = day > 0 && held - _known.Value > held / 100;
        _sinceUnlock.Value =
            isUnlock ? 0
            : _sinceUnlock.Value < 0 ? -1
            : _sinceUnlock.Value + 1;
        _known.Value = held;
    }

    private void AddHedge(Venue pool, Holdings tokens, PriceOutlook prices)
    {
        RequireToken("hedge", pool.Token);
        int[] unlocks = [.. Part.List("unlocks").Select(value => (int)value.Number)];
        if (!Has("lender") || unlocks.Length == 0)
        {
            throw new ArgumentException("hedge needs a lender and the unlocks that it is for");
        }

        AccountGroup desk = Model.Account($"{Name}.hedge", AccountKind.Clearing);
        HedgeBook book = new(
            Held(pool.Token, Other("lender").Inlet!),
            Held(pool.Token, desk),
            tokens,
            Model.Amount($"{Name}.owed", 0),
            Model.Amount($"{Name}.hedge_worth", 0)
        );
        SeenUnlocks seen = new(
            Model.Signal($"{Name}.eve_price", 0),
            Model.Signal($"{Name}.believed_fall", 0),
            Model.Counter($"{Name}.seen_unlocks", 0)
        );
        HedgeOutlook outlook = new(ExpectationSpecs.ModeOf(Part), prices, pool, seen, unlocks);
        HedgeRules rules = new(Ledger, pool, book, outlook, AmountOf("hedge"), unlocks, Part.Days("hedge_days"));
        pool.Add(new PoolSeller(Sales: null, book.Worth, book.Desk, Held(pool.Money, desk)));
        Rule("hedge", Phase.Decide, rules.DeclareBorrow, step => rules.Borrow(step.Index, _habit.At(step.Index)));
        Rule("repay", Phase.Settle, rules.DeclareRepay, step => rules.Repay(step.Index));
        Show("owed", pool.Token, book.Owed);
    }
}
