using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Metrics;
using Souk.Simulation.Numerics;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Tests.Engine;

/// <summary>The example of docs/mechanisms/README.md, word for word.</summary>
public class MechanismPageTests
{
    [Fact]
    public void The_example_of_the_mechanism_page_runs()
    {
        Model model = new("fees", steps: 365);
        Token masa = model.Token("MASA", decimals: 18, supplyMax: Token.SupplyLimit);
        Holdings fees = model.Holdings(masa, model.Account("fees", AccountKind.Fees));
        Amount burned = model.Amount("burned", 0);
        model.Rule(
            "usage",
            Phase.Clear,
            t => t.Adds(fees, masa),
            _ => model.Ledger.Mint(masa.Index, fees.Account, 1_000)
        );
        model.Add(new FeeBurnRule(model, fees, burned, new Share(0.5)));
        model.Metric(new MetricSpec("burned", "Burned", "token", "Burned so far."), () => (double)burned.Value);
        using Simulator simulator = new(model);

        RunResult run = simulator.Run(seed: 1, replicate: 0);

        // Day 1: half of 1,000. Day 2: half of 1,500. In the long run all that comes in: 1,000 a day.
        run.Values[..3].ShouldBe([500, 1_250, 2_125]);
        (run.Values[364] - run.Values[363]).ShouldBe(1_000, 1);
        masa.Supply.ShouldBe(365_000 - burned.Value);
        RuleAudit.Of(model, steps: 5).ShouldBeEmpty();
    }

    private sealed class FeeBurnRule(Model model, Holdings fees, Amount burned, Share share)
        : Rule("fee burn", Phase.Settle)
    {
        public override void Declare(Touches touches) => touches.Updates(fees).Adds(fees.Token, burned);

        public override void Run(in Step step)
        {
            Int128 amount = share.Of(fees.Balance);
            model.Ledger.Burn(fees.Token.Index, fees.Account, amount);
            burned.Value += amount;
        }
    }
}
