using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;

namespace Souk.Simulation.Tests.Catalogues;

/// <summary>docs/ASSUMPTIONS.md describes every kind of people, and what it supposes.</summary>
public class AssumptionTests
{
    private const string First = "<!-- supposed -->\n";
    private const string Last = "<!-- /supposed -->";

    private static readonly string _page = File.ReadAllText(Path.Combine(ShippedFiles.Root, "docs", "ASSUMPTIONS.md"));

    /// <summary>Kinds that decide, in the order of the catalogue.</summary>
    private static IEnumerable<PartKind> Deciding =>
        Catalogue.Kinds.Where(kind =>
            kind.Name.Split('.')[0] is "people" or "agents" or "data" or "labels" or "nodes" or "ecosystem" or "price"
            || kind.Name == "datapool.contributors"
        );

    [Fact]
    public void Every_kind_of_people_has_a_row_that_says_what_is_grounded_and_what_is_assumed()
    {
        string[] rows =
        [
            .. _page
                .Split('\n')
                .Where(line =>
                    line.StartsWith("| [`", StringComparison.Ordinal) && line.Count(letter => letter == '|') == 4
                ),
        ];

        Deciding
            .Where(kind => !rows.Any(row => row.Contains($"`{kind.Name}`", StringComparison.Ordinal)))
            .Select(kind => kind.Name)
            .ShouldBeEmpty("write a row into docs/ASSUMPTIONS.md");
        foreach (string row in rows)
        {
            row.Split('|')[3].Trim().ShouldNotBeEmpty(row);
        }
    }

    [Fact]
    public void What_is_supposed_unless_stated_is_on_the_page()
    {
        int from = _page.IndexOf(First, StringComparison.Ordinal) + First.Length;
        int until = _page.IndexOf(Last, StringComparison.Ordinal);
        string now = Table();
        File.WriteAllText(
            Path.Combine(AppContext.BaseDirectory, "ASSUMPTIONS.md"),
            _page[..from] + now + _page[until..]
        );

        _page[from..until].ShouldBe(now, "copy ASSUMPTIONS.md from the folder of this test's binaries to docs");
    }

    [Fact]
    public void Whoever_expects_a_later_value_does_so_in_three_modes_and_the_page_of_people_says_of_what()
    {
        string page = File.ReadAllText(Path.Combine(ShippedFiles.Root, "docs", "people", "README.md"));
        string table = page[
            page.IndexOf("| Kind | Expects", StringComparison.Ordinal)..page.IndexOf(
                "The others expect",
                StringComparison.Ordinal
            )
        ];
        string others = page[
            page.IndexOf("The others expect", StringComparison.Ordinal)..page.IndexOf(
                "## Full size",
                StringComparison.Ordinal
            )
        ];

        foreach (PartKind kind in Deciding)
        {
            ParameterSpec? mode = kind.Parameters.FirstOrDefault(spec => spec.Name == "expectation");
            string name = $"`{kind.Name}`";
            if (mode is null)
            {
                table.ShouldNotContain(name);
                (
                    others.Contains(name)
                    || others.Contains($"`{kind.Name.Split('.')[0]}.*`")
                    || !kind.Name.StartsWith("people.")
                ).ShouldBeTrue(kind.Name);
            }
            else
            {
                mode.Words.ShouldBe(["adaptive", "myopic", "perfect"], ignoreOrder: true);
                table.ShouldContain(name);
            }
        }
    }

    private static string Table() =>
        "| Kind | After | Supposed |\n| --- | --- | --- |\n"
        + string.Concat(Deciding.Select(kind => $"| `{kind.Name}` | {kind.Source} | {Supposed(kind)} |\n"));

    private static string Supposed(PartKind kind)
    {
        string[] values =
        [
            .. kind
                .Parameters.Where(spec =>
                    FactSheet.IsValue(spec.Kind)
                    && spec.Default is { Length: > 0 }
                    && spec.Source.StartsWith("assumed", StringComparison.Ordinal)
                )
                .Select(spec => $"`{spec.Name}` {spec.Default}"),
        ];
        return values.Length == 0 ? "nothing" : string.Join(", ", values);
    }
}
