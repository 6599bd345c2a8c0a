using Souk.Kernel.Magics;

namespace Souk.Kernel.Tests.Magics;

public class CellPartTests
{
    [Fact]
    public void Lines_of_CSharp_keep_their_numbers_behind_a_magic()
    {
        CellPart
            .Split("int a;\n#!sql --db x.duckdb\nselect 1\n#!csharp\na")
            .ShouldBe([
                new CellPart("csharp", "", "int a;"),
                new CellPart("sql", "--db x.duckdb", "select 1"),
                new CellPart("csharp", "", "\n\n\n\na"),
            ]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("  \n\n")]
    [InlineData("#!c#\n")]
    public void A_cell_without_code_has_no_parts(string code) => CellPart.Split(code).ShouldBeEmpty();

    [Fact]
    public void A_magic_without_lines_is_still_called() =>
        CellPart.Split("#!SQL --db x").ShouldBe([new CellPart("sql", "--db x", "")]);
}
