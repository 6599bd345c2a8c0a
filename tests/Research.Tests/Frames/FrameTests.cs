using System.Numerics;
using Souk.Research.Frames;

namespace Souk.Research.Tests.Frames;

[Collection(CellCancellation.Name)]
public sealed class FrameTests : IDisposable
{
    private readonly FrameStore _store = FrameStore.InMemory();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Columns_have_names_and_types()
    {
        Frame frame = _store.Sql("select 1 as n, 2::hugeint as amount, 'a' as word, date '2025-01-31' as day");

        frame
            .Columns.Select(column => (column.Name, column.Type))
            .ShouldBe([("n", "INTEGER"), ("amount", "HUGEINT"), ("word", "VARCHAR"), ("day", "DATE")]);
        frame.RowCount.ShouldBe(1);
    }

    [Fact]
    public void Amounts_stay_exact_where_doubles_would_round()
    {
        Frame frame = _store.Sql(
            "select unnest([9007199254740993::hugeint, 100000000000000000000000000000000000001::hugeint]) as amount"
        );

        frame.Column<Int128>("amount")[0].ShouldBe(9007199254740993);
        frame.Column<BigInteger>("amount")[1].ShouldBe(BigInteger.Parse("100000000000000000000000000000000000001"));
        frame
            .Sql("select sum(amount) as total from frame")
            .Value<Int128>()
            .ShouldBe(Int128.Parse("100000000000000000000009007199254740994"));
    }

    [Fact]
    public void A_null_is_null()
    {
        Frame frame = _store.Sql("select unnest([1, null]) as n");

        frame.Column<int?>("n").ShouldBe([1, null]);
        Should.Throw<InvalidCastException>(() => frame.Column<int>("n"));
    }

    [Fact]
    public void Describe_tells_types_nulls_and_ends()
    {
        Frame described = _store.Sql("select unnest([3, null, 7, 7]) as n, 'x' as w").Describe();

        described.Column<string>("column").ShouldBe(["n", "w"]);
        described.Column<long>("values").ShouldBe([3, 4]);
        described.Column<long>("nulls").ShouldBe([1, 0]);
        described.Column<long>("distinct").ShouldBe([2, 1]);
        described.Column<string>("least").ShouldBe(["3", "x"]);
        described.Column<string>("greatest").ShouldBe(["7", "x"]);
    }

    [Fact]
    public void Groups_come_in_the_order_of_their_keys()
    {
        Frame frame = _store.Sql("select unnest(['b', 'a', 'b']) as k, unnest([1, 2, 3]) as n");

        Frame grouped = frame.Group("k", "sum(n) as n", "count(*) as rows");

        grouped.Column<string>("k").ShouldBe(["a", "b"]);
        grouped.Column<long>("n").ShouldBe([2, 4]);
        grouped.Column<long>("rows").ShouldBe([1, 2]);
    }

    [Theory]
    [InlineData("inner", 1)]
    [InlineData("left", 2)]
    [InlineData("full", 3)]
    public void Frames_join_in_columns_that_both_have(string kind, long rows)
    {
        Frame left = _store.Sql("select unnest([1, 2]) as k, 'l' as l");
        Frame right = _store.Sql("select unnest([2, 3]) as k, 'r' as r");

        left.Join(right, "k", kind).RowCount.ShouldBe(rows);
    }

    [Fact]
    public void Frames_of_two_stores_do_not_join_before_one_is_taken_over()
    {
        using FrameStore other = FrameStore.InMemory();
        Frame here = _store.Sql("select 1 as k");
        Frame there = other.Sql("select 1 as k, 5000000000000000000000::hugeint as amount");

        Should.Throw<FrameException>(() => here.Join(there, "k")).Message.ShouldContain("Take");
        here.Join(there.CopyTo(_store), "k")
            .Column<Int128>("amount")[0]
            .ShouldBe(Int128.Parse("5000000000000000000000"));
    }

