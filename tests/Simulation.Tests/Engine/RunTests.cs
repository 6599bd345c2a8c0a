using Souk.Simulation.Crews;
using Souk.Simulation.DataMarkets;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Tests.Engine;

public class RunTests
{
    [Theory]
    [InlineData(1, 64)]
    [InlineData(2, 64)]
    [InlineData(2, 100)]
    [InlineData(16, 64)]
    [InlineData(16, 1_000)]
    [InlineData(3, 8_192)]
    public void Threads_and_chunks_never_change_a_bit(int threads, int chunkRows)
    {
        Digest(new LifeModel(60, startCount: 300).Model, threads, chunkRows)
            .ShouldBe(Digest(new LifeModel(60, startCount: 300).Model, 1, 1_000_000));
        Digest(DataMarket.Build(TestMarket.Scenario), threads, chunkRows)
            .ShouldBe(Digest(DataMarket.Build(TestMarket.Scenario), 1, 1_000_000));
    }

    [Fact]
    public void A_run_leaves_no_trace_in_the_next_even_where_populations_grew()
    {
        using Simulator simulator = new(new LifeModel(30, startCount: 5).Model);

        byte[] first = simulator.Run(seed: 1, replicate: 0).Digest;
        byte[] other = simulator.Run(seed: 1, replicate: 1).Digest;

        simulator.Run(seed: 1, replicate: 0).Digest.ShouldBe(first);
        other.ShouldNotBe(first);
    }

    [Fact]
    public void The_life_model_keeps_to_its_declarations()
    {
        RuleAudit.Of(new LifeModel(1, startCount: 20).Model, steps: 12).ShouldBeEmpty();
    }

    // A thread that has to wait for another may allocate once in a while, whatever the number of steps.
    [Theory]
    [InlineData(1, 0)]
    [InlineData(2, 1_000)]
    public void Steps_allocate_nothing(int threads, long waitBytes)
    {
        long shorter = Allocated(TestMarket.Scenario.With("horizon", "20 days"), threads);
        long longer = Allocated(TestMarket.Scenario.With("horizon", "220 days"), threads);

        // 200 more days of 13 metrics are 20,800 bytes of results, and nothing else.
        Math.Abs(longer - shorter - (200 * 13 * sizeof(double))).ShouldBeLessThanOrEqualTo(waitBytes);
    }

    [Fact]
    public void A_sink_sees_every_row_of_the_result()
    {
        Rows rows = new();
        using Simulator simulator = new(DataMarket.Build(TestMarket.Scenario), sink: rows);

        RunResult run = simulator.Run(seed: 4, replicate: 2);

        rows.Seen.Count.ShouldBe(120);
        rows.Seen[77].ShouldBe([.. Enumerable.Range(0, 13).Select(metric => run.Series(metric)[77])]);
        rows.Story.ShouldBe("start masa 4/2; end");
    }

    [Fact]
    public void The_journal_replays_to_the_same_balances()
    {
        Postings postings = new();
        Model market = DataMarket.Build(TestMarket.Scenario);
        using Simulator simulator = new(market, sink: postings);

        simulator.Run(seed: 1, replicate: 0);

        postings.Balances(token: 0, market.Ledger.Chart.Count).ShouldBe(market.Ledger.Balances(0).ToArray());
        postings.Balances(token: 1, market.Ledger.Chart.Count).ShouldBe(market.Ledger.Balances(1).ToArray());
        postings
            .Rules.Order()
            .ShouldBe([
                "contributor pay",
                "emission",
                "fee router",
                "initial state",
                "order settlement",
                "token trade",
                "vesting",
            ]);
    }

    [Fact]
    public void A_journal_changes_no_result()
    {
        using Simulator plain = new(DataMarket.Build(TestMarket.Scenario));
        using Simulator journaled = new(DataMarket.Build(TestMarket.Scenario), sink: new Postings());

        journaled.Run(seed: 1, replicate: 0).Digest.ShouldBe(plain.Run(seed: 1, replicate: 0).Digest);
    }

    [Fact]
    public void A_rule_that_creates_tokens_is_named_at_once()
    {
        using Simulator simulator = new(
            Leaky(
                (ledger, account) =>
                {
                    ledger.Column(0)[account] += 3;
                    ledger.Moved(0, debits: 0, credits: 3);
                }
            )
        );

        ConservationException error = Should.Throw<ConservationException>(() => simulator.Run(1, 0));

        error.Mechanism.ShouldBe("leak");
        error.Difference.ShouldBe(3);
    }

