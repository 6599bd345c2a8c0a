namespace Souk.DuckDb.Tests;

/// <summary>What DuckDB 1.5.6 does with big numbers, which the warehouse's rules rest on.</summary>
public sealed class ExactnessTests
{
    [Theory]
    [InlineData("select typeof(sum(1::uhugeint))", "DOUBLE")]
    [InlineData("select typeof(1::bignum * 2::bignum)", "DOUBLE")]
    [InlineData("select typeof(sum(1::hugeint))", "HUGEINT")]
    public void Types_of_big_arithmetic_are_as_the_design_says(string sql, string expected)
    {
        using DuckDBConnection connection = Warehouses.InMemory();

        connection.Scalar<string>(sql).ShouldBe(expected);
    }

    [Fact]
    public void Hugeint_sums_are_exact_and_overflow_is_an_error()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        connection.Execute("create table t(amount hugeint)");
        Int128 almost = Int128.MaxValue - 1;
        connection.Execute("insert into t values ($almost), (1)", ("almost", almost));

        connection.Scalar<Int128>("select sum(amount) from t").ShouldBe(Int128.MaxValue);
        connection.Execute("insert into t values (1)");

        Should
            .Throw<DuckDBException>(() => connection.Scalar<Int128>("select sum(amount) from t"))
            .ErrorType.ShouldBe(DuckDBErrorType.OutOfRange);
    }

    [Fact]
    public void Hugeint_becomes_double_in_parquet_and_decimal_stays_exact()
    {
        using TemporaryFolder folder = new();
        using DuckDBConnection connection = Warehouses.InMemory();
        string file = folder.File("x.parquet");

        connection.Execute(
            $"copy (select 12345678901234567890::hugeint as h, h::decimal(38, 0) as d) to '{file}' (format parquet)"
        );

        connection.Scalar<string>($"select typeof(h) from '{file}'").ShouldBe("DOUBLE");
        connection.Scalar<Int128>($"select d from '{file}'").ShouldBe((Int128)12345678901234567890);
    }
}
