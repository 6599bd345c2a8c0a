using Souk.Simulation.Presets;
using Souk.Simulation.Tests.Catalogues;

namespace Souk.Simulation.Tests.Presets;

public class ScaleTableTests
{
    private const string Page =
        "# Scale\n\n<!-- scales -->\nold\nolder\n| ocean | price | +1.00 % | 0.50 % | 4 |\n<!-- /scales -->\nrest\n";

    [Fact]
    public void Rows_of_what_was_measured_are_new_and_those_of_other_presets_stay()
    {
        string first = ScaleTable.Update(
            Page,
            [new("sahara", "price", 4, -0.0123, 0.004), new("sahara", "circulating", 4, 0.002, 0.001)]
        );
        string second = ScaleTable.Update(first, [new("ocean", "price", 1, 0.02, double.NaN)]);

        second.ShouldBe(
            "# Scale\n\n<!-- scales -->\n| Preset | Metric | Full less sample | Standard error | Runs |\n| --- | --- | ---: | ---: | ---: |\n"
                + "| ocean | price | +2.00 % | unknown | 1 |\n"
                + "| sahara | price | -1.23 % | 0.40 % | 4 |\n"
                + "| sahara | circulating | +0.20 % | 0.10 % | 4 |\n"
                + "<!-- /scales -->\nrest\n"
        );
        ScaleTable.Update(second, []).ShouldBe(second);
    }

    [Fact]
    public void The_page_of_scale_has_a_place_for_the_table_and_another_page_is_refused()
    {
        string page = File.ReadAllText(Path.Combine(ShippedFiles.Root, "docs", "SCALE.md"));

        ScaleTable
            .Update(page, [new("nobody", "price", 1, 0, 0)])
            .ShouldContain("| nobody | price | +0.00 % | 0.00 % | 1 |");
        Should
            .Throw<ArgumentException>(() => ScaleTable.Update("# Other\n", []))
            .Message.ShouldContain("<!-- scales -->");
    }
}
