using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;

namespace Souk.Simulation.Tests.Catalogues;

public class NetworkTests
{
    private const string Accounts = "senders: { kind: account, balance: 100k TKN }\nvalidators: { kind: account }\n";

    // A block a day of room for 10: 100 gas a block, 10 gas each, at a fixed price of 3 base units per gas.
    private const string Fixed =
        "token: TKN, block_time: 1 day, gas_limit: 100, gas_per_transaction: 10, base_fee: no, tip: 3, senders: senders, producers: validators";

    [Fact]
    public void A_full_chain_makes_transactions_wait_and_loses_those_that_lose_patience()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                $"{Accounts}chain: {{ kind: chain.profile, {Fixed}, transactions: 15, patience: 2 days }}"
            )
        );

        // 5 more wait each day; on day 3 the 15 of day 2 have waited for two days, and only 10 of them pass.
        run.Series("chain.included").ShouldAllBe(count => count == 10);
        run.Series("chain.waiting")[..5].ShouldBe([5, 10, 15, 15, 15]);
        run.Series("chain.lost")[..5].ShouldBe([0, 0, 0, 5, 5]);
        run.Series("chain.wait")[1].ShouldBe(43_200);
        run.Series("chain.load")[9].ShouldBe(1);
        run.Held("validators").ShouldBe(10 * 10 * 10 * 3);
        run.Series("chain.fee")[9].ShouldBe(0.00003, 1e-12);
    }

    [Fact]
    public void Demand_that_no_price_turns_away_stops_the_run_with_its_numbers()
    {
        string text = CatalogueRun.Text(
            $"{Accounts}chain: {{ kind: chain.profile, token: TKN, transactions: 11M, senders: senders, producers: validators }}"
        );

        Should
            .Throw<ModelException>(() => CatalogueRun.Of(text))
            .Message.ShouldContain("11,000,000 transactions a day stay above the target of 5,142,857");
    }

    [Fact]
    public void Full_blocks_raise_the_base_fee_by_an_eighth_and_burn_it()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                Accounts
                    + "chain: { kind: chain.profile, token: TKN, block_time: 1 day, gas_limit: 100, gas_per_transaction: 10, first_base_fee: 800, tip: 2, transactions: 10, patience: 1 day, senders: senders, producers: validators }",
                horizon: "3 days"
            ),
            auditSteps: 3
        );

        // 800, 900 and 1,012 (an eighth of 900 rounds down to 112) per gas, for 100 gas a block.
        run.Series("burned").ShouldBe([0.08, 0.17, 0.2712], 1e-12);
        run.Held("validators").ShouldBe(3 * 100 * 2);
        run.Supply().ShouldBe(100_000_000_000 - 271_200);
        run.Held("senders").ShouldBe(100_000_000_000 - 271_200 - 600);
    }

    [Fact]
    public void Demand_follows_the_timeline_and_senders_without_money_leave_fees_unpaid()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                "senders: { kind: account, balance: 0.0005 TKN }\nvalidators: { kind: account }\n"
                    + $"chain: {{ kind: chain.profile, {Fixed}, patience: 1 day }}",
                rest: "timeline:\n  - { at: 8 days, set: { chain.transactions: 10 } }"
            )
        );

        run.Series("chain.included")[7].ShouldBe(0);
        run.Series("chain.included")[8].ShouldBe(10);
        run.Held("validators").ShouldBe(500);
        run.Series("chain.unpaid")[9].ShouldBe(0.0001, 1e-12);
    }

    // At 3 base units per gas: layer 1 takes 10 × 3 of each; a batch takes (40 + n × 2 × 1) × 3 and 10 × 1 of each on layer 2.
    private const string Settlement =
        "layer1: chain, transactions: 25, gas: 10, layer2_price: 1, batch_size: 10, batch_gas: 40, batch_bytes: 2, gas_per_byte: 1, off_chain_fee: 4, senders: senders, operator: ops";

    [Fact]
    public void Settlement_compares_layers_and_pays_the_one_that_is_chosen_until_the_timeline_moves_it()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                $"{Accounts}ops: {{ kind: account }}\nchain: {{ kind: chain.profile, {Fixed} }}\n"
                    + $"settle: {{ kind: chain.settlement, {Settlement}, mode: layer1 }}",
                rest: "timeline:\n  - { at: 9 days, set: { settle.mode: layer2 } }"
            )
        );

        // Three batches: 25 × 30; 25 × 10 + (3 × 40 + 25 × 2) × 3; 25 × 4 + 3 × 40 × 3.
        run.Series("settle.layer1")[0].ShouldBe(750e-6 / 25, 1e-15);
        run.Series("settle.layer2")[0].ShouldBe(760e-6 / 25, 1e-15);
        run.Series("settle.hybrid")[0].ShouldBe(460e-6 / 25, 1e-15);
        run.Held("ops").ShouldBe((9 * 750) + 760);
        // A transaction saves 30 − 16, so 120 of overhead need 9 of them.
        run.Series("settle.break_even")[0].ShouldBe(9);
    }

    [Fact]
    public void A_first_layer_of_validators_stakes_gas_and_a_native_coin_runs_as_one_scenario()
    {
        CatalogueRun run = CatalogueRun.Of(
            CatalogueRun.Text(
                """
                senders: { kind: account, balance: 500M TKN }
                pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 2M USDC }
                validators: { kind: people.insiders, count: 10, pool: pool, balance: 32k TKN, sell_hazard: 0 }
                issuance: { kind: emission.fixed, per_day: 100 TKN/day, to: stake }
                stake: { kind: stake.pool, rewards: 10k TKN, owners: validators, share: 50 %, every: 30 days, period: 30 days, interest: 1 % }
                chain: { kind: chain.profile, token: TKN, gas_limit: 30030000, first_base_fee: 10, tip: 1, transactions: 5148000, senders: senders, producers: validators }
                """
            ),
            auditSteps: 2
        );

        // 7,200 blocks a day with a target of 15,015,000 gas, which is 715 transfers: the base fee stays at 10.
        run.Series("chain.included")[9].ShouldBe(5_148_000);
        run.Series("chain.lost")[9].ShouldBe(0);
        run.Series("chain.tips")[9].ShouldBe(10 * 5_148_000 * 21_000.0 / 1e6);
        run.Series("burned")[9].ShouldBe(10 * 10 * 5_148_000 * 21_000.0 / 1e6);
        // Half of 32,000 and of the first day's tips of 108,108.
        run.Series("staked")[9].ShouldBe(70_054);
        run.Held("stake.rewards").ShouldBe(11_000_000_000);
        double supply = 500e6 + 1e6 + 32e3 + 10e3 + 1_000 - run.Series("burned")[9];
        run.Series("supply")[9].ShouldBe(supply, 1e-3);
    }

    [Theory]
    [InlineData("block_time: 0.1 s", "below")]
    [InlineData("gas_limit: 20000", "a transaction must fit into a block")]
    [InlineData("transactions: -1", "-1 is below 0")]
    [InlineData("users: validators", "users is validators, whose use nobody counts")]
    public void Chains_that_cannot_work_are_refused(string parameter, string message) =>
        Should
            .Throw<ScenarioException>(() =>
                CatalogueRun.Build(
                    CatalogueRun.Text(
                        $"{Accounts}chain: {{ kind: chain.profile, token: TKN, senders: senders, producers: validators, {parameter} }}"
                    )
                )
            )
            .Message.ShouldContain(message);
}
