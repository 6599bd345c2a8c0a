using System.Data;
using System.Diagnostics;
using System.Numerics;
using Souk.DuckDb.Parameters;

namespace Souk.DuckDb.Tests;

public sealed class DuckDBCommandTests
{
    [Fact]
    public void Statements_of_one_command_see_what_those_before_created()
    {
        using DuckDBConnection connection = Warehouses.InMemory();

        int changed = connection.Execute(
            "create table t(i integer); insert into t values (1), (2), (3); delete from t where i = $i",
            ("i", 2)
        );

        changed.ShouldBe(4);
        connection.Query("select i from t order by i", row => row.GetInt32(0)).ShouldBe([1, 3]);
    }

    [Fact]
    public void Positional_and_named_parameters_bind_to_every_statement()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "select ? || ?; select $1::varchar";
        command.Parameters.Add(new DuckDBParameter("a"));
        command.Parameters.Add(new DuckDBParameter("b"));

        using DuckDBDataReader reader = command.ExecuteReader();

        reader.Read().ShouldBeTrue();
        reader.GetString(0).ShouldBe("ab");
        reader.NextResult().ShouldBeTrue();
        reader.Read().ShouldBeTrue();
        reader.GetString(0).ShouldBe("a");
        reader.NextResult().ShouldBeFalse();
        connection.Scalar<int>("select $x + $y", ("y", 40), ("$x", 2)).ShouldBe(42);
    }

    [Fact]
    public void A_parameter_without_a_value_is_named()
    {
        using DuckDBConnection connection = Warehouses.InMemory();

        DuckDBException error = Should.Throw<DuckDBException>(() => connection.Execute("select $wanted", ("given", 1)));

        error.Message.ShouldContain("$wanted");
        error.ErrorType.ShouldBe(DuckDBErrorType.InvalidInput);
    }

    [Theory]
    [InlineData("selec 1", DuckDBErrorType.Parser)]
    [InlineData("select nothing", DuckDBErrorType.Binder)]
    [InlineData("select * from nowhere", DuckDBErrorType.Catalog)]
    [InlineData("select 'x'::integer", DuckDBErrorType.Conversion)]
    [InlineData("select 9223372036854775807::bigint + 1::bigint", DuckDBErrorType.OutOfRange)]
    [InlineData("create table t(i integer not null); insert into t values (null)", DuckDBErrorType.Constraint)]
    public void An_error_says_its_type(string sql, DuckDBErrorType expected)
    {
        using DuckDBConnection connection = Warehouses.InMemory();

        DuckDBException error = Should.Throw<DuckDBException>(() => connection.Execute(sql));

        error.ErrorType.ShouldBe(expected, error.Message);
        connection.Scalar<int>("select 1").ShouldBe(1);
    }

    [Fact]
    public void An_empty_text_runs_nothing()
    {
        using DuckDBConnection connection = Warehouses.InMemory();

        connection.Execute(" ; -- nothing").ShouldBe(-1);
    }

    [Fact]
    public async Task A_token_interrupts_a_long_query_and_leaves_the_connection_usable()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "select sum(a.range * b.range) from range(10000000) a, range(10000000) b";
        using CancellationTokenSource source = new(TimeSpan.FromMilliseconds(100));
        Stopwatch watch = Stopwatch.StartNew();

        await Should.ThrowAsync<OperationCanceledException>(() =>
            Task.Run(() => command.ExecuteScalarAsync(source.Token))
        );

        watch.Elapsed.ShouldBeLessThan(TimeSpan.FromSeconds(20));
        connection.Scalar<int>("select 7").ShouldBe(7);
    }

    [Fact]
    public async Task Cancel_from_another_thread_fails_the_statement_with_interrupt()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "select sum(a.range * b.range) from range(10000000) a, range(10000000) b";

        Task<object?> running = Task.Run(command.ExecuteScalar);
        while (!running.IsCompleted)
        {
            command.Cancel();
            await Task.WhenAny(running, Task.Delay(millisecondsDelay: 20));
        }

        DuckDBException error = await Should.ThrowAsync<DuckDBException>(() => running);
        error.ErrorType.ShouldBe(DuckDBErrorType.Interrupt);
    }

    /// <summary>What DuckDB 1.5.6 says of a query that was interrupted between two of its steps.</summary>
    [Fact]
    public void A_query_that_was_closed_by_an_interrupt_was_interrupted() =>
        new DuckDBException(
            "Invalid Input Error: Attempting to execute an unsuccessful or closed pending query result\nError: INTERRUPT Error: Interrupted!"
        ).ErrorType.ShouldBe(DuckDBErrorType.Interrupt);

    [Fact]
    public void A_cancelled_stream_stops_between_chunks()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "select range from range(100000000)";
        using DuckDBDataReader reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();

        command.Cancel();

        Should
            .Throw<DuckDBException>(() =>
            {
                while (reader.Read()) { }
            })
            .ErrorType.ShouldBe(DuckDBErrorType.Interrupt);
    }

    [Fact]
    public void A_transaction_that_is_not_committed_leaves_nothing()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        connection.Execute("create table t(i integer)");
        using (connection.BeginTransaction())
        {
            connection.Execute("insert into t values (1)");
        }

        using (DuckDBTransaction transaction = connection.BeginTransaction())
        {
            connection.Execute("insert into t values (2)");
            transaction.Commit();
        }

        connection.Query("select i from t", row => row.GetInt32(0)).ShouldBe([2]);
    }

    [Fact]
    public void A_failed_statement_aborts_its_transaction_which_still_rolls_back()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        connection.Execute("create table t(i integer primary key)");
        using (connection.BeginTransaction())
        {
            connection.Execute("insert into t values (1)");
            Should.Throw<DuckDBException>(() => connection.Execute("insert into t values (1)"));
            Should
                .Throw<DuckDBException>(() => connection.Execute("select 1"))
                .ErrorType.ShouldBe(DuckDBErrorType.Transaction);
        }

        connection.Scalar<long>("select count(*) from t").ShouldBe(0);
    }

    [Fact]
    public void A_second_statement_under_a_streaming_reader_is_refused()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "select range from range(10000)";
        using DuckDBDataReader reader = command.ExecuteReader();
        reader.Read();

        Should.Throw<InvalidOperationException>(() => connection.Execute("select 1")).Message.ShouldContain("streams");

        reader.Close();
        connection.Scalar<BigInteger>("select 5").ShouldBe(5);
        connection.State.ShouldBe(ConnectionState.Open);
    }
}
