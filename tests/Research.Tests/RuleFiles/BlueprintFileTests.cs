using Souk.Research.RuleFiles;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Crews;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Scenarios;

namespace Souk.Research.Tests.RuleFiles;

public sealed class BlueprintFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("souk-rules");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public void The_shipped_example_gives_these_base_units()
    {
        // From 60 days of the rules in exact fractions, written down in Python from docs/OWN-RULES.md.
        Model model = BlueprintModel.Build(BlueprintFile.Load(Shipped()));
        using Simulator simulator = new(model);

        RunResult result = simulator.Run(seed: 1, replicate: 0);

        Held(model, "treasury").ShouldBe(Int128.Parse("96505143572190256308558"));
        Held(model, "rewards").ShouldBe(Int128.Parse("259118774302183197654"));
        Held(model, "holders").ShouldBe(Int128.Parse("10595281960391694353368"));
        model.Ledger.Tokens[0].Supply.ShouldBe(Int128.Parse("257359544306884133859580"));
        Last(model, result, "burned").ShouldBe(2647.455693115866, 1e-9);
        Last(model, result, "loyalty.paid").ShouldBe(595.2819603916944, 1e-9);
        Last(model, result, "refill.moved").ShouldBe(882.351, 1e-9);
    }

    [Fact]
    public void The_digest_is_the_same_at_1_2_and_16_threads_and_in_a_second_run()
    {
        Blueprint blueprint = BlueprintFile.Load(Shipped());
        byte[] DigestAt(int threads)
        {
            using Simulator simulator = new(BlueprintModel.Build(blueprint), new Crew(threads));
            _ = simulator.Run(seed: 7, replicate: 3);
            return simulator.Run(seed: 7, replicate: 3).Digest;
        }

        byte[] one = DigestAt(1);

        DigestAt(2).ShouldBe(one);
        DigestAt(16).ShouldBe(one);
    }

    [Fact]
    public void The_rule_s_file_is_part_of_the_scenario_s_hash()
    {
        string path = CopyOfShipped();
        string hash = BlueprintFile.Load(path).Hash;
        string rule = Path.Combine(_folder.FullName, "rules", "loyalty.cs");

        File.WriteAllText(rule, "// A remark.\n" + File.ReadAllText(rule));
        BlueprintFile.Load(path).Hash.ShouldBe(hash);
        File.WriteAllText(rule, File.ReadAllText(rule).Replace("Days = 7", "Days = 8", StringComparison.Ordinal));
        BlueprintFile.Load(path).Hash.ShouldNotBe(hash);
    }

    [Theory]
    [InlineData("rules/loyalti.cs", "loyalty.file: there is no file 'rules/loyalti.cs' in the scenario's folder")]
    [InlineData("../loyalty.cs", "there is no file '../loyalty.cs'")]
    public void A_rule_file_that_is_not_beside_the_scenario_is_refused(string file, string message)
    {
        string path = CopyOfShipped();
        string text = File.ReadAllText(path).Replace("rules/loyalty.cs", file, StringComparison.Ordinal);
        File.WriteAllText(path, text);

        Should.Throw<ScenarioException>(() => BlueprintFile.Load(path)).Message.ShouldContain(message);
    }

    [Fact]
    public void A_rule_that_nobody_compiled_is_refused()
    {
        string text = File.ReadAllText(Shipped());

        Should
            .Throw<ScenarioException>(() => BlueprintModel.Build(Catalogue.Read("own", _ => text)))
            .Message.ShouldContain("loyalty.file: file is 'rules/loyalty.cs', which was not compiled");
    }

    private string CopyOfShipped()
    {
        string rules = Path.Combine(Path.GetDirectoryName(Shipped())!, "rules", "loyalty.cs");
        _folder.CreateSubdirectory("rules");
        File.Copy(rules, Path.Combine(_folder.FullName, "rules", "loyalty.cs"));
        string path = Path.Combine(_folder.FullName, "own-rule.yaml");
        File.Copy(Shipped(), path);
        return path;
    }

    private static string Shipped()
    {
        string? folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Analytics.sln")))
        {
            folder = Path.GetDirectoryName(folder);
        }

        return Path.Combine(folder!, "data", "scenarios", "own-rule.yaml");
    }

    private static Int128 Held(Model model, string account)
    {
        AccountGroup group = model.Ledger.Chart.Groups.First(one => one.Name == account);
        return model.Ledger.Balance(token: 0, group.First);
    }

    private static double Last(Model model, RunResult result, string key) =>
        result.Series(model.Metrics.Select(metric => metric.Key).ToList().IndexOf(key))[^1];
}
