using System.Globalization;
using System.Numerics;
using Souk.DuckDb.Types;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>One drawn row of a table, by the names of its columns. A method whose name ends in a question mark's sense, such as
/// <see cref="IntOr"/>, takes NULL.</summary>
internal sealed class DrawnRow(IReadOnlyDictionary<string, int> columns, object?[] values)
{
    public object? this[string column] => values[columns[column]];

    public DateTime Time => (DateTime)this["time"]!;

    public string System => Text("system");

    /// <summary>What orders rows of all chains.</summary>
    public (DateTime, int, long, int) Place => (Time, Int("chain_id"), Long("block_number"), Int("log_index"));

    public (int, long, int) Log => (Int("chain_id"), Long("block_number"), Int("log_index"));

    public bool Has(string column) => this[column] is not null;

    public int Int(string column) => Convert.ToInt32(this[column], CultureInfo.InvariantCulture);

    public int? IntOr(string column) => Has(column) ? Int(column) : null;

    public long Long(string column) => Convert.ToInt64(this[column], CultureInfo.InvariantCulture);

    public BigInteger Big(string column) => (BigInteger)this[column]!;

    public decimal? Decimal(string column) => (decimal?)this[column];

    public string Text(string column) => (string)this[column]!;

    public string? TextOr(string column) => (string?)this[column];

    public bool Is(string column) => this[column] is true;

    public (int Chain, int Token) Token => (Int("chain_id"), Int("token_id"));

    /// <summary>A value in SQL.</summary>
    public static string Sql(object? value) =>
        value switch
        {
            null => "null",
            string text => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'",
            DateTime time => $"timestamp '{Words(time)}'",
            DateOnly day => $"date '{Words(day)}'",
            bool flag => flag ? "true" : "false",
            byte[] bytes => $"unhex('{Convert.ToHexString(bytes)}')",
            IFormattable number => number.ToString(null, CultureInfo.InvariantCulture),
            _ => throw new NotSupportedException(value.GetType().Name),
        };

    /// <summary>A value as answers are compared.</summary>
    public static string Words(object? value) =>
        value switch
        {
            null => "-",
            DateTime time => time.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture),
            DateOnly day => day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture),
            DuckDBDecimal number => WithoutZeros(number.ToString()),
            double number => number.ToString("R", CultureInfo.InvariantCulture),
            IFormattable number => WithoutZeros(number.ToString(null, CultureInfo.InvariantCulture)),
            _ => value.ToString()!,
        };

    private static string WithoutZeros(string number) =>
        number.Contains('.', StringComparison.Ordinal) ? number.TrimEnd('0').TrimEnd('.') : number;

    public static string Line(params IEnumerable<object?> values) => string.Join('|', values.Select(Words));
}
