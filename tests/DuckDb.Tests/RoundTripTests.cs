using System.Numerics;
using System.Text;
using FsCheck;
using FsCheck.Fluent;
using Souk.DuckDb.Types;

namespace Souk.DuckDb.Tests;

/// <summary>Every type comes back from a parameter and from the appender as it went in.</summary>
public sealed class RoundTripTests : IDisposable
{
    private readonly DuckDBConnection _connection = Warehouses.InMemory();

    public void Dispose() => _connection.Dispose();

    [Fact]
    public void Every_type_returns_what_it_was_given()
    {
        Check("bigint", ArbMap.Default.GeneratorFor<long>());
        Check("ubigint", ArbMap.Default.GeneratorFor<ulong>());
        Check("integer", ArbMap.Default.GeneratorFor<int>());
        Check("uinteger", ArbMap.Default.GeneratorFor<uint>());
        Check("smallint", ArbMap.Default.GeneratorFor<short>());
        Check("usmallint", ArbMap.Default.GeneratorFor<ushort>());
        Check("tinyint", ArbMap.Default.GeneratorFor<sbyte>());
        Check("utinyint", ArbMap.Default.GeneratorFor<byte>());
        Check("boolean", ArbMap.Default.GeneratorFor<bool>());
        Check("float", ArbMap.Default.GeneratorFor<float>());
        Check("double", ArbMap.Default.GeneratorFor<double>());
        Check("uuid", ArbMap.Default.GeneratorFor<Guid>());
        Check("hugeint", Words.Select(words => unchecked((Int128)new UInt128(words.Item1, words.Item2))));
        Check("uhugeint", Words.Select(words => new UInt128(words.Item1, words.Item2)));
        Check("bignum", Blobs.Select(bytes => new BigInteger(bytes)));
        Check("decimal(38, 10)", ArbMap.Default.GeneratorFor<int>().Select(value => value / 1000m));
        Check("varchar", ArbMap.Default.GeneratorFor<string>().Where(IsWellFormed));
        Check("blob", Blobs);
        Check("bigint[]", ArbMap.Default.GeneratorFor<List<long>>());
        Check(
            "timestamp",
            ArbMap.Default.GeneratorFor<int>().Select(value => DateTime.UnixEpoch.AddMicroseconds(value * 7919L))
        );
        Check("date", ArbMap.Default.GeneratorFor<short>().Select(day => new DateOnly(1970, 1, 1).AddDays(day)));
        Check(
            "timestamptz",
            ArbMap.Default.GeneratorFor<int>().Select(second => DateTimeOffset.UnixEpoch.AddSeconds(second))
        );
    }

    [Fact]
    public void The_ends_of_each_range_return()
    {
        Same("hugeint", Int128.MinValue + 1, Int128.MaxValue, Int128.Zero, Int128.NegativeOne);
        Same("uhugeint", UInt128.MaxValue, UInt128.MinValue);
        Same("bignum", BigInteger.Pow(2, 256) - 1, -BigInteger.Pow(2, 256), BigInteger.Zero, BigInteger.MinusOne);
        Same("decimal(38, 0)", new DuckDBDecimal((Int128)(BigInteger.Pow(10, 38) - 1), 38, 0));
        Same("varchar", "", "exactly 12 b", "thirteen byte", "ünï 💶");
        Same("blob", [], new byte[12], new byte[13], new byte[5000]);
        Same("date", DateOnly.MinValue, DateOnly.MaxValue);
    }

    [Fact]
    public void Structs_return_by_parameter_and_by_appender()
    {
        Dictionary<string, object?> person = new() { ["name"] = "a long enough name", ["ages"] = null };

        Same("struct(name varchar, ages integer[])", person);
    }

    [Fact]
    public void Half_a_surrogate_pair_is_refused_rather_than_replaced()
    {
        _connection.Execute("create table broken(v varchar)");
        using DuckDBAppender appender = _connection.CreateAppender("broken");

        Should.Throw<InvalidCastException>(() => appender.CreateRow().AppendValue("\ud83d"));
        Should.Throw<ArgumentException>(() => _connection.Scalar<string>("select $v", ("v", "\ud83d")));
    }

    private static bool IsWellFormed(string? text) =>
        text is not null && !text.EnumerateRunes().Contains(Rune.ReplacementChar);

    private static Gen<(ulong, ulong)> Words =>
        ArbMap
            .Default.GeneratorFor<byte[]>()
            .Resize(40)
            .Select(bytes => (BitConverter.ToUInt64([.. bytes, .. new byte[8]]), (ulong)bytes.Sum(part => part) << 40));

    private static Gen<byte[]> Blobs => ArbMap.Default.GeneratorFor<byte[]>().Resize(60);

    private void Check<T>(string type, Gen<T> values) => Same(type, [.. values.Sample(60, 60)]);

    private void Same<T>(string type, params T[] values)
    {
        _connection.Execute($"create or replace table t(i integer, v {type})");
        using (DuckDBAppender appender = _connection.CreateAppender("t"))
        {
            appender.AppendColumns(
                values.Length,
                DuckDBColumn.Of([.. Enumerable.Range(0, values.Length)]),
                DuckDBColumn.Of(values)
            );
        }

        _connection
            .Query("select v from t order by i", row => row.GetFieldValue<T>(0))
            .ShouldBe(values, ignoreOrder: false, type);
        foreach (T value in values)
        {
            _connection.Scalar<T>($"select $v::{type}", ("v", value)).ShouldBe(value, type);
        }
    }
}
