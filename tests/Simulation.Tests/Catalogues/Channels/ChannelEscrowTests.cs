using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues.Channels;

public class ChannelEscrowTests
{
    [Fact]
    public void The_page_s_example_claims_loses_and_owes_what_was_signed_for()
    {
        CatalogueRun run = CatalogueRun.Of(MechanismPage.Example("escrow-channels.md"), auditSteps: 9);

        // 9 are claimed of the first ten; the one call left is lost when the channel ends with day 4, four more with day 8.
        run.Series("channel.claimed").ShouldBe([0, 0, 9, 9, 9, 15, 15, 15, 18, 18]);
        run.Series("channel.lost").ShouldBe([0, 0, 0, 0, 1, 1, 1, 1, 5, 5]);
        run.Series("channel.owed").ShouldBe([3, 6, 0, 1, 3, 0, 3, 4, 0, 3]);
        run.Series("channel.locked").ShouldBe([10, 10, 1, 1, 10, 4, 4, 4, 7, 7]);
        run.Series("channel.calls")[9].ShouldBe(26);
        run.Series("channel.refused")[9].ShouldBe(4);
        run.Held("service").ShouldBe(18_000_000);
        run.Held("user").ShouldBe(75_000_000);
        run.Held("channel").ShouldBe(7_000_000);
    }

    [Fact]
    public void A_channel_that_does_not_begin_anew_returns_what_is_left_and_pays_for_no_more_calls()
    {
        CatalogueRun run = CatalogueRun.Of(
            MechanismPage
                .Example("escrow-channels.md")
                .Replace("lasts: 4 days", "lasts: 4 days\n    renews: no", StringComparison.Ordinal)
        );

        run.Held("service").ShouldBe(9_000_000);
        run.Held("user").ShouldBe(91_000_000);
        run.Held("channel").ShouldBe(0);
        run.Series("channel.calls")[9].ShouldBe(10);
        run.Series("channel.refused")[9].ShouldBe(20);
    }

    [Fact]
    public void Nobody_opens_a_channel_without_the_deposit_and_the_timeline_lowers_it()
    {
        CatalogueRun run = CatalogueRun.Of(
            MechanismPage.Example("escrow-channels.md").Replace("10 TKN", "500 TKN", StringComparison.Ordinal)
                + "timeline:\n  - { at: 6 days, set: { channel.deposit: 40 TKN, channel.price: 2 TKN } }"
        );

        run.Series("channel.locked")[5].ShouldBe(0);
        run.Series("channel.locked")[6].ShouldBe(40);
        run.Series("channel.claimed")[8].ShouldBe(3 * 3 * 2);
    }

    [Fact]
    public void A_payment_agent_adds_funds_when_they_run_low_and_moves_the_end_so_that_nothing_is_refused_or_lost()
    {
        CatalogueRun run = CatalogueRun.Of(
            MechanismPage
                .Example("escrow-channels.md")
                .Replace("price: 1 TKN", "price: 1 TKN\n    agent_calls: 5", StringComparison.Ordinal),
            auditSteps: 9
        );

        // 3 calls a day. 5 are added on days 3, 5, 6 and 8, when 1, 0, 2 and 1 are left that nobody has signed for.
        run.Series("channel.added").ShouldBe([0, 0, 0, 5, 5, 10, 15, 15, 20, 20]);
        run.Series("channel.locked").ShouldBe([10, 10, 1, 6, 6, 2, 7, 7, 3, 3]);
        run.Series("channel.claimed").ShouldBe([0, 0, 9, 9, 9, 18, 18, 18, 27, 27]);
        run.Series("channel.refused")[9].ShouldBe(0);
        run.Series("channel.lost")[9].ShouldBe(0);
        run.Held("user").ShouldBe(100_000_000 - 10_000_000 - 20_000_000);
    }

    [Fact]
    public void A_payment_agent_adds_no_more_than_its_sender_has()
    {
        CatalogueRun run = CatalogueRun.Of(
            MechanismPage
                .Example("escrow-channels.md")
                .Replace("balance: 100 TKN", "balance: 17 TKN", StringComparison.Ordinal)
                .Replace("price: 1 TKN", "price: 1 TKN\n    agent_calls: 5", StringComparison.Ordinal)
        );

        // One batch of 5 of the 7 that are left: 15 calls in all.
        run.Series("channel.added")[9].ShouldBe(5);
        run.Series("channel.calls")[9].ShouldBe(15);
        run.Series("channel.refused")[9].ShouldBe(15);
        run.Held("user").ShouldBe(2_000_000);
    }

    [Fact]
    public void A_price_in_another_token_is_refused() =>
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(
                        """
                        user: { kind: account, balance: 100 TKN }
                        channel: { kind: channels.escrow, sender: user, recipient: user, deposit: 10 TKN, per_day: 3, price: 1 USDC }
                        """
                    )
                )
            )
            .Message.ShouldContain("channel.price: price is in USDC, and TKN is needed");
}