    [Fact]
    public void A_million_rows_are_a_small_table()
    {
        Frame frame = _store.Sql("select range as n, range * 1000000007::hugeint as amount from range(1000000)");

        string html = frame.Html();

        html.Length.ShouldBeLessThan(4_000);
        html.ShouldContain("first 20 of 1,000,000 rows");
        frame.Head(3).Column<long>("n").ShouldBe([0, 1, 2]);
    }

    [Theory]
    [InlineData("0.025889890411694243::double", "0.0258899")]
    [InlineData("1234567.891::double", "1234568")]
    [InlineData("-40.5::double", "-40.5")]
    [InlineData("0::double", "0")]
    [InlineData("1e-12::double", "1E-12")]
    [InlineData("'nan'::double", "NaN")]
    [InlineData("1234567890123456789012::hugeint", "1234567890123456789012")]
    public void Floating_point_is_shown_in_six_digits_and_integers_in_full(string value, string shown) =>
        _store.Sql($"select {value} as n").Html().ShouldContain($">{shown}</td>");

    [Fact]
    public void One_row_of_many_columns_stands_upright_and_is_no_wider_than_its_widest_value()
    {
        string upright = _store.Sql("select 1 as a, 'two' as b, 3 as c, 4 as d, 10::hugeint ** 27 as e").Html();
        string across = _store.Sql("select 1 as a, 2 as b, 3 as c, 4 as d").Html();

        upright.ShouldNotContain("<thead>");
        upright.ShouldContain(
            "<tr><th title=\"VARCHAR\" style=\"text-align:left\">b</th><td style=\"text-align:left;white-space:nowrap\">two</td></tr>"
        );
        upright.ShouldEndWith("<p>1 row, 5 columns</p>");
        across.ShouldContain("<thead><tr><th title=\"INTEGER\" style=\"text-align:right\">a</th>");
    }

    [Fact]
    public void Html_of_a_chain_is_text_only()
    {
        _store.Sql("select '<script>alert(1)</script>' as \"<b>\"").Html().ShouldNotContain("<script");
        _store.Sql("select 1 as \"<b>\"").Html().ShouldNotContain("<b>");
    }

    [Fact]
    public void Files_hold_what_the_frame_holds()
    {
        string folder = Directory.CreateTempSubdirectory("souk-frame-").FullName;
        Frame frame = _store.Sql("select 123456789012345678901234567890::hugeint as amount, null::integer as nothing");

        frame.ToCsv(Path.Combine(folder, "f.csv"));
        frame.ToParquet(Path.Combine(folder, "f.parquet"));

        File.ReadAllText(Path.Combine(folder, "f.csv")).ShouldBe("amount,nothing\n123456789012345678901234567890,\n");
        Frame read = _store.Sql($"from read_parquet('{folder}/f.parquet')");
        read.Columns[0].Type.ShouldBe("DECIMAL(38,0)");
        read.Select("amount::hugeint as amount")
            .Value<Int128>()
            .ShouldBe(Int128.Parse("123456789012345678901234567890"));
        Directory.Delete(folder, recursive: true);
    }

    [Fact]
    public void A_wrong_query_says_what_is_wrong_and_the_store_lives()
    {
        Should.Throw<FrameException>(() => _store.Sql("select nothing")).Message.ShouldContain("nothing");
        Should
            .Throw<FrameException>(() => _store.Sql("select 1 as n").Column<int>("m"))
            .Message.ShouldContain("there are n");
        Should.Throw<FrameException>(() => _store.Sql("select unnest([1, 2]) as n").Value<int>());

        _store.Sql("select $n + 1 as n", ("n", 41)).Value<int>().ShouldBe(42);
    }

    [Fact]
    public async Task A_query_stops_when_the_cell_is_interrupted()
    {
        using CancellationTokenSource cell = new();
        FrameStore.Cancellation = () => cell.Token;
        try
        {
            Task<Frame> asked = Task.Run(() =>
                _store.Sql("select count(*) as n from range(10000000) a, range(10000000) b")
            );
            await Task.Delay(100);

            await cell.CancelAsync();

            await Should.ThrowAsync<OperationCanceledException>(() => asked.WaitAsync(TimeSpan.FromSeconds(10)));
        }
        finally
        {
            FrameStore.Cancellation = () => CancellationToken.None;
        }
    }
}
