using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Engine;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Tests.Catalogues;

public class PublicationTests
{
    private const string Balance = ".balance.";

    public static TheoryData<string> Runnable => [.. ShippedFiles.RunnableNames];

    public static TheoryData<string> Names => [.. ShippedFiles.RunnableNames, .. ShippedFiles.Presets];

    [Theory]
    [MemberData(nameof(Names))]
    public void A_part_publishes_what_its_kind_lists_and_nothing_else(string name)
    {
        ModelAssembly assembly = BlueprintModel.Assemble(ShippedFiles.Read(name));

        foreach (Component component in assembly.Components)
        {
            string[] keys = [.. Own(assembly, component)];
            IReadOnlyList<PublishedQuantity> listed = component.Part.Kind.Publishes;
            keys.Where(key => !listed.Any(one => one.Is(key))).ShouldBeEmpty(component.Name);
            listed
                .Where(one => !one.IsOptional && !one.Key.StartsWith("balance", StringComparison.Ordinal))
                .Where(one => !keys.Any(one.Is))
                .ShouldBeEmpty(component.Name);
        }
    }

    [Theory]
    [MemberData(nameof(Names))]
    public void What_is_read_the_next_morning_is_the_series_of_the_day_before(string name)
    {
        Blueprint whole = ShippedFiles.Read(name);
        ModelAssembly assembly = BlueprintModel.Assemble(whole with { HorizonDays = Math.Min(12, whole.HorizonDays) });
        Model model = assembly.Model;
        List<(string Name, int Metric, List<double> Read)> seen = [];
        foreach (string published in assembly.Published.Units().Keys.ToArray())
        {
            int metric = model.Metrics.ToList().FindIndex(one => one.Key == published);
            if (metric < 0)
            {
                continue;
            }

            Publication quantity = assembly.Published.Find(published);
            double scale = quantity.Unit.Equals(Simulation.Formulas.Unit.None) ? 1 : ScaleOf(assembly, model, metric);
            List<double> read = [];
            seen.Add((published, metric, read));
            model.Rule(
                $"reader of {published}",
                Phase.Observe,
                touches => touches.ReadsYesterday([.. quantity.Slots.Distinct()]),
                _ => read.Add(quantity.Number() / scale)
            );
        }

        using Simulator simulator = new(model);
        RunResult result = simulator.Run(seed: 3, replicate: 0);

        foreach ((string published, int metric, List<double> read) in seen)
        {
            double[] series = result.Series(metric).ToArray();
            for (int day = 1; day < series.Length; day++)
            {
                double error = Math.Abs(read[day] - series[day - 1]);
                error.ShouldBeLessThanOrEqualTo(
                    Math.Abs(series[day - 1]) * 1e-12,
                    $"{published} on day {day}: {read[day]} and not {series[day - 1]}"
                );
            }
        }
    }

    [Theory]
    [MemberData(nameof(Runnable))]
    public void A_quantity_depends_on_no_slot_that_its_reader_does_not_declare(string name)
    {
        Blueprint whole = ShippedFiles.Read(name);
        ModelAssembly assembly = BlueprintModel.Assemble(whole with { HorizonDays = Math.Min(5, whole.HorizonDays) });
        Publication[] all = [.. assembly.Published.Units().Keys.Select(assembly.Published.Find)];
        Model model = assembly.Model;
        using Simulator simulator = new(model);
        simulator.Run(seed: 3, replicate: 0);

        foreach (Publication quantity in all)
        {
            double before = quantity.Number();
            foreach (Slot slot in model.Slots.Where(slot => !quantity.Slots.Contains(slot)))
            {
                object saved = slot.Save();
                slot.Disturb();
                double after = quantity.Number();
                slot.Restore(saved);
                after.ShouldBe(before, $"{quantity.Name} reads {slot.Name}");
            }
        }
    }

