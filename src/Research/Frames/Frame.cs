using System.Globalization;
using System.Numerics;
using Souk.DuckDb;

namespace Souk.Research.Frames;

/// <summary>A table with named, typed columns that stays in DuckDB: a million rows cost no objects.</summary>
/// <remarks>Frames never change; every method gives a new one. Integers are exact to 128 bits, and amounts stay base units.</remarks>
/// <example><code>
/// Frame paid = warehouse.Sql("select role, amount from market.payment where system = 'masa'");
/// paid.Group("role", "count(*) as legs", "sum(amount) as amount").OrderBy("amount desc").Head(5)
/// </code></example>
public sealed class Frame
{
    private readonly FrameStore _store;
    private readonly string _table;

    internal Frame(FrameStore store, string table)
    {
        _store = store;
        _table = table;
        Columns = _store.Read(
            $"describe {_table}",
            reader => new FrameColumn(reader.GetString(0), reader.GetString(1))
        );
        RowCount = _store.Read($"select count(*) from {_table}", reader => reader.GetInt64(0))[0];
    }

    public IReadOnlyList<FrameColumn> Columns { get; }

    public long RowCount { get; }

    /// <summary>The first rows.</summary>
    /// <example><code>paid.Head(5)</code></example>
    public Frame Head(int rows = 10) => Ask($"from {_table} limit {rows}");

    /// <summary>What each column holds: type, values, NULLs, distinct values, least and greatest (as text, exactly).</summary>
    /// <example><code>paid.Describe()</code></example>
    public Frame Describe() =>
        Ask(
            string.Join(
                "\nunion all\n",
                Columns.Select(
                    (column, index) =>
                        $"""
                            select * exclude (place) from (
                                select
                                    {index} as place,
                                    '{column.Name.Replace("'", "''", StringComparison.Ordinal)}' as column,
                                    '{column.Type.Replace("'", "''", StringComparison.Ordinal)}' as type,
                                    count({column.Quoted}) as values,
                                    count(*) - count({column.Quoted}) as nulls,
                                    count(distinct {column.Quoted}) as distinct,
                                    min({column.Quoted})::varchar as least,
                                    max({column.Quoted})::varchar as greatest
                                from {_table}
                            )
                            """
                )
            )
        );

    /// <summary>The rows for which a condition holds.</summary>
    /// <param name="condition">SQL, such as `amount > 0 and role = 'price'`.</param>
    /// <example><code>paid.Where("role = 'price' and amount &gt; 0")</code></example>
    public Frame Where(string condition) => Ask($"from {_table} where {condition}");

    /// <summary>Other columns, one row each: `day`, `amount / 2 as half`.</summary>
    /// <example><code>paid.Select("role", "amount::double / 1e6 as money")</code></example>
    public Frame Select(params string[] expressions) => Ask($"select {List(expressions)} from {_table}");

    /// <summary>All columns and further ones.</summary>
    /// <example><code>paid.Add("amount / 2 as half")</code></example>
    public Frame Add(params string[] expressions) => Ask($"select *, {List(expressions)} from {_table}");

    /// <param name="order">SQL, such as `day, amount desc`.</param>
    /// <example><code>paid.OrderBy("amount desc").Head(3)</code></example>
    public Frame OrderBy(string order) => Ask($"from {_table} order by {order}");

    /// <summary>One row for each combination of the keys, in their order.</summary>
    /// <param name="keys">SQL, such as `role` or `date_trunc('month', time) as month, role`.</param>
    /// <param name="aggregates">SQL, such as `sum(amount) as amount`.</param>
    /// <example><code>paid.Group("role", "count(*) as legs", "sum(amount) as amount")</code></example>
    public Frame Group(string keys, params string[] aggregates) =>
        Ask($"select {keys}, {List(aggregates)} from {_table} group by all order by all");

    /// <summary>Rows of both that agree in the named columns.</summary>
    /// <param name="on">Columns that both have, such as `day, symbol`.</param>
    /// <param name="kind">`inner`, `left`, `right` or `full`.</param>
    /// <exception cref="FrameException">No such column or kind, or the other frame lives in another warehouse.</exception>
    /// <example><code>paid.Group("role", "sum(amount) as amount").Join(paid.Group("role", "count(*) as legs"), on: "role", kind: "left")</code></example>
    public Frame Join(Frame other, string on, string kind = "inner")
    {
        if (kind is not ("inner" or "left" or "right" or "full"))
        {
            throw new FrameException($"'{kind}' is no kind of join: take inner, left, right or full.");
        }

        return other._store == _store
            ? Ask($"from {_table} {kind} join {other._table} using ({on}) order by all")
            : throw new FrameException(
                "The frames live in two stores. Bring one over: warehouse.Take(frame), then join."
            );
    }

