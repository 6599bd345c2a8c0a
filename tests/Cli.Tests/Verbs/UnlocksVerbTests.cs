using Souk.Cli.Verbs;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Unlocks;

namespace Souk.Cli.Tests.Verbs;

public sealed class UnlocksVerbTests
{
    [Fact]
    public void A_row_tells_where_every_base_unit_is_and_an_exchange_is_not_a_sale()
    {
        UnlockFate fate = new("release", "team", 30, LotMethod.ProRata, 2, 100, [40, 20, 15, 10, 5, 3, 7])
        {
            Cost = new RoundCost(0.075, "stated price", "reported"),
        };
        UnlockFate reward = new("reward", "team", 30, LotMethod.Fifo, 1, 9, [9, 0, 0, 0, 0, 0, 0]);

        string text = CsvOutput.Of(
            UnlocksVerb.TableOf([fate, reward], [new UnfollowedUnlock("reward", "no transfer", 3, 12)])
        );

        text.ShouldBe(
            "origin,holder_class,days,method,events,amount,held,staked,sold,exchange,bridged,burned,unknown,cost_basis_usd,basis,confidence,not_followed\n"
                + "release,team,30,pro_rata,2,100,40,20,15,10,5,3,7,0.075,stated price,reported,\n"
                + "reward,team,30,fifo,1,9,9,0,0,0,0,0,0,,,,\n"
                + "reward,,,,3,12,,,,,,,,,,,no transfer\n"
        );
    }
}
