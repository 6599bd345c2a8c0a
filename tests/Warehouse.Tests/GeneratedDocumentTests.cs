using Souk.Warehouse.Metrics;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests;

public class GeneratedDocumentTests
{
    [Fact]
    public void The_schema_page_describes_the_schema_of_this_build() =>
        SchemaDocument.Markdown().ShouldBe(Document("SCHEMA.md"), "run ./souk schema > docs/SCHEMA.md");

    [Fact]
    public void The_page_of_metrics_describes_the_metrics_of_this_build() =>
        MetricCatalogue
            .Markdown()
            .ShouldBe(Document("METRICS.md"), "run ./souk metrics list --markdown > docs/METRICS.md");

    [Fact]
    public void Tables_are_described_with_their_purpose_and_columns()
    {
        string text = SchemaDocument.Markdown();

        text.ShouldContain("## chain.cursor\n\nThe last block whose facts are stored; one row per chain.\n\n| Column");
        text.ShouldContain("| amount | hugeint | no |");
        text.ShouldContain("## market.message_pair (view)");
    }

    private static string Document(string name)
    {
        string folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "Analytics.sln")))
        {
            folder = Path.GetDirectoryName(folder)!;
        }

        return File.ReadAllText(Path.Combine(folder, "docs", name));
    }
}
