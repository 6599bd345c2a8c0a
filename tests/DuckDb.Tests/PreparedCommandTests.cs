using Souk.DuckDb.Parameters;

namespace Souk.DuckDb.Tests;

public sealed class PreparedCommandTests
{
    [Fact]
    public void A_prepared_command_answers_again_with_other_parameters_and_after_its_table_changed()
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        connection.Execute(
            "create table t (a integer, b varchar); insert into t values (1, 'one'), (2, 'two'), (3, 'three')"
        );
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "select b from t where a in (select unnest($keys::integer[])) order by a";
        command.Prepare();

        List<string> first = Ask(command, [3, 1]);
        List<string> second = Ask(command, [2]);
        connection.Execute("alter table t add column c integer; insert into t values (4, 'four', 4)");
        List<string> third = Ask(command, [2, 4]);

        first.ShouldBe(["one", "three"]);
        second.ShouldBe(["two"]);
        third.ShouldBe(["two", "four"]);
    }

    [Fact]
    public void What_is_kept_is_of_now_and_ends_with_its_connection()
    {
        using DuckDBConnection connection = Warehouses.InMemory();
        connection.Execute("create table t (a integer); insert into t values (1), (2)");
        const string Sum = "select sum(a) from t";

        connection.KeptScalar<long>(Sum).ShouldBe(3);
        connection.Execute("insert into t values (4); alter table t add column b integer");
        connection.KeptScalar<long>(Sum).ShouldBe(7);
        connection.Close();
        connection.Open();

        Should.Throw<DuckDBException>(() => connection.KeptScalar<long>(Sum));
        connection.Execute("create table t (a integer); insert into t values (8)");
        connection.KeptScalar<long>(Sum).ShouldBe(8);
    }

    [Fact]
    public void A_prepared_command_whose_text_changes_runs_the_new_text()
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "select 1";
        command.Prepare();

        command.CommandText = "select 2; select 3";

        using DuckDBDataReader reader = command.ExecuteReader();
        reader.Read().ShouldBeTrue();
        reader.GetInt32(0).ShouldBe(2);
        reader.NextResult().ShouldBeTrue();
        reader.Read().ShouldBeTrue();
        reader.GetInt32(0).ShouldBe(3);
    }

    [Fact]
    public void A_statement_that_fails_may_be_run_again()
    {
        using var connection = new DuckDBConnection("Data Source=:memory:");
        connection.Open();
        using DuckDBCommand command = connection.CreateCommand();
        command.CommandText = "select cast($text as integer)";
        command.Prepare();
        command.Parameters.Add(new DuckDBParameter("text", "none"));

        Should.Throw<DuckDBException>(() => command.ExecuteScalar());
        command.Parameters.Clear();
        command.Parameters.Add(new DuckDBParameter("text", "7"));

        command.ExecuteScalar().ShouldBe(7);
    }

    private static List<string> Ask(DuckDBCommand command, int[] keys)
    {
        command.Parameters.Clear();
        command.Parameters.Add(new DuckDBParameter("keys", keys));
        using DuckDBDataReader reader = command.ExecuteReader();
        List<string> found = [];
        while (reader.Read())
        {
            found.Add(reader.GetString(0));
        }

        return found;
    }
}
