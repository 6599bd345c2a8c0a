using Souk.Simulation.Assemblies;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Markets.Auctions;
using Souk.Simulation.Numerics;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Auctions;

/// <summary>What happened since the start.</summary>
internal sealed record AuctionTallies(
    Counter Sold,
    Counter Unsold,
    Amount Revenue,
    Amount Surplus,
    Amount PostedRevenue
);

/// <summary>A day's lots, one after another: all bid what a lot is worth to them, the winner pays the seller.</summary>
internal sealed class AuctionRule(
    AuctionPart part,
    AuctionForm form,
    Holdings bidders,
    Holdings seller,
    AuctionTallies tallies,
    Dial<AuctionTerms> terms,
    TokenLedger ledger
) : Rule(part.Name, Phase.Clear)
{
    private readonly Int128[] _bids = new Int128[bidders.Group.Count];

    public override void Declare(Touches touches)
    {
        part.DeclareParameters(touches);
        touches
            .Updates(bidders)
            .Adds([.. seller == bidders ? Array.Empty<Slot>() : [seller]])
            .Adds(tallies.Sold, tallies.Unsold, tallies.Revenue, tallies.Surplus, tallies.PostedRevenue);
    }

    public override void Run(in Step step)
    {
        AuctionTerms today = terms.At(step.Index);
        RandomStream random = part.Luck(step.Random);
        for (int lot = 0; lot < today.Lots; lot++)
        {
            bool wouldSell = Bid(today, random, step.Index, lot);
            tallies.PostedRevenue.Value += wouldSell ? today.PostedPrice!.Value : 0;
            Settle(form(_bids, today));
        }
    }

    // To bid what a lot is worth is the best bid in both forms.
    private bool Bid(AuctionTerms today, RandomStream random, int day, int lot)
    {
        bool isReached = false;
        for (int bidder = 0; bidder < _bids.Length; bidder++)
        {
            Int128 value = today.Values[bidder % today.Values.Length];
            if (today.Sigma > 0)
            {
                double uniform = random.Draw(DrawKind.Choice, bidder, day, lot).First;
                double worth = (double)value * Distribution.LognormalWithMeanOne(uniform, today.Sigma);
                value = BaseUnits.FromNumber(Math.Min(worth, (double)Token.SupplyLimit), decimals: 0);
            }

            _bids[bidder] = Int128.Min(value, bidders.Balances[bidder]);
            isReached |= _bids[bidder] >= today.PostedPrice;
        }

        return isReached;
    }

    private void Settle(AuctionOutcome outcome)
    {
        if (!outcome.IsSold)
        {
            tallies.Unsold.Value++;
            return;
        }

        ledger.Transfer(bidders.Token.Index, bidders[outcome.Winner], seller.Account, outcome.Price);
        tallies.Sold.Value++;
        tallies.Revenue.Value += outcome.Price;
        tallies.Surplus.Value += _bids[outcome.Winner] - outcome.Price;
    }
}
