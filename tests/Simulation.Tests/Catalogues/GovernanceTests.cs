namespace Souk.Simulation.Tests.Catalogues;

public class GovernanceTests
{
    private const string Parts = """
        voters: { kind: account, balance: 100k TKN }
        team: { kind: account }
        pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC, fee: 30 bp }
        income: { kind: emission.fixed, per_day: 100 USDC/day, to: fees }
        fees: { kind: fees.route, pool: pool, burn_share: 0, treasury: team, treasury_share: 0, rest: treasury }
        mint: { kind: emission.fixed, per_day: 3 TKN/day, to: team }

        """;

    private const string Terms = "on: 2025-01-02, vote: 2 days, delay: 1 day, voters: voters, token: TKN";

    [Fact]
    public void Three_proposals_change_fee_burn_and_emission_on_the_day_that_they_are_due()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Parts
                    + $"cheaper: {{ kind: governance.proposal, change: pool.fee, to: 0, {Terms} }}\n"
                    + $"burning: {{ kind: governance.proposal, change: fees.burn_share, to: 40 %, {Terms} }}\n"
                    + $"scarcer: {{ kind: governance.proposal, change: mint.per_day, to: 1 TKN/day, {Terms} }}"
            ),
            auditSteps: 6
        );

        // Voted on days 1 and 2, delayed on day 3, in force on day 4. Money of a day is spent on the next.
        (double tokens, double money, double burned) = (1e6, 1e6, 0);
        for (int day = 1; day < 10; day++)
        {
            double spent = day < 4 ? 99.7 : 100;
            double bought = tokens * spent / (money + spent);
            burned += day < 4 ? 0 : 0.4 * bought;
            (tokens, money) = (tokens - bought, money + 100);
            run.Series("fees.burned")[day].ShouldBe(burned, 1e-5);
        }

        run.Held("pool").ShouldBeInRange((Int128)(tokens * 1e6) - 20, (Int128)(tokens * 1e6) + 20);
        run.Series("emitted").ShouldBe([3, 6, 9, 12, 13, 14, 15, 16, 17, 18]);
    }

    [Theory]
    [InlineData("10 %", "4 %", 1)]
    [InlineData("10 %", "6 %", 1)]
    [InlineData("10 %", "6.1 %", 0)]
    [InlineData("5 %", "4 %", 0)]
    [InlineData("0", "0", 0)]
    public void Turnout_decides_whether_the_quorum_is_reached(string turnout, string quorum, int enacted)
    {
        // Of the votes 60 % are for the change, and those count towards the quorum.
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Parts
                    + $"vote: {{ kind: governance.proposal, change: fees.burn_share, to: 40 %, {Terms}, turnout: {turnout}, quorum: {quorum} }}"
            ),
            auditSteps: 5
        );

        run.Series("vote.enacted")[3].ShouldBe(0);
        run.Series("vote.enacted")[4].ShouldBe(enacted);
        (run.Series("fees.burned")[9] > 0).ShouldBe(enacted == 1);
    }
}
