using Souk.DuckDb.Parameters;

namespace Souk.DuckDb.Tests;

public sealed class WrittenValuesTests
{
    [Fact]
    public void Values_that_are_written_have_the_types_and_the_digits_of_parameters()
    {
        object?[] values =
        [
            null,
            true,
            false,
            -5,
            int.MinValue,
            long.MinValue,
            long.MaxValue,
            "",
            "it's '' -- $x \"q\" \\' é",
            "a\0b",
            "😀",
            new DateTime(9999, 12, 31),
            new DateTime(1, 1, 1).AddTicks(19),
            new DateTime(1969, 12, 31, 23, 59, 59).AddTicks(9_999_999),
            new DateOnly(2024, 2, 29),
            0.1,
            12.50m,
            Int128.MaxValue,
            new byte[] { 0, 255 },
        ];
        using DuckDBConnection connection = Warehouses.InMemory();

        foreach (object? value in values)
        {
            const string Sql = "select typeof($x), $x::varchar, $x is null";
            Ask(connection, Sql, isWritten: true, value).ShouldBe(Ask(connection, Sql, isWritten: false, value));
        }
    }

    [Fact]
    public void Only_parameters_are_replaced()
    {
        const string Sql = """
            -- it's $x
            select '$x''$x', e'\'$x' as "$x", $tag$ $x ' $tag$, $$ $x $$, $x /* ' $x */ as value, -$X, 1 as a$x
            """;
        using DuckDBConnection connection = Warehouses.InMemory();

        List<string> row = Ask(connection, Sql, isWritten: true, 7);

        row.ShouldBe(["$x'$x", "'$x", " $x ' ", " $x ", "7", "-7", "1"]);
    }

    [Fact]
    public void Text_is_a_variable_and_never_a_part_of_a_text()
    {
        DuckDBParameterCollection parameters = [new DuckDBParameter("market", "masa'; drop table x; --")];
        List<(string Name, string Value)> set = [];

        string sql = WrittenValues.In(
            "select $market, $market || '$market'",
            parameters,
            (name, value) => set.Add((name, value))
        );

        sql.ShouldBe("select getvariable('value_of_market'), getvariable('value_of_market') || '$market'");
        set.ShouldBe([("value_of_market", "masa'; drop table x; --")]);
    }

    [Fact]
    public void A_parameter_without_a_value_is_named()
    {
        using DuckDBConnection connection = Warehouses.InMemory();

        Should
            .Throw<DuckDBException>(() => Ask(connection, "select $x, $y", isWritten: true, 7))
            .Message.ShouldContain("$y has no value");
    }

    private static List<string> Ask(DuckDBConnection connection, string sql, bool isWritten, object? value)
    {
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = sql;
        command.WritesValues = isWritten;
        command.Parameters.Add(new DuckDBParameter("x", value));
        using DuckDBDataReader reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();
        return
        [
            .. Enumerable
                .Range(0, reader.FieldCount)
                .Select(at => reader.IsDBNull(at) ? "null" : $"{reader.GetValue(at)}"),
        ];
    }
}
