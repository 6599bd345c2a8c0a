using System.Numerics;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Work that was handed in and judged in one market: some twice, some never, some without a word of who handed it in.</summary>
internal sealed class DrawnReviews(DrawnFacts facts, string market)
{
    private const int ReviewsMax = 60;

    public void Draw()
    {
        for (int review = 0; review < ReviewsMax; review++)
        {
            int slot = review * DrawnFacts.Times.Length / ReviewsMax;
            (int chain, long block, int log) = facts.NextLog(facts.Chance(65) ? 1 : 2, slot);
            string action = facts.Pick("submitted", "submitted", "accepted", "accepted", "rejected");
            bool isScored = action != "submitted" && facts.Chance(80);
            BigInteger best = facts.Pick(7, 1_000_000);
            facts.Add(
                "market.review",
                chain,
                block,
                log,
                DrawnFacts.Times[slot],
                market,
                $"{market}/work/{facts.Draw(20)}",
                facts.Chance(50) ? $"{market}/task/{facts.Draw(3)}" : null,
                facts.Pick("annotation", "compute"),
                facts.Chance(80) ? $"{market}/{facts.Draw(8)}" : null,
                facts.Chance(80) ? facts.Party() : null,
                action == "submitted" ? null : facts.Party(),
                action,
                isScored ? facts.Draw((int)best + 1) * BigInteger.One : null,
                isScored ? best : null
            );
        }
    }
}
