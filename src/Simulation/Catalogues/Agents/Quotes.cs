using Souk.Simulation.Engine;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Agents;

/// <summary>What each agent asks as a seller and bids as a buyer, in base units, and how fast it learns.</summary>
internal sealed class Quotes
{
    private readonly Column<double>[] _quotes;
    private readonly Column<double>[] _changes;
    private readonly Column<double> _rates;
    private readonly Column<double> _momenta;

    public Quotes(Model model, string name, int count)
    {
        Population rows = model.Population($"{name}.quotes", count);
        _quotes = [model.Column<double>(rows, "bid"), model.Column<double>(rows, "ask")];
        _changes = [model.Column<double>(rows, "bid_change"), model.Column<double>(rows, "ask_change")];
        _rates = model.Column<double>(rows, "rate");
        _momenta = model.Column<double>(rows, "momentum");
    }

    public int Count => _rates.Span.Length;

    public Slot[] Slots => [.. _quotes, .. _changes, _rates, _momenta];

    /// <summary>The slots that change every day.</summary>
    public Slot[] Changing => [.. _quotes, .. _changes];

    public Slot[] Habits => [_rates, _momenta];

    public double Of(int agent, bool isSeller) => _quotes[isSeller ? 1 : 0][agent];

    /// <summary>First margins of 5 to 35 %, rates of 0.1 to 0.5 and momenta of 0 to 0.1, as Cliff drew them.</summary>
    public void Draw(RandomStream random, ExchangeTerms terms, Bidding mode)
    {
        for (int agent = 0; agent < Count; agent++)
        {
            RandomBlock habits = random.Draw(DrawKind.AgentTraits, agent, 0);
            RandomBlock margins = random.Draw(DrawKind.AgentTraits, agent, 0, 1);
            (_rates[agent], _momenta[agent]) =
                mode == Bidding.Myopic ? (1, 0) : (0.1 + (0.4 * habits.First), 0.1 * habits.Second);
            _quotes[1][agent] = terms.LimitOf(agent, isSeller: true) * (1.05 + (0.3 * margins.First));
            _quotes[0][agent] = terms.LimitOf(agent, isSeller: false) * (0.95 - (0.3 * margins.Second));
            _changes[0][agent] = _changes[1][agent] = 0;
        }
    }

    /// <summary>One agent learns from a price that was called out.</summary>
    public void Learn(
        int agent,
        bool isSeller,
        bool isActive,
        in Shout shout,
        ExchangeTerms terms,
        ref DrawSequence draws
    )
    {
        int side = isSeller ? 1 : 0;
        double quote = _quotes[side][agent];
        int direction = BidPolicy.Direction(isSeller, isActive, quote, shout);
        if (direction == 0)
        {
            return;
        }

        double limit = terms.LimitOf(agent, isSeller);
        double aim = BidPolicy.Aim(shout.Price, direction, terms.Step, limit, draws.Uniform(), draws.Uniform());
        BidHabit habit = new(_rates[agent], _momenta[agent]);
        (_quotes[side][agent], _changes[side][agent]) = BidPolicy.Next(
            isSeller,
            quote,
            limit,
            aim,
            _changes[side][agent],
            habit
        );
    }
}