    /// <summary>A query over this frame, which it calls `frame`.</summary>
    /// <example><code>paid.Sql("select role, sum(amount) over (order by amount) as so_far from frame")</code></example>
    public Frame Sql(string sql)
    {
        _store.Execute($"create or replace temp view frame as from {_table}", []);
        return Ask(sql);
    }

    /// <summary>All values of a column.</summary>
    /// <typeparam name="T">Any integer type that holds the values, <see cref="BigInteger"/>, or what represents them exactly;
    /// `T?` reads NULL as null.</typeparam>
    /// <exception cref="FrameException">No such column.</exception>
    /// <exception cref="InvalidCastException">A value is NULL or does not fit.</exception>
    /// <example><code>Int128 total = paid.Column&lt;Int128&gt;("amount").Aggregate((Int128)0, (sum, amount) =&gt; sum + amount);</code></example>
    public IReadOnlyList<T> Column<T>(string name)
    {
        FrameColumn column = Find(name);
        return typeof(T) == typeof(BigInteger)
            ? (IReadOnlyList<T>)(object)ReadColumn(column, reader => (BigInteger)reader.GetFieldValue<Int128>(0))
            : ReadColumn(column, reader => reader.GetFieldValue<T>(0));
    }

    /// <summary>The one value of a frame of one row.</summary>
    /// <param name="name">Its column; null where there is only one.</param>
    /// <exception cref="FrameException">More or fewer rows, or no such column.</exception>
    /// <example><code>paid.Sql("select max(amount) from frame").Value&lt;Int128&gt;()</code></example>
    public T Value<T>(string? name = null)
    {
        if (RowCount != 1 || (name is null && Columns.Count != 1))
        {
            throw new FrameException(
                $"A value needs one row and one column, not {RowCount} rows and {Columns.Count} columns."
            );
        }

        return Column<T>(name ?? Columns[0].Name)[0];
    }

    /// <summary>Rows as objects, NULL as null. For tables that people read; columns are faster.</summary>
    /// <example><code>
    /// foreach (object?[] row in paid.Rows(countMax: 5))
    ///     Console.WriteLine($"{row[0]}: {row[1]}");
    /// </code></example>
    public IReadOnlyList<object?[]> Rows(int countMax = 1_000) =>
        _store.Read(
            $"from {_table} limit {countMax}",
            reader =>
                Enumerable
                    .Range(0, reader.FieldCount)
                    .Select(column => reader.IsDBNull(column) ? null : reader.GetValue(column))
                    .ToArray()
        );

    /// <summary>Writes a CSV file with a header; integers in full.</summary>
    /// <example><code>paid.ToCsv("paid.csv");</code></example>
    public void ToCsv(string path) =>
        Copy(List(Columns.Select(column => column.Quoted)), path, "format csv, header true");

    /// <summary>Writes a Parquet file. HUGEINT becomes DECIMAL(38, 0), which is exact below 10³⁸.</summary>
    /// <example><code>paid.ToParquet("paid.parquet");</code></example>
    public void ToParquet(string path) =>
        Copy(List(Columns.Select(column => column.ForParquet)), path, "format parquet, compression zstd");

    /// <summary>The first rows as an HTML table, with types and the number of all rows; small however many there are.</summary>
    /// <example><code>File.WriteAllText("paid.html", paid.Html());</code></example>
    public string Html() => FrameText.Html(this);

    /// <summary>The first rows as aligned text.</summary>
    public override string ToString() => FrameText.Plain(this);

    /// <summary>Rows of this frame, in another store.</summary>
    internal Frame CopyTo(FrameStore store)
    {
        string file = Path.Combine(
            Path.GetTempPath(),
            string.Create(CultureInfo.InvariantCulture, $"{_table}-{Environment.ProcessId}.parquet")
        );
        try
        {
            ToParquet(file);
            string columns = List(
                Columns.Select(column => $"cast({column.Quoted} as {column.Type}) as {column.Quoted}")
            );
            return store.Sql(
                $"select {columns} from read_parquet('{file.Replace("'", "''", StringComparison.Ordinal)}')"
            );
        }
        finally
        {
            File.Delete(file);
        }
    }

    private Frame Ask(string sql) => _store.Sql(sql);

    private FrameColumn Find(string name) =>
        Columns.FirstOrDefault(column => column.Name == name)
        ?? throw new FrameException(
            $"There is no column '{name}'; there are {string.Join(", ", Columns.Select(column => column.Name))}."
        );

    private List<T> ReadColumn<T>(FrameColumn column, Func<DuckDBDataReader, T> read) =>
        _store.Read($"select {column.Quoted} from {_table}", read);

    private void Copy(string columns, string path, string format) =>
        _store.Execute(
            $"copy (select {columns} from {_table}) to '{path.Replace("'", "''", StringComparison.Ordinal)}' ({format})",
            []
        );

    private static string List(IEnumerable<string> expressions) => string.Join(", ", expressions);
}
