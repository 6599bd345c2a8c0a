using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Matching;
using Souk.Simulation.Numerics;
using Souk.Simulation.Numerics.Distributions;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.People;

/// <summary>Takes a day's orders, matches the oldest of each language, and pays for the matched.</summary>
internal sealed class OrderRule : Rule
{
    private readonly OrderDesk _part;
    private readonly Dial<OrderHabit> _habit;
    private readonly IContributors _people;
    private readonly Column<byte> _languages;
    private readonly Column<double> _concerns;
    private readonly Counter _matched;
    private readonly Amount _paid;
    private readonly TokenLedger _ledger;
    private readonly RequestQueue[] _queues;
    private readonly CumulativeWeights _demand;
    private readonly long[] _willing;

    public OrderRule(
        OrderDesk part,
        Dial<OrderHabit> habit,
        IContributors people,
        (Column<byte> Languages, Column<double> Concerns) traits,
        (Counter Matched, Amount Paid) results,
        TokenLedger ledger
    )
        : base(part.Name, Phase.Clear)
    {
        (_part, _habit, _people, _ledger) = (part, habit, people, ledger);
        (_languages, _concerns) = traits;
        (_matched, _paid) = results;
        int count = part.Part.Count("languages");
        _queues = [.. Enumerable.Range(0, count).Select(_ => new RequestQueue())];
        _demand = Zipf(count, part.Part.Number("demand_exponent"));
        _willing = new long[count];
    }

    public required Token Money { get; init; }

    public required Holdings Fees { get; init; }

    public required Holdings Sellers { get; init; }

    /// <summary>What those who ask expect to pay.</summary>
    public required Outlook Outlook { get; init; }

    public override bool HasMemory => true;

    public override void Declare(Touches touches)
    {
        _part.DeclareParameters(touches);
        OrderTotals totals = _part.Totals;
        touches
            .Reads(_languages, _concerns)
            .Adds([.. new Slot[] { Money, Fees, Sellers }.Distinct()])
            .Updates(Outlook.Slots)
            .Updates(totals.Requested, totals.Matched, totals.Expired, totals.WaitDays)
            .Writes(totals.Waiting, totals.Covered, totals.Willing, _matched, _paid);
    }

    public override void Forget()
    {
        foreach (RequestQueue queue in _queues)
        {
            queue.Clear();
        }
    }

    public override void Run(in Step step)
    {
        OrderHabit today = _habit.At(step.Index);
        CountWilling(today);
        Ask(_part.Luck(step.Random), step.Index, today);
        OrderTotals totals = _part.Totals;
        (long matched, long waiting) = (0, 0);
        for (int language = 0; language < _queues.Length; language++)
        {
            long supply = (long)(_willing[language] * today.OrdersPerPerson);
            MatchDay day = _queues[language].Serve(step.Index, supply, today.PatienceDays);
            matched += day.Matched;
            totals.WaitDays.Value += day.WaitDays;
            totals.Expired.Value += day.Expired;
            waiting += _queues[language].Count;
        }

        totals.Matched.Value += matched;
        totals.Waiting.Value = waiting;
        _matched.Value = matched;
        Settle(matched, today);
    }

    /// <summary>Gives contributors a language and a concern.</summary>
    public void Draw(RandomStream random, Part part)
    {
        CumulativeWeights supply = Zipf(_queues.Length, part.Number("supply_exponent"));
        for (int agent = 0; agent < _people.Agents.Count; agent++)
        {
            RandomBlock draw = random.Draw(DrawKind.SourceTraits, agent, 0);
            _languages[agent] = (byte)supply.At(draw.First);
            double sigma = part.Number("concern_sigma");
            _concerns[agent] = Distribution.Lognormal(draw.Second, part.Number("concern_median"), sigma);
        }
    }

    private void CountWilling(OrderHabit today)
    {
        Array.Clear(_willing);
        long willing = 0;
        ReadOnlySpan<double> concerns = _concerns.Span;
        for (int agent = 0; agent < concerns.Length; agent++)
        {
            if (PrivacyPolicy.Consents(today.PriceUsd, today.Privacy, today.ProofCostUsd, concerns[agent]))
            {
                _willing[_languages[agent]]++;
                willing++;
            }
        }

        _part.Totals.Willing.Value = concerns.Length == 0 ? 0 : (double)willing / concerns.Length;
        _part.Totals.Covered.Value = (double)_willing.Count(one => one > 0) / _willing.Length;
    }

    // Privacy takes from what an order is worth; who finds it worth less than the price to be paid does not ask.
    private void Ask(RandomStream random, int day, OrderHabit today)
    {
        double price = Outlook.At(day, today.ExpectationRate, today.PriceUsd, then => _habit.At(then).PriceUsd);
        DrawSequence draws = random.Sequence(DrawKind.CoverageOrder, 0, day);
        long requests = today.RequestsPerDay > 0 ? new Poisson(today.RequestsPerDay).Draw(ref draws) : 0;
        for (int request = 0; request < requests; request++)
        {
            RandomBlock draw = random.Draw(DrawKind.CoverageOrder, 1, day, request);
            double value = Distribution.Lognormal(draw.First, today.ValueMedian, today.ValueSigma);
            if (value * (1 - (today.PrivacyLoss * today.Privacy)) >= price)
            {
                _queues[_demand.At(draw.Second)].Add(day, 1);
                _part.Totals.Requested.Value++;
            }
        }
    }

    // Rounded down to base units; the fee rounds down for the day.
    private void Settle(long matched, OrderHabit today)
    {
        Int128 paid = (Int128)(matched * today.PriceUsd * (double)BaseUnits.One(Money.Decimals));
        Int128 fee = today.MarketFee.Of(paid);
        _ledger.Mint(Money.Index, Fees.Account, fee);
        _ledger.Mint(Money.Index, Sellers.Account, paid - fee);
        _paid.Value = paid;
    }

    private static CumulativeWeights Zipf(int count, double exponent)
    {
        double[] weights = new double[count];
        for (int i = 0; i < count; i++)
        {
            weights[i] = DeterministicMath.Pow(i + 1, -exponent);
        }

        return new CumulativeWeights(weights);
    }
}
