using Souk.Conventions.Tests.Rules;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests;

public class PlaceTests
{
    [Fact]
    public void Files_name_no_machine_and_no_registry() => Places.Machines(Tree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("cd /work/main")]
    [InlineData("\"/tmp/x.duckdb\"")]
    [InlineData("(/root/.cache)")]
    [InlineData("at /home/someone/souk")]
    [InlineData("\"resolved\": \"https://packages.example/a.tgz\"")]
    [InlineData("https://api.nuget.org/v3/index.json")]
    public void A_machine_or_a_registry_is_found(string line)
    {
        Places.Machines(Tree.Of(("docs/BAD.md", "\n" + line))).ShouldHaveSingleItem().ShouldStartWith("docs/BAD.md:2");
    }

    [Theory]
    [InlineData("https://example.org/work/paper.pdf")]
    [InlineData("src/Charts/home/page")]
    [InlineData("/market/home/")]
    public void A_web_address_is_no_machine(string line)
    {
        Places.Machines(Tree.Of(("docs/GOOD.md", line))).ShouldBeEmpty();
    }

    [Fact]
    public void Documents_point_at_files_that_exist() => Places.Links(Tree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_dead_link_is_found()
    {
        Tree tree = Tree.Of(
            ("README.md", "[a](docs/A.md) [b](docs/B.md#part) [c](https://example.org) `docs/C.md` `docs/`"),
            ("docs/A.md", "[up](../README.md) [here](B.md)")
        );

        Places
            .Links(tree)
            .ShouldBe([
                "README.md: docs/B.md does not exist",
                "README.md: docs/C.md does not exist",
                "docs/A.md: docs/B.md does not exist",
            ]);
    }
}
