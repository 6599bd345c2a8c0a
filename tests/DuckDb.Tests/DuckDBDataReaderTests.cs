using System.Numerics;
using Souk.DuckDb.Types;
using Souk.DuckDb.Vectors;

namespace Souk.DuckDb.Tests;

public sealed class DuckDBDataReaderTests
{
    [Fact]
    public void Rows_stream_across_chunks_in_order()
    {
        using DuckDBConnection connection = Warehouses.InMemory();

        List<long> rows = connection.Query("select range from range(10000)", row => row.GetInt64(0));

        rows.ShouldBe(Enumerable.Range(0, 10000).Select(value => (long)value));
    }

    [Fact]
    public void Chunks_give_spans_with_validity()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "select case when range % 10 <> 0 then range end, 'text ' || range from range(5000)";
        using DuckDBDataReader reader = command.ExecuteReader();
        long sum = 0;
        int rows = 0;

        while (reader.NextChunk() is { } chunk)
        {
            ReadOnlySpan<long> numbers = chunk.Column<long>(0);
            for (int row = 0; row < chunk.Count; row++)
            {
                sum += chunk.IsValid(0, row) ? numbers[row] : 0;
                chunk.Text(1, row).ShouldBe($"text {rows + row}");
            }

            rows += chunk.Count;
        }

        rows.ShouldBe(5000);
        sum.ShouldBe(Enumerable.Range(0, 5000).Where(value => value % 10 != 0).Sum());
    }

    [Fact]
    public void A_span_of_another_type_is_refused()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "select 1::hugeint as amount";
        using DuckDBDataReader reader = command.ExecuteReader();
        DataChunk chunk = reader.NextChunk()!;

        InvalidCastException error = Should.Throw<InvalidCastException>(() => chunk.Column<UInt128>(0).Length);

        error.Message.ShouldBe("Column 'amount' has type HUGEINT, stored as Int128, not as UInt128.");
    }

    [Theory]
    [InlineData("'text'")]
    [InlineData("1.5")]
    [InlineData("1.5::double")]
    [InlineData("true")]
    [InlineData("date '2024-01-01'")]
    [InlineData("timestamp '2024-01-01 00:00:00'")]
    [InlineData("'ab'::blob")]
    [InlineData("[1, 2]")]
    [InlineData("{'a': 1}")]
    [InlineData("interval 1 day")]
    [InlineData("map {'a': 1}")]
    [InlineData("'101'::bit")]
    public void Anything_but_an_integer_read_as_one_names_column_type_and_asked_type(string value)
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = $"select {value} as stake";
        using DuckDBDataReader reader = command.ExecuteReader();
        reader.Read();

        InvalidCastException error = Should.Throw<InvalidCastException>(() => reader.GetInt64(0));

        error.Message.ShouldContain("'stake'");
        error.Message.ShouldContain(reader.GetDataTypeName(0));
        error.Message.ShouldContain("Int64");
    }

    [Fact]
    public void Integers_read_as_others_only_when_they_fit()
    {
        using DuckDBConnection connection = Warehouses.InMemory();

        connection.Scalar<byte>("select 255::hugeint").ShouldBe((byte)255);
        connection.Scalar<BigInteger>("select 12::decimal(38, 0)").ShouldBe(12);
        Should.Throw<InvalidCastException>(() => connection.Scalar<byte>("select 256")).Message.ShouldContain("Byte");
        Should.Throw<InvalidCastException>(() => connection.Scalar<ulong>("select -1"));
        Should.Throw<InvalidCastException>(() => connection.Scalar<double>("select 1"));
        Should.Throw<InvalidCastException>(() => connection.Scalar<string>("select 1"));
        Should.Throw<InvalidCastException>(() => connection.Scalar<decimal>("select 1e37::decimal(38, 0)"));
    }

    [Fact]
    public void Null_reads_as_null_or_is_an_error_that_names_the_column()
    {
        using DuckDBConnection connection = Warehouses.InMemory();

        connection.Scalar<long?>("select null::bigint").ShouldBeNull();
        connection.Scalar<string?>("select null::varchar").ShouldBeNull();
        connection.Scalar<long?>("select 3").ShouldBe(3);
        Should
            .Throw<InvalidCastException>(() => connection.Scalar<long>("select null::bigint as gone"))
            .Message.ShouldContain("'gone'");
    }

    [Fact]
    public void Natural_values_have_the_field_type()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = """
            select true, 1::tinyint, 1::smallint, 1, 1::bigint, 1::hugeint, 1::utinyint, 1::usmallint, 1::uinteger,
                1::ubigint, 1::uhugeint, 1::bignum, 1::float, 1::double, 1.5::decimal(10, 2), 1.5::decimal(38, 2), 'a',
                'a'::blob, date '2024-02-29', time '01:02:03', timestamp '2024-02-29 01:02:03',
                timestamptz '2024-02-29 01:02:03+00', [1, null], {'a': 1, 'b': [2]}, 'x'::enum('w', 'x'), uuid(),
                '2024-02-29'::timestamp_s, '2024-02-29'::timestamp_ms, '2024-02-29'::timestamp_ns, null
            """;
        using DuckDBDataReader reader = command.ExecuteReader();
        reader.Read();

        for (int column = 0; column < reader.FieldCount - 1; column++)
        {
            reader.GetValue(column).ShouldBeOfType(reader.GetFieldType(column), reader.GetDataTypeName(column));
        }

        reader.GetValue(reader.FieldCount - 1).ShouldBe(DBNull.Value);
        reader.GetFieldValue<DuckDBDecimal>(15).ToString().ShouldBe("1.50");
        reader.GetFieldValue<List<int?>>(22).ShouldBe([1, null]);
        reader.GetFieldValue<int?[]>(22).ShouldBe([1, null]);
        reader.GetFieldValue<Dictionary<string, object?>>(23)["a"].ShouldBe(1);
        reader.GetString(24).ShouldBe("x");
    }

    [Fact]
    public void An_unknown_column_is_named_among_those_there_are()
    {
        using DuckDBConnection connection = Warehouses.InMemory();

        Exception error = Should.Throw<IndexOutOfRangeException>(() =>
            connection.Query("select 1 as a, 2 as b", row => row["c"])
        );

        error.Message.ShouldContain("'c' among a, b");
    }

    [Fact]
    public void An_error_in_mid_stream_is_thrown_not_swallowed()
    {
        using DuckDBConnection connection = Warehouses.InMemory();

        Should.Throw<DuckDBException>(() =>
            connection.Query(
                "select case when range < 90000 then 1 else error('too far')::integer end from range(100000)",
                row => row.GetInt32(0)
            )
        );
    }
}
