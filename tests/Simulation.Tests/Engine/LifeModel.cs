using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Metrics;
using Souk.Simulation.Numerics;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Tests.Engine;

/// <summary>Agents are born, earn, pay tax in chunks, and die with an heir: growth, death, batches and threads in one model.</summary>
internal sealed class LifeModel
{
    private const int PerStep = 40;

    public LifeModel(int steps, int startCount)
    {
        Model = new Model("life", steps);
        Population people = Model.Population("people", startCount);
        Column<double> luck = Model.Column<double>(people, "luck", initial: 0.5);
        Column<Int128> tax = Model.Column<Int128>(people, "tax", initial: 0);
        Token = Model.Token("COIN", 6, Token.SupplyLimit);
        Purses = Model.Holdings(Token, Model.Accounts(people, AccountKind.Wallet));
        Treasury = Model.Holdings(Token, Model.Account("treasury", AccountKind.Treasury));
        Counter born = Model.Counter("born", 0);
        Model.Result(luck);
        Model.Result(tax);
        Model.Add(new BirthRule(people, Purses, Treasury, Model.Ledger, born));
        Model.Add(new LuckRule(people, luck));
        Model.Add(new TaxRule(people, luck, tax, Purses, Treasury, Model.Ledger));
        Model.Metric(new MetricSpec("alive", "Alive", "count", "Agents alive."), () => people.AliveCount);
        Model.Metric(
            new MetricSpec("treasury", "Treasury", "token", "Taxes held."),
            () => (double)Treasury.Balance / 1e6
        );
    }

    public Model Model { get; }

    public Token Token { get; }

    public Holdings Purses { get; }

    public Holdings Treasury { get; }

    /// <summary>Births earn from a mint; every third newcomer replaces the agent of the row before, whose heir is the treasury.</summary>
    private sealed class BirthRule(
        Population people,
        Holdings purses,
        Holdings treasury,
        TokenLedger ledger,
        Counter born
    ) : Rule("births", Phase.Observe)
    {
        public override void Declare(Touches touches) =>
            touches.Updates(people, purses, born).Adds(treasury, purses.Token);

        public override void Run(in Step step)
        {
            for (int i = 0; i < PerStep; i++)
            {
                AgentId agent = people.Add();
                ledger.Mint(purses.Token.Index, purses[agent.Index], 1_000_000 + i);
                born.Value++;
                if (born.Value % 3 == 0)
                {
                    int victim = (int)(born.Value % people.Count);
                    if (people.IsAlive[victim])
                    {
                        ledger.Transfer(0, purses[victim], treasury.Account, purses.Balances[victim]);
                        people.Remove(people.IdAt(victim));
                    }
                }
            }
        }
    }

    private sealed class LuckRule(Population people, Column<double> luck) : AgentRule("luck", Phase.Decide)
    {
        protected override int RowCount => people.Count;

        public override void Declare(Touches touches) => touches.Reads(people).Writes(luck);

        protected override void Loop(in Step step, int first, int end, int worker)
        {
            Span<double> column = luck.Span;
            for (int agent = first; agent < end; agent++)
            {
                column[agent] = people.IsAlive[agent] ? step.Random.Draw(DrawKind.Choice, agent, step.Index).First : 0;
            }
        }
    }

    private sealed class TaxRule(
        Population people,
        Column<double> luck,
        Column<Int128> tax,
        Holdings purses,
        Holdings treasury,
        TokenLedger ledger
    ) : AgentRule("tax", Phase.Settle)
    {
        protected override int RowCount => people.Count;

        public override void Declare(Touches touches) =>
            touches.Reads(people, luck).Updates(purses).Writes(tax).Adds(treasury);

        protected override void Loop(in Step step, int first, int end, int worker)
        {
            ReadOnlySpan<Int128> balances = purses.Balances;
            for (int agent = first; agent < end; agent++)
            {
                tax[agent] = luck[agent] > 0.9 ? balances[agent] / 10 : 0;
            }
        }

        protected override void Close(in Step step) =>
            ledger.Transfer(0, purses.Group.Range, treasury.Group.Range, tax.Span);
    }
}
