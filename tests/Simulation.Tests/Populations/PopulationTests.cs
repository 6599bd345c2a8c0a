using FsCheck;
using FsCheck.Fluent;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Populations;

namespace Souk.Simulation.Tests.Populations;

public class PopulationTests
{
    [Fact]
    public void A_row_passes_to_the_next_newcomer_and_the_old_id_is_dead()
    {
        Population people = NewPopulation(3, out Column<int> age);
        AgentId old = people.IdAt(1);
        age[old] = 80;

        people.Remove(old);
        AgentId young = people.Add();

        young.ShouldBe(new AgentId(1, Generation: 1));
        people.Has(old).ShouldBeFalse();
        people.AliveCount.ShouldBe(3);
        age[young].ShouldBe(7);
        Should
            .Throw<ArgumentException>(() => age[old])
            .Message.ShouldStartWith("people[1] of generation 0 is not alive.");
    }

    [Fact]
    public void The_row_freed_last_is_taken_first()
    {
        Population people = NewPopulation(4, out _);
        people.Remove(people.IdAt(2));
        people.Remove(people.IdAt(0));

        int[] rows = [people.Add().Index, people.Add().Index, people.Add().Index];

        rows.ShouldBe([0, 2, 4]);
    }

    [Fact]
    public void Columns_grow_with_the_population_and_keep_their_values()
    {
        Population people = NewPopulation(2, out Column<int> age);
        age[1] = 33;

        for (int i = 0; i < 1_000; i++)
        {
            people.Add();
        }

        age.Span.Length.ShouldBe(1_002);
        age[1].ShouldBe(33);
        age[1_001].ShouldBe(7);
    }

    [Fact]
    public void Accounts_grow_with_their_population_and_keep_their_balances()
    {
        Model model = new("growth", steps: 1);
        Population people = model.Population("people", 2);
        Token token = model.Token("MASA", 0, 1_000);
        Holdings purse = model.Holdings(token, model.Accounts(people, AccountKind.Wallet));
        Holdings treasury = model.Holdings(token, model.Account("treasury", AccountKind.Treasury));
        model.Ledger.Mint(0, purse[1], 5);
        model.Ledger.Mint(0, treasury.Account, 9);

        AgentId[] born = [.. Enumerable.Range(0, 50).Select(_ => people.Add())];
        model.Ledger.Mint(0, purse[born[^1].Index], 3);

        purse.Balances.Length.ShouldBe(52);
        purse.Balances[1].ShouldBe(5);
        purse.Balances[51].ShouldBe(3);
        treasury.Balance.ShouldBe(9);
        model.Ledger.CheckConservation("growth");
        Should
            .Throw<InvalidOperationException>(() => model.Ledger.Burn(0, purse[51], 4))
            .Message.ShouldBe("people[51] holds 3 and cannot pay 4 (base units of MASA).");
    }

    [Fact]
    public void Nobody_dies_with_tokens()
    {
        Model model = new("death", steps: 1);
        Population people = model.Population("people", 2);
        Holdings purse = model.Holdings(model.Token("MASA", 0, 10), model.Accounts(people, AccountKind.Wallet));
        model.Ledger.Mint(0, purse[1], 5);

        Should
            .Throw<InvalidOperationException>(() => people.Remove(people.IdAt(1)))
            .Message.ShouldBe("people[1] still holds 5 base units of MASA: pay them to an heir first.");

        people.AliveCount.ShouldBe(2);
        people.Has(people.IdAt(1)).ShouldBeTrue();
    }

    [Fact]
    public void Any_history_of_births_and_deaths_keeps_ids_apart()
    {
        Prop.ForAll<bool[], byte>(
                (births, start) =>
                {
                    Population people = NewPopulation(start % 8, out Column<int> age);
                    Dictionary<AgentId, int> alive = [];
                    for (int i = 0; i < people.Count; i++)
                    {
                        alive.Add(people.IdAt(i), 7);
                    }

                    for (int i = 0; i < births.Length; i++)
                    {
                        if (births[i])
                        {
                            AgentId born = people.Add();
                            age[born] = i;
                            alive.Add(born, i);
                        }
                        else if (alive.Count > 0)
                        {
                            AgentId oldest = alive.Keys.MinBy(id => alive[id] * 1_000 + id.Index);
                            people.Remove(oldest);
                            alive.Remove(oldest);
                        }
                    }

                    return people.AliveCount == alive.Count && alive.All(pair => age[pair.Key] == pair.Value);
                }
            )
            .QuickCheckThrowOnFailure();
    }

    private static Population NewPopulation(int count, out Column<int> age)
    {
        Model model = new("test", steps: 1);
        Population people = model.Population("people", count);
        age = model.Column(people, "age", initial: (int?)7);
        return people;
    }
}
