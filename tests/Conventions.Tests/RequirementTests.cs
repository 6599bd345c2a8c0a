using Souk.Conventions.Tests.Rules;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests;

public class RequirementTests
{
    [Fact]
    public void Every_requirement_names_tests_that_are_there() => Requirements.Tests(Tree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("`P.Tests.A.GoodTests.It_holds`", null)]
    [InlineData("`P.Tests.A.GoodTests.It_holds`, `…It_holds_too`", null)]
    [InlineData("`P.Tests.A.GoodTests`", null)]
    [InlineData("", "A1 names no test")]
    [InlineData("`P.Tests.A.GoodTests.It_is_gone`", "A1 names It_is_gone, which tests/P.Tests/A/GoodTests.cs has not")]
    [InlineData("`P.Tests.A.GoodTests.It_holds`, `…It_is_gone`", "A1 names It_is_gone, which")]
    [InlineData("`P.Tests.B.GoodTests.It_holds`", "A1 names P.Tests.B.GoodTests, which is no file of tests")]
    public void A_test_that_is_gone_is_found(string tests, string? told)
    {
        Tree tree = Tree.Of(
            ("docs/REQUIREMENTS.md", $"| id | test |\n| --- | --- |\n| A1 | a | b | done | {tests} |\n"),
            ("tests/P.Tests/A/GoodTests.cs", "class GoodTests { void It_holds() {} void It_holds_too() {} }")
        );

        string[] broken = [.. Requirements.Tests(tree)];

        if (told is null)
        {
            broken.ShouldBeEmpty();
        }
        else
        {
            broken.ShouldHaveSingleItem().ShouldContain(told);
        }
    }
}
