using Souk.Simulation.Assemblies;
using Souk.Simulation.Catalogues.DataValues;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Customers adopt, leave, order, and choose where to buy what they order.</summary>
internal sealed class CustomerChoice : AgentRule
{
    // Beyond the draws of a day's orders of one customer.
    private const int CurrencyDraws = 1 << 20;

    private readonly CustomerPeople _part;
    private readonly Dial<CustomerHabit> _habit;
    private readonly int _decimals;
    private readonly DataValuePart? _data;
    private readonly Tally[] _active = [new(), new()];
    private readonly Tally _adopted = new();
    private readonly Tally[] _orders = [.. CustomerParameters.Offers.Select(_ => new Tally())];
    private readonly Tally _tokenSpend = new();
    private readonly double[] _probabilities = new double[CustomerParameters.Offers.Length];
    private double _adoptedShare;
    private double _converts;
    private double _price;

    public CustomerChoice(CustomerPeople part, Dial<CustomerHabit> habit, int decimals, DataValuePart? data)
        : base($"{part.Name} decide", Phase.Decide) =>
        (_part, _habit, _decimals, _data) = (part, habit, decimals, data);

    protected override int RowCount => _part.Agents.Count;

    public override void Declare(Touches touches)
    {
        _part.DeclareParameters(touches);
        touches
            .Reads(_part.IsWeb3)
            .Updates(_part.IsActive, _part.HasAdopted, _part.AdoptedCount)
            .Updates([.. _part.Outlooks.SelectMany(outlook => outlook.Slots)])
            .Writes(_part.Spending, _part.TokenSpend, _part.PriceHere)
            .Writes([.. _part.ActiveCounts, .. _part.OrderCounts]);
        touches.ReadsYesterday([.. _part.From is { } from ? [from.Roles.Converted] : Array.Empty<Slot>()]);
        touches.Reads([.. _data is null ? [] : _data.Outputs]);
    }

    protected override void Open(in Step step)
    {
        CustomerHabit today = _habit.At(step.Index);
        int count = _part.Agents.Count;
        long adopted = _part.AdoptedCount.Value;
        _adoptedShare = (double)adopted / count;
        _converts = _part.From is { } from ? from.Roles.Converted.Value / Math.Max(1.0, count - adopted) : 0;
        _price = today.Offers[0].PriceUsd * (_data?.Premium.Value ?? 1);
        _part.PriceHere.Value = _price;
        Span<double> utilities = stackalloc double[today.Offers.Length];
        for (int i = 0; i < utilities.Length; i++)
        {
            double price = Expected(i, i == 0 ? _price : today.Offers[i].PriceUsd, step.Index);
            double quality = today.Offers[i].Quality;
            quality += i == 0 && _data is not null ? today.ValueWeight * DeterministicMath.Log(_data.Index.Value) : 0;
            utilities[i] =
                today.Offers[i].Quality <= -1_000
                    ? double.NegativeInfinity
                    : quality - (today.PriceWeight * DeterministicMath.Log(price));
        }

        NestedLogit.Fill(utilities, firstNest: 2, today.Dissimilarity, _probabilities);
    }

    // What is announced is the price without the premium of data, which stays as it is.
    private double Expected(int offer, double posted, int day)
    {
        double premium = offer == 0 ? _data?.Premium.Value ?? 1 : 1;
        return _part
            .Outlooks[offer]
            .At(day, _habit.At(day).ExpectationRate, posted, then => premium * _habit.At(then).Offers[offer].PriceUsd);
    }

    protected override void Loop(in Step step, int first, int end, int worker)
    {
        CustomerHabit today = _habit.At(step.Index);
        RandomStream random = _part.Luck(step.Random);
        for (int agent = first; agent < end; agent++)
        {
            bool isWeb3 = _part.IsWeb3[agent];
            Segment segment = today.Of(isWeb3);
            RandomBlock draw = random.Draw(DrawKind.CustomerDecision, agent, step.Index);
            bool isActive = IsActive(agent, draw.First, segment, today.ChurnHazard, worker);
            _part.IsActive[agent] = isActive;
            _part.Spending[agent] = 0;
            if (isActive)
            {
                _active[isWeb3 ? 1 : 0].Add(worker, 1);
                Order(random, agent, step.Index, Distribution.Poisson(draw.Second, segment.OrdersPerDay), worker);
            }
        }
    }

    protected override void Close(in Step step)
    {
        _part.AdoptedCount.Value += (long)_adopted.Take();
        _part.TokenSpend.Value = _tokenSpend.Take();
        for (int i = 0; i < 2; i++)
        {
            _part.ActiveCounts[i].Value = (long)_active[i].Take();
        }

        for (int i = 0; i < _orders.Length; i++)
        {
            _part.OrderCounts[i].Value = (long)_orders[i].Take();
        }
    }

    // Who has adopted once comes back at the same hazard as a newcomer.
    private bool IsActive(int agent, double uniform, Segment segment, double churn, int worker)
    {
        if (_part.IsActive[agent])
        {
            return uniform >= churn;
        }

        double hazard = AdoptionPolicy.Hazard(segment.Innovation, segment.Imitation, _adoptedShare) + _converts;
        if (uniform >= hazard)
        {
            return false;
        }

        if (!_part.HasAdopted[agent])
        {
            _part.HasAdopted[agent] = true;
            _adopted.Add(worker, 1);
        }

        return true;
    }

    // Rounded down to base units.
    private void Order(RandomStream random, int agent, int step, int orders, int worker)
    {
        CustomerHabit today = _habit.At(step);
        Segment segment = today.Of(_part.IsWeb3[agent]);
        for (int order = 0; order < orders; order++)
        {
            RandomBlock draw = random.Draw(DrawKind.CustomerOrder, agent, step, order);
            int offer = NestedLogit.Pick(draw.First, _probabilities);
            _orders[offer].Add(worker, 1);
            if (offer != 0)
            {
                continue;
            }

            double units = segment.Units * Distribution.LognormalWithMeanOne(draw.Second, today.UnitSigma);
            double usd = Math.Min(units * _price, segment.BudgetUsd);
            Int128 amount = (Int128)(usd * (double)BaseUnits.One(_decimals));
            bool inToken =
                random.Draw(DrawKind.CustomerOrder, agent, step, CurrencyDraws + order).First < segment.TokenShare;
            if (inToken)
            {
                _tokenSpend.Add(worker, amount);
            }
            else
            {
                _part.Spending[agent] += amount;
            }
        }
    }
}
