using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets.Auctions;

namespace Souk.Simulation.Catalogues.Auctions;

/// <summary>Who wins and what they pay, by bids in base units.</summary>
internal delegate AuctionOutcome AuctionForm(ReadOnlySpan<Int128> bids, AuctionTerms terms);

/// <summary>What an auction is like on a day; amounts in base units.</summary>
/// <param name="Values">By bidder, in turn.</param>
/// <param name="PostedPrice">Null where nothing is compared.</param>
internal sealed record AuctionTerms(
    int Lots,
    Int128[] Values,
    double Sigma,
    Int128 Reserve,
    Int128 Increment,
    Int128? PostedPrice
);

/// <summary>`auction.*`: a seller's lots go to bidders day by day, beside what a posted price would have brought.</summary>
internal sealed class AuctionPart(ModelAssembly assembly, Part part, AuctionForm form) : Component(assembly, part)
{
    public override void Connect()
    {
        Token token = TokenOf("values");
        AuctionTallies tallies = new(
            Model.Counter($"{Name}.sold", 0),
            Model.Counter($"{Name}.unsold", 0),
            Model.Amount($"{Name}.revenue", 0),
            Model.Amount($"{Name}.surplus", 0),
            Model.Amount($"{Name}.posted_revenue", 0)
        );
        Model.Add(
            new AuctionRule(
                this,
                form,
                Held(token, Other("bidders").Inlet!),
                Held(token, OnePayeeOf("seller")),
                tallies,
                Dial(then => Read(then, token)),
                Ledger
            )
        );
        Show("sold", tallies.Sold);
        Show("unsold", tallies.Unsold);
        Show("revenue", token, tallies.Revenue);
        Show("surplus", token, tallies.Surplus);
        if (Has("posted_price"))
        {
            Show("posted_revenue", token, tallies.PostedRevenue);
        }
    }

    private AuctionTerms Read(Part then, Token token)
    {
        Int128? Of(string parameter)
        {
            IReadOnlyList<SettingValue> written = then.Settings.ContainsKey(parameter) ? then.List(parameter) : [];
            if (written.Any(value => value.Text != token.Symbol))
            {
                throw new ArgumentException($"{parameter} is not all in {token.Symbol}");
            }

            return written.Count > 0 ? QuantityText.BaseUnits(written[0].Number, token.Decimals) : null;
        }

        _ = Of("values");
        Int128 increment = Of("increment") ?? 1;
        return new AuctionTerms(
            then.Count("lots"),
            [.. then.List("values").Select(value => QuantityText.BaseUnits(value.Number, token.Decimals))],
            then.Number("sigma"),
            Of("reserve") ?? 0,
            increment >= 1 ? increment : throw new ArgumentException("increment is below one base unit"),
            Of("posted_price")
        );
    }
}