    [Fact]
    public void A_rule_that_creates_tokens_behind_the_ledgers_back_is_among_those_named_at_the_next_full_sum()
    {
        using Simulator simulator = new(Leaky((ledger, account) => ledger.Column(0)[account] += 3));

        ConservationException error = Should.Throw<ConservationException>(() => simulator.Run(1, 0));

        error.Mechanism.ShouldBe("grant or leak");
        error.Difference.ShouldBe(3 * Simulator.FullCheckSteps);
    }

    [Fact]
    public void Sequential_rules_see_each_others_effects_at_once()
    {
        Model model = new("peer", steps: 3) { IsFloatingPointReference = true };
        Signal supply = model.Signal("supply", 100);
        Signal rate = model.Signal("rate", 0.5);
        model.Rule("issue", Phase.Sequential, t => t.Updates(supply).Reads(rate), _ => supply.Value *= 1 + rate.Value);
        model.Rule("halve", Phase.Sequential, t => t.Updates(rate), _ => rate.Value /= 2);
        model.Metric(new("supply", "Supply", "token", "Issued."), () => supply.Value);
        using Simulator simulator = new(model);

        RunResult run = simulator.Run(seed: 0, replicate: 0);

        run.Values.ShouldBe([150, 187.5, 210.9375]);
        run.Labels.ShouldBe(["sequential phase", "floating-point reference"]);
    }

    private static byte[] Digest(Model model, int threads, int chunkRows)
    {
        using Simulator simulator = new(model, new Crew(threads, chunkRows));
        return simulator.Run(seed: 7, replicate: 1).Digest;
    }

    private static long Allocated(Souk.Simulation.Scenarios.Scenario scenario, int threads)
    {
        using Simulator simulator = new(DataMarket.Build(scenario), new Crew(threads, chunkRows: 64));
        long least = long.MaxValue;
        for (int i = 0; i < 4; i++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            simulator.Run(seed: 1, replicate: 0);
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }

        return least;
    }

    private static Model Leaky(Action<TokenLedger, int> leak)
    {
        Model model = new("leaky", steps: 100);
        Holdings pot = model.Holdings(model.Token("MASA", 0, 1_000), model.Account("pot", AccountKind.Treasury));
        model.Rule("grant", Phase.Start, t => t.Adds(pot), _ => model.Ledger.Mint(0, pot.Account, 10));
        model.Rule("leak", Phase.Settle, t => t.Adds(pot), _ => leak(model.Ledger, pot.Account));
        return model;
    }

    private sealed class Rows : Sink
    {
        public List<double[]> Seen { get; } = [];

        public string Story { get; private set; } = "";

        public override void Start(Model model, uint seed, uint replicate) =>
            Story += $"start {TestMarket.State.Market} {seed}/{replicate}";

        public override void Close(int step, ReadOnlySpan<double> values, ReadOnlySpan<Int128> units) =>
            Seen.Add(values.ToArray());

        public override void End() => Story += "; end";
    }

    private sealed class Postings : Sink
    {
        private readonly List<(int Token, int From, int To, Int128 Amount)> _postings = [];
        private IReadOnlyList<Rule> _rules = [];

        public HashSet<string> Rules { get; } = [];

        public override bool WantsPostings => true;

        public override void Start(Model model, uint seed, uint replicate) => _rules = model.Rules;

        public override void Post(JournalPage page)
        {
            for (int i = 0; i < page.Count; i++)
            {
                _postings.Add((page.Tokens[i], page.From[i], page.To[i], page.Amounts[i]));
                Rules.Add(_rules[page.Rules[i]].Name);
            }
        }

        public Int128[] Balances(int token, int accountCount)
        {
            Int128[] balances = new Int128[accountCount];
            foreach ((_, int from, int to, Int128 amount) in _postings.Where(posting => posting.Token == token))
            {
                if (from != Journal.Outside)
                {
                    balances[from] -= amount;
                }

                if (to != Journal.Outside)
                {
                    balances[to] += amount;
                }
            }

            return balances;
        }
    }
}
