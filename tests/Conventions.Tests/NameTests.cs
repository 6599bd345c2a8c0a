using Souk.Conventions.Tests.Rules;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests;

public class NameTests
{
    [Fact]
    public void Folders_name_ideas() => Names.Folders(Tree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("Common")]
    [InlineData("Utils")]
    [InlineData("Helpers")]
    [InlineData("Models")]
    [InlineData("Interfaces")]
    public void A_folder_that_names_a_kind_is_found(string folder)
    {
        Names.Folders(Tree.Of(($"src/P/{folder}/Deep/File.cs", ""))).ShouldHaveSingleItem();
        Names.Folders(Tree.Of(($"src/P/{folder}Of/File.cs", ""))).ShouldBeEmpty();
    }

    [Fact]
    public void Namespaces_follow_folders() => Names.Namespaces(Tree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_namespace_elsewhere_is_found()
    {
        Tree tree = Tree.Of(
            ("src/P/A/Bad.cs", "namespace Souk.P;"),
            ("src/P/A/Good.cs", "namespace Souk.P.A;"),
            ("tests/P.Tests/A/Good.cs", "namespace Souk.P.Tests.A;")
        );

        Names.Namespaces(tree).ShouldHaveSingleItem().ShouldContain("should be Souk.P.A");
    }

    [Fact]
    public void No_type_has_the_name_of_its_namespace() => Names.Types(Tree.Repository).ShouldBeEmpty();

    [Fact]
    public void A_type_with_the_name_of_its_namespace_is_found()
    {
        Tree tree = Tree.Of(("src/P/Markets/Markets.cs", "namespace Souk.P.Markets;\nenum Markets { A }"));

        Names.Types(tree).ShouldHaveSingleItem().ShouldStartWith("src/P/Markets/Markets.cs:2");
    }
}
