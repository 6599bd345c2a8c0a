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
