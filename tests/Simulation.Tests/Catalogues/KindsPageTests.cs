using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;

namespace Souk.Simulation.Tests.Catalogues;

public class KindsPageTests
{
    [Fact]
    public void The_page_of_scenarios_describes_the_catalogue_of_this_build()
    {
        File.WriteAllText(Path.Combine(AppContext.BaseDirectory, "SCENARIOS.md"), KindsPage.Markdown());

        string page = File.ReadAllText(Path.Combine(ShippedFiles.Root, "docs", "SCENARIOS.md"));

        KindsPage.Markdown().ShouldBe(page, "copy SCENARIOS.md from the folder of this test's binaries to docs");
    }

    [Fact]
    public void Every_kind_has_a_page_that_names_it_and_says_where_its_rule_comes_from()
    {
        List<string> faults = [];
        foreach (PartKind kind in Catalogue.Kinds)
        {
            string path = Path.Combine(ShippedFiles.Root, "docs", kind.Page);
            string page = File.Exists(path) ? File.ReadAllText(path) : "";
            // The table of a folder may name the kind in place of the page.
            string index = Path.Combine(Path.GetDirectoryName(path)!, "README.md");
            bool isNamed =
                page.Contains($"`{kind.Name}`", StringComparison.Ordinal)
                || page.Contains($"kind: {kind.Name}", StringComparison.Ordinal)
                || (
                    File.Exists(index)
                    && File.ReadLines(index)
                        .Any(line => line.Contains(kind.Name) && line.Contains($"({Path.GetFileName(path)})"))
                );
            bool saysWhence = page.Contains("Source", StringComparison.Ordinal) || kind.Page == "OWN-RULES.md";
            if (!isNamed || !saysWhence || page.Length < 300)
            {
                faults.Add($"{kind.Name}: docs/{kind.Page}");
            }
        }

        faults.ShouldBeEmpty();
    }

    [Fact]
    public void The_example_of_the_page_runs()
    {
        string page = KindsPage.Markdown();
        int first = page.IndexOf("```yaml\n", StringComparison.Ordinal) + 8;

        CatalogueRun run = CatalogueRun.Of(page[first..page.IndexOf("```", first, StringComparison.Ordinal)]);

        // A cliff of one year in four: nothing, then a quarter of 20 million at once.
        run.Series("unlocked")[363].ShouldBe(0);
        run.Series("unlocked")[364].ShouldBe(5_000_000);
    }

    [Fact]
    public void Every_kind_and_parameter_says_what_it_is_and_where_it_comes_from()
    {
        foreach (PartKind kind in Catalogue.Kinds)
        {
            kind.Meaning.ShouldEndWith(".");
            kind.Source.ShouldNotBeNullOrWhiteSpace();
            kind.Source.ShouldNotEndWith(".");
            kind.Parameters.ShouldAllBe(spec => spec.Meaning.EndsWith('.') && spec.Source.Length > 0);
            kind.Parameters.Select(spec => spec.Name).ShouldBeUnique();
        }
    }
}
