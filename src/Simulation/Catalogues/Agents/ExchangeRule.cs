using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;

namespace Souk.Simulation.Catalogues.Agents;

/// <summary>A day of a continuous double auction: agents call out prices by turns of luck, and all who hear them learn.</summary>
internal sealed class ExchangeRule : Rule
{
    private readonly AgentExchange _part;
    private readonly Bidding _mode;
    private readonly Quotes _quotes;
    private readonly Holdings _money;
    private readonly Dial<ExchangeTerms> _terms;
    private readonly TokenLedger _ledger;
    private readonly bool[] _hasTraded;
    private readonly double[] _costs;
    private readonly double[] _values;
    private readonly int[] _willing;

    public ExchangeRule(
        AgentExchange part,
        Bidding mode,
        Quotes quotes,
        Holdings money,
        Dial<ExchangeTerms> terms,
        TokenLedger ledger
    )
        : base(part.Name, Phase.Clear)
    {
        (_part, _mode, _quotes, _money, _terms, _ledger) = (part, mode, quotes, money, terms, ledger);
        _hasTraded = new bool[quotes.Count];
        _costs = new double[(quotes.Count + 1) / 2];
        _values = new double[(quotes.Count + 1) / 2];
        _willing = new int[quotes.Count];
    }

    public override void Declare(Touches touches)
    {
        _part.DeclareParameters(touches);
        touches
            .Reads(_quotes.Habits)
            .Updates(_quotes.Changing)
            .Updates(_money, _part.Price)
            .Writes(_part.Competitive, _part.Efficiency, _part.PaidToday)
            .Adds(_part.Traded, _part.Paid);
    }

    public override void Run(in Step step)
    {
        ExchangeTerms terms = _terms.At(step.Index);
        int day = step.Index;
        CompetitivePrice competitive = Meet(terms, day);
        _part.Competitive.Value = competitive.Middle;
        Array.Clear(_hasTraded);
        DrawSequence draws = _part.Luck(step.Random).Sequence(DrawKind.AgentDecision, 0, day);
        (Int128 paid, int units, double gained) = (0, 0, 0);
        for (int shout = 0; shout < terms.Shouts * _quotes.Count; shout++)
        {
            int agent = (int)draws.Below((ulong)_quotes.Count);
            if (_hasTraded[agent])
            {
                continue;
            }

            bool isOffer = IsSeller(agent, day);
            double price = Math.Floor(QuoteOf(agent, isOffer, terms, competitive.Middle, ref draws));
            int partner = Partner(agent, price, day, terms, competitive.Middle, ref draws);
            if (partner >= 0)
            {
                (int seller, int buyer) = isOffer ? (agent, partner) : (partner, agent);
                _ledger.Transfer(_money.Token.Index, _money[buyer], _money[seller], (Int128)price);
                _hasTraded[agent] = _hasTraded[partner] = true;
                gained += terms.LimitOf(buyer, isSeller: false) - terms.LimitOf(seller, isSeller: true);
                (paid, units) = (paid + (Int128)price, units + 1);
            }

            Learn(new Shout(price, isOffer, partner >= 0), day, terms, ref draws);
        }

        _part.Paid.Value += paid;
        _part.PaidToday.Value = paid;
        _part.Traded.Value += units;
        _part.Price.Value = units > 0 ? (double)paid / units : _part.Price.Value;
        _part.Efficiency.Value = competitive.Surplus > 0 ? gained / competitive.Surplus : 0;
    }

    private static bool IsSeller(int agent, int day) => ((agent + day) & 1) == 0;

    private CompetitivePrice Meet(ExchangeTerms terms, int day)
    {
        (int sellers, int buyers) = (0, 0);
        for (int agent = 0; agent < _quotes.Count; agent++)
        {
            bool isSeller = IsSeller(agent, day);
            (isSeller ? _costs : _values)[isSeller ? sellers++ : buyers++] = terms.LimitOf(agent, isSeller);
        }

        return CompetitivePrice.Of(_costs.AsSpan(0, sellers), _values.AsSpan(0, buyers));
    }

    // Whoever may sell at the competitive price or buy at it does, if all is known.
    private double QuoteOf(int agent, bool isSeller, ExchangeTerms terms, double known, ref DrawSequence draws)
    {
        double limit = terms.LimitOf(agent, isSeller);
        return _mode switch
        {
            Bidding.Perfect => isSeller ? Math.Max(limit, known) : Math.Min(limit, known),
            Bidding.Random => isSeller
                ? limit + ((Dearest(terms, limit) - limit) * draws.Uniform())
                : limit * draws.Uniform(),
            _ => _quotes.Of(agent, isSeller),
        };
    }

    private static double Dearest(ExchangeTerms terms, double limit) => Math.Max(limit, terms.Values.Max());

    // One of those whose own quote accepts the price, each with the same chance; -1 if there is none.
    private int Partner(int agent, double price, int day, ExchangeTerms terms, double known, ref DrawSequence draws)
    {
        bool isOffer = IsSeller(agent, day);
        if (!isOffer && _money.Balances[agent] < (Int128)price)
        {
            return -1;
        }

        int count = 0;
        for (int other = 0; other < _quotes.Count; other++)
        {
            if (IsSeller(other, day) == isOffer || _hasTraded[other])
            {
                continue;
            }

            double quote = QuoteOf(other, !isOffer, terms, known, ref draws);
            bool isWilling = isOffer
                ? quote >= price && _money.Balances[other] >= (Int128)price
                : Math.Floor(quote) <= price;
            _willing[count] = other;
            count += isWilling ? 1 : 0;
        }

        return count == 0 ? -1 : _willing[(int)draws.Below((ulong)count)];
    }

    private void Learn(in Shout shout, int day, ExchangeTerms terms, ref DrawSequence draws)
    {
        if (_mode is Bidding.Perfect or Bidding.Random)
        {
            return;
        }

        for (int agent = 0; agent < _quotes.Count; agent++)
        {
            _quotes.Learn(agent, IsSeller(agent, day), !_hasTraded[agent], shout, terms, ref draws);
        }
    }
}
