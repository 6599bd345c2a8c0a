namespace Souk.DuckDb.Tests;

public sealed class DuckDBAppenderTests
{
    [Fact]
    public void Rows_arrive_by_the_row_interface()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        connection.Execute("create table t(i integer, amount hugeint, name varchar, bytes blob)");

        using (DuckDBAppender appender = connection.CreateAppender("t"))
        {
            for (int row = 0; row < 5000; row++)
            {
                appender
                    .CreateRow()
                    .AppendValue(row)
                    .AppendValue(row % 7 == 0 ? (Int128?)null : Int128.MaxValue - row)
                    .AppendValue($"name {row} {new string('x', row % 30)}")
                    .AppendValue(new byte[] { (byte)(row % 256) })
                    .EndRow();
            }
        }

        connection.Scalar<long>("select count(*) from t where amount is null").ShouldBe(715);
        connection
            .Scalar<long>(
                "select count(*) from t where amount = 170141183460469231731687303715884105727::hugeint - i "
                    + "and name = 'name ' || i || ' ' || repeat('x', i % 30)"
            )
            .ShouldBe(5000 - 715);
    }

    [Fact]
    public void Chunks_written_in_place_arrive_with_nulls_and_bytes_of_any_length()
    {
        const int Rows = 5000;
        using DuckDBConnection connection = Warehouses.InMemory();
        connection.Execute("create table t(i bigint, amount hugeint, wide hugeint, name varchar, bytes blob)");

        using (DuckDBAppender appender = connection.CreateAppender("t"))
        {
            appender
                .CreateRow()
                .AppendValue(-1)
                .AppendValue(-1)
                .AppendValue(-1)
                .AppendValue("row")
                .AppendNullValue()
                .EndRow();
            DuckDBAppenderChunk chunk = appender.CreateChunk();
            for (int start = 0; start < Rows; start += DuckDBAppenderChunk.RowsMax)
            {
                int count = Math.Min(DuckDBAppenderChunk.RowsMax, Rows - start);
                chunk.SetAllNull(2);
                for (int row = 0; row < count; row++)
                {
                    int i = start + row;
                    chunk.Column<long>(0)[row] = i;
                    chunk.Column<Int128>(1)[row] = Int128.MaxValue - i;
                    if (i % 7 == 0)
                    {
                        chunk.SetNull(1, row);
                        chunk.Column<Int128>(2)[row] = i;
                        chunk.SetValid(2, row);
                    }

                    chunk.SetBytes(3, row, System.Text.Encoding.UTF8.GetBytes(new string('é', i % 40)));
                    chunk.SetBytes(4, row, Enumerable.Repeat((byte)(i % 256), i % 3000).ToArray());
                }

                chunk.EndChunk(count);
            }
        }

        connection.Scalar<long>("select count(*) from t").ShouldBe(Rows + 1);
        connection.Scalar<long>("select count(*) from t where amount is null and wide = i and i % 7 = 0").ShouldBe(715);
        connection
            .Scalar<long>(
                "select count(*) from t where wide is null and amount = 170141183460469231731687303715884105727::hugeint - i"
            )
            .ShouldBe(Rows - 715);
        connection
            .Scalar<long>(
                "select count(*) from t where name = repeat('é', i % 40) and hex(bytes) = repeat(printf('%02X', i % 256), i % 3000)"
            )
            .ShouldBe(Rows);
    }

    [Fact]
    public void A_chunk_takes_only_stored_types_and_abandoned_rows_leave_no_trace()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        connection.Execute("create table t(i integer, name varchar)");

        using (DuckDBAppender appender = connection.CreateAppender("t"))
        {
            DuckDBAppenderChunk abandoned = appender.CreateChunk();
            Should.Throw<InvalidCastException>(() => abandoned.Column<long>(0).Length).Message.ShouldContain("INTEGER");
            Should
                .Throw<InvalidCastException>(() => abandoned.SetBytes(0, 0, []))
                .Message.ShouldContain("takes no bytes");
            Should.Throw<ArgumentOutOfRangeException>(() => abandoned.EndChunk(DuckDBAppenderChunk.RowsMax + 1));
            abandoned.SetAllNull(0);
            abandoned.SetAllNull(1);
            DuckDBAppenderChunk chunk = appender.CreateChunk();
            chunk.Column<int>(0)[0] = 5;
            chunk.SetBytes(1, 0, "five"u8);
            chunk.EndChunk(1);
        }

        connection.Query("select i || name from t", row => row.GetString(0)).ShouldBe(["5five"]);
    }

    [Fact]
    public void Columns_arrive_as_blocks_with_nulls()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        connection.Execute("create table t(i bigint, amount hugeint, name varchar)");
        long[] numbers = [.. Enumerable.Range(0, 5000).Select(row => (long)row)];
        bool[] isNull = [.. numbers.Select(row => row % 2 == 1)];

        using (DuckDBAppender appender = connection.CreateAppender("main", "t"))
        {
            appender.AppendColumns(
                rowCount: 5000,
                DuckDBColumn.Of(numbers),
                DuckDBColumn.Of<long>(numbers, isNull),
                DuckDBColumn.Of<string?>([.. numbers.Select(row => row % 3 == 0 ? null : $"a longer text {row}")])
            );
            appender.AppendColumns(1, DuckDBColumn.Of(-1), DuckDBColumn.Of((Int128)(-1)), DuckDBColumn.Of(""));
        }

        connection.Scalar<long>("select count(*) from t").ShouldBe(5001);
        connection.Scalar<long>("select count(*) from t where amount = i and i % 2 <> 1").ShouldBe(2501);
        connection
            .Scalar<long>("select count(*) from t where i % 3 <> 0 and name = 'a longer text ' || i")
            .ShouldBe(3333);
    }

    [Fact]
    public void An_abandoned_row_does_not_count()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        connection.Execute("create table t(i integer, j integer)");

        using (DuckDBAppender appender = connection.CreateAppender("t"))
        {
            appender.CreateRow().AppendNullValue().AppendValue(9);
            appender.CreateRow().AppendValue(1).AppendValue(2).EndRow();
        }

        connection.Query("select i, j from t", row => (row.GetInt32(0), row.GetInt32(1))).ShouldBe([(1, 2)]);
    }

    [Fact]
    public void A_value_of_the_wrong_type_or_size_names_the_column()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        connection.Execute("create table t(small tinyint, price decimal(4, 2))");
        using DuckDBAppender appender = connection.CreateAppender("t");

        DuckDBAppenderRow row = appender.CreateRow();

        Should.Throw<InvalidCastException>(() => row.AppendValue(128)).Message.ShouldContain("'small' (TINYINT)");
        Should.Throw<InvalidCastException>(() => appender.CreateRow().AppendValue("1")).Message.ShouldContain("String");
        Should.Throw<InvalidCastException>(() => appender.CreateRow().AppendValue(1).AppendValue(1.234m));
        Should.Throw<InvalidOperationException>(() => appender.CreateRow().AppendValue(1).EndRow());
    }

    [Fact]
    public void A_broken_constraint_and_a_missing_table_are_errors()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        connection.Execute("create table t(i integer primary key)");
        DuckDBAppender appender = connection.CreateAppender("t");
        appender.AppendColumns(2, DuckDBColumn.Of(1, 1));

        DuckDBException error = Should.Throw<DuckDBException>(appender.Dispose);
        error.ErrorType.ShouldBe(DuckDBErrorType.Constraint, error.Message);

        Should.Throw<DuckDBException>(() => connection.CreateAppender("nowhere")).Message.ShouldContain("nowhere");
        connection.Scalar<long>("select count(*) from t").ShouldBe(0);
    }

    [Fact]
    public void Appended_rows_belong_to_the_open_transaction()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        connection.Execute("create table t(i integer)");

        using (connection.BeginTransaction())
        {
            using DuckDBAppender appender = connection.CreateAppender("t");
            appender.AppendColumns(1, DuckDBColumn.Of(1));
        }

        connection.Scalar<long>("select count(*) from t").ShouldBe(0);
    }
}
