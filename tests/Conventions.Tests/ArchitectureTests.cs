using Souk.Conventions.Tests.Rules;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests;

public class ArchitectureTests
{
    [Fact]
    public void The_repository_was_read()
    {
        Tree.Repository.Sources.Count().ShouldBeGreaterThan(0);
        Tree.Repository.Find("Analytics.sln").ShouldNotBeNull();
        Tree.Repository.Files.Count(file => file.IsUnder("src") && file.Is(".csproj")).ShouldBeGreaterThanOrEqualTo(9);
    }

    [Fact]
    public void Projects_have_the_arrows_of_the_design() => ProjectArrows.Broken(Tree.Repository).ShouldBeEmpty();

    [Fact]
    public void An_arrow_too_many_one_too_few_and_an_unknown_project_are_found()
    {
        Tree tree = Tree.Of(
            (
                "src/DuckDb/DuckDb.csproj",
                """<Project><ProjectReference Include="..\Charts\Charts.csproj" /></Project>"""
            ),
            ("src/Charts/Charts.csproj", "<Project />"),
            ("src/Warehouse/Warehouse.csproj", "<Project />"),
            ("src/Extras/Extras.csproj", "<Project />")
        );

        List<string> broken = [.. ProjectArrows.Broken(tree)];

        broken.Count.ShouldBe(3);
        broken[0].ShouldContain("no arrow DuckDb → Charts");
        broken[1].ShouldContain("Warehouse → DuckDb of the design is missing");
        broken[2].ShouldContain("no project Extras");
    }

    [Fact]
    public void Folders_form_no_cycle() => FolderCycles.Broken(Tree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_cycle_through_using_lines_is_found_once()
    {
        Tree tree = Tree.Of(
            ("src/P/A/One.cs", "using Souk.P.B;\nnamespace Souk.P.A;\nclass One;"),
            ("src/P/B/Two.cs", "using Souk.P.C;\nnamespace Souk.P.B;\nclass Two;"),
            ("src/P/C/Three.cs", "namespace Souk.P.C;\nclass Three { Souk.P.A.One? _one; }"),
            ("src/P/D/Four.cs", "using Souk.P.A;\nnamespace Souk.P.D;\nclass Four;")
        );

        string cycle = FolderCycles.Broken(tree).ShouldHaveSingleItem();

        cycle.ShouldContain("Souk.P.A → Souk.P.B (src/P/A/One.cs)");
        cycle.ShouldContain("Souk.P.C → Souk.P.A (src/P/C/Three.cs)");
    }

    [Fact]
    public void A_cycle_through_a_type_of_the_folder_above_is_found()
    {
        Tree tree = Tree.Of(
            ("src/P/Top.cs", "using Souk.P.Inner;\nnamespace Souk.P;\nclass Top { Part? _part; }"),
            ("src/P/Inner/Part.cs", "namespace Souk.P.Inner;\nclass Part { Top? _top; }")
        );

        FolderCycles.Broken(tree).ShouldHaveSingleItem().ShouldContain("Souk.P.Inner → Souk.P");
    }

    [Fact]
    public void A_member_that_is_called_like_a_type_above_is_no_arrow()
    {
        Tree tree = Tree.Of(
            ("src/P/Top.cs", "using Souk.P.Inner;\nnamespace Souk.P;\nclass Top { Part? _part; }"),
            (
                "src/P/Inner/Part.cs",
                "namespace Souk.P.Inner;\nclass Part { int Of(Part other) => other.Top; int Top => 1; }"
            )
        );

        FolderCycles.Broken(tree).ShouldBeEmpty();
    }
}
