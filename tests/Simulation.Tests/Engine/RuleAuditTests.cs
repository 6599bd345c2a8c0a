using Souk.Simulation.DataMarkets;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Tests.Engine;

public class RuleAuditTests
{
    [Fact]
    public void The_data_market_keeps_to_its_declarations()
    {
        IReadOnlyCollection<string> findings = RuleAudit.Of(DataMarket.Build(TestMarket.Scenario), steps: 70);

        findings.ShouldBeEmpty();
    }

    [Fact]
    public void A_write_that_is_not_declared_is_found()
    {
        Model model = new("careless", steps: 1);
        Signal price = model.Signal("price", 1);
        Signal volume = model.Signal("volume", 1);
        model.Rule("oracle", Phase.Observe, touches => touches.Updates(price), _ => volume.Value = ++price.Value);

        IReadOnlyCollection<string> findings = RuleAudit.Of(model, steps: 2);

        findings.ShouldBe(["'oracle' changes 'volume' without declaring it"]);
    }

    [Fact]
    public void A_read_that_is_not_declared_is_found_and_named()
    {
        Model model = new("careless", steps: 1);
        Signal price = model.Signal("price", 1);
        Signal volume = model.Signal("volume", 1);
        Signal other = model.Signal("other", 1);
        model.Rule("oracle", Phase.Observe, touches => touches.Writes(price), _ => price.Value = 2 * volume.Value);

        IReadOnlyCollection<string> findings = RuleAudit.Of(model, steps: 2);

        other.Value.ShouldBe(1);
        findings.ShouldBe(["'oracle' depends on 'volume' without declaring that it reads it"]);
    }

    [Fact]
    public void A_column_that_is_written_in_part_is_an_update()
    {
        Model model = new("careless", steps: 1);
        Population people = model.Population("people", 3);
        Column<int> age = model.Column(people, "age", initial: (int?)7);
        model.Rule("birthday", Phase.Settle, touches => touches.Writes(age), _ => age[1] = 8);

        IReadOnlyCollection<string> findings = RuleAudit.Of(model, steps: 1);

        findings.ShouldBe(["'birthday' depends on 'people.age' without declaring that it reads it"]);
    }

    [Fact]
    public void Tokens_that_move_without_being_declared_are_found()
    {
        Model model = new("careless", steps: 1);
        Token token = model.Token("MASA", 0, 1_000);
        Holdings treasury = model.Holdings(token, model.Account("treasury", AccountKind.Treasury));
        AccountGroup rewards = model.Account("rewards", AccountKind.Rewards);
        model.Rule(
            "grant",
            Phase.Start,
            touches => touches.Adds(treasury, token),
            _ => model.Ledger.Mint(0, treasury.Account, 10)
        );
        model.Rule(
            "reward",
            Phase.Settle,
            touches => touches.Updates(treasury),
            _ => model.Ledger.Transfer(0, treasury.Account, rewards.First, 1)
        );

        IReadOnlyCollection<string> findings = RuleAudit.Of(model, steps: 1);

        findings.ShouldBe(["'reward' changes 'rewards.MASA' without declaring it"]);
    }
}