    [Theory]
    [InlineData("market.price", "USDC/TKN", 0.2)]
    [InlineData("market.tokens", "TKN", 500_000)]
    [InlineData("market.money", "USDC", 100_000)]
    [InlineData("vest.locked", "TKN", 900)]
    [InlineData("vest.released", "TKN", 100)]
    [InlineData("mint.emitted", "TKN", 70)]
    [InlineData("fire.burned", "TKN", 50)]
    [InlineData("stakes.staked", "TKN", 400)]
    [InlineData("stakes.staked_share", "1", 400.0 / 511_520)]
    [InlineData("treasury.balance.TKN", "TKN", 9_950)]
    public void A_formula_reads_it_in_its_unit(string quantity, string unit, double expected)
    {
        string text = CatalogueRun.Text(
            $$"""
            market: { kind: pool.constant_product, token_reserve: 500k TKN, money_reserve: 100k USDC }
            treasury: { kind: account, holder: treasury, balance: 10000 TKN }
            team: { kind: account }
            holders: { kind: account, balance: 400 TKN }
            vest: { kind: vesting.linear, total: 1000 TKN, to: team, duration: 100 days }
            mint: { kind: emission.fixed, per_day: 7 TKN/day, to: team }
            fire: { kind: burn.scheduled, from: treasury, amount: 50 TKN, every: 7 days, total: 1000 TKN }
            stakes: { kind: stake.pool, rewards: 100 TKN, owners: holders, share: 100 %, period: 30 days, interest: 0 }
            copy: { kind: rule.set, unit: {{unit}}, value: {{quantity}}, phase: observe, reads: yesterday }
            """,
            horizon: "11 days"
        );

        CatalogueRun run = CatalogueRun.Of(text);

        // On the eleventh morning: ten days of 1,000 over 100 days, of 7 a day, and one week's burn.
        run.Series("copy.value")[10].ShouldBe(expected, expected * 1e-12);
    }

    [Fact]
    public void Wages_are_read_per_day_whatever_their_series_is_in()
    {
        ModelAssembly assembly = BlueprintModel.Assemble(ShippedFiles.Read("people-crowd"));
        Component annotators = assembly.Components.First(one => one.Part.Kind.Name == "people.annotators");

        Publication wage = assembly.Published.Find($"{annotators.Name}.wage");
        Publication hours = assembly.Published.Find($"{annotators.Name}.hours");

        wage.Unit.ToString().ShouldBe("USD/day");
        hours.Unit.ToString().ShouldBe("day");
    }

    [Fact]
    public void An_unknown_quantity_is_refused_with_the_nearest_one()
    {
        string text = CatalogueRun.Text(
            """
            fund: { kind: account, balance: 10 TKN }
            mint: { kind: emission.fixed, per_day: 7 TKN/day, to: fund }
            copy: { kind: rule.set, unit: TKN, value: mint.emited }
            """
        );

        Should
            .Throw<ScenarioException>(() => CatalogueRun.Build(text))
            .Message.ShouldContain("'mint.emited' is unknown; did you mean 'mint.emitted'?");
    }

    // Names of parts may have dots, and a part may be called like a quantity that every scenario has.
    private static IEnumerable<string> Own(ModelAssembly assembly, Component component) =>
        assembly
            .Published.Units()
            .Keys.Where(name =>
                !name.Contains(Balance, StringComparison.Ordinal) && OwnerOf(assembly, name) == component
            )
            .Select(name => name[(component.Name.Length + 1)..])
            .Where(key => assembly.Model.Ledger.Tokens.All(token => token.Symbol != key));

    private static Component? OwnerOf(ModelAssembly assembly, string name) =>
        assembly
            .Components.Where(one => name.StartsWith(one.Name + ".", StringComparison.Ordinal))
            .MaxBy(one => one.Name.Length);

    private static double ScaleOf(ModelAssembly assembly, Model model, int metric) =>
        assembly.ScaleOf(model.Metrics[metric].Unit).Factor;
}
