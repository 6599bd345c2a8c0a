using System.Diagnostics;
using System.Text.Json;
using Souk.Research.Connections;
using Souk.Research.Frames;
using Souk.Warehouse.Metrics;
using Market = Souk.Research.Notebooks.Warehouse;

namespace Souk.EndToEnd.Tests;

/// <summary>The research API and the Python client get from a server what they get from its file.</summary>
[Collection(ServedSampleTests.Name)]
public sealed class ConnectionTests(ServedSample sample) : IDisposable
{
    private readonly Lazy<Market> _opened = new(() => Market.Open(sample.File));
    private readonly Market _server = Market.Connect(sample.Address.ToString());

    private Market ByFile => _opened.Value;

    public void Dispose()
    {
        if (_opened.IsValueCreated)
        {
            ByFile.Dispose();
        }

        _server.Dispose();
    }

    [Fact]
    public void Every_metric_is_the_same_from_a_server_and_from_its_file()
    {
        List<string> differing = [];
        foreach (string key in MetricCatalogue.All.Select(metric => metric.Key))
        {
            Frame expected = ByFile.Metric(key, "ocean").AsOf(2025, 6, 30).Frame;
            Frame found = _server.Metric(key, "ocean").AsOf(2025, 6, 30).Frame;
            if (!found.Columns.SequenceEqual(expected.Columns) || !Rows(found).SequenceEqual(Rows(expected)))
            {
                differing.Add(key);
            }
        }

        differing.ShouldBeEmpty();
    }

    [Fact]
    public void A_query_is_the_same_from_a_server_and_from_its_file()
    {
        string[] queries =
        [
            "select role, sum(amount) as amount, count(*) as n from market.payment group by role order by role",
            "select 1.5::double as d, null::integer as i, [1, 2] as l, '\\xAB'::blob as b, timestamp '2025-01-02 03:04:05.678' as t, true as f, 0.10::decimal(3,2) as m, 'a''\"é\n' as w",
            "select 340282366920938463463374607431768211455::uhugeint as u, -170141183460469231731687303715884105727::hugeint as h",
            "select day, n from (select date '2025-01-01' + n::integer as day, n from range(3) t(n)) where n > 99",
        ];

        foreach (string sql in queries)
        {
            Frame expected = ByFile.Sql(sql);
            Frame found = _server.Sql(sql);
            found.Columns.ShouldBe(expected.Columns, sql);
            Rows(found).ShouldBe(Rows(expected), sql);
        }
    }

    [Fact]
    public void Parameters_are_values_on_a_server_too()
    {
        const string Sql = "select $word as word, $n + 1 as n, '$word' as text -- $nothing";

        Frame found = _server.Sql(Sql, ("word", "it's '; drop table x; --"), ("n", 41));

        Rows(found).ShouldBe(["it's '; drop table x; --|42|$word"]);
        Should.Throw<FrameException>(() => _server.Sql("select $other")).Message.ShouldContain("$other");
    }

    [Fact]
    public void A_server_says_what_it_cannot()
    {
        Should.Throw<FrameException>(() => _server.DataHash).Message.ShouldContain("Pin a file");
        Should.Throw<FrameException>(() => _server.Scenario("baseline")).Message.ShouldContain("file");
        Should.Throw<FrameException>(() => _server.WhatIf("delete from market.payment"));
        Should.Throw<ServerException>(() => _server.Metric("suply")).Message.ShouldContain("supply");
        Should.Throw<ServerException>(() => _server.Metric("supply", "nowhere").Frame).Message.ShouldContain("ocean");
        Should.Throw<ServerException>(() => Market.Connect("http://127.0.0.1:9")).Message.ShouldContain("no answer");
        Should.Throw<ServerException>(() => Market.Connect("ftp://here")).Message.ShouldContain("no server's address");
        Should
            .Throw<ServerException>(() => Market.Connect("http://souk.example", "souk_00000000_x"))
            .Message.ShouldContain("https");
    }

    [Fact]
    public async Task Python_gets_the_same_from_a_server_and_from_its_file()
    {
        string client = Path.Combine(Souk.Cli.Repository.Root, "clients", "python");
        string program = Path.Combine(AppContext.BaseDirectory, "souk.dll");
        string code = $"""
            import sys; sys.path.insert(0, {JsonSerializer.Serialize(client)})
            import souk
            file = souk.Warehouse({JsonSerializer.Serialize(sample.File)}, ["dotnet", {JsonSerializer.Serialize(
                program
            )}])
            server = souk.Server({JsonSerializer.Serialize(sample.Address)})
            for query in ("select role, sum(amount) as amount, count(*) as n, count(*) / 7 as share, bool_or(amount > 0) as f from market.payment group by role order by role",
                          "select time, hash_low, null as nothing, 9007199254740993::bigint as big from chain.cursor"):
                assert list(server.sql(query)) == list(file.sql(query)), query
            for key in ("supply_reconciliation", "top_contributors", "as_of"):
                assert list(server.metric(key, "masa", "2025-06-30")) == list(file.metric(key, "masa", "2025-06-30")), key
            assert sum(server.metric("supply_reconciliation").integers("difference")) == 0
            try:
                server.sql("select nobody")
            except souk.SoukError as error:
                assert "nobody" in str(error)
            try:
                souk.Server("http://souk.example", "souk_00000000_x")
            except souk.SoukError as error:
                print(error)
            """;
        ProcessStartInfo start = new("/usr/bin/python3")
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.ArgumentList.Add("-c");
        start.ArgumentList.Add(code);

        using Process python = Process.Start(start)!;
        string told = await python.StandardOutput.ReadToEndAsync();
        string errors = await python.StandardError.ReadToEndAsync();
        await python.WaitForExitAsync();

        python.ExitCode.ShouldBe(0, errors);
        told.ShouldContain("use https");
    }

    /// <summary>Rows as DuckDB's own text.</summary>
    private static string[] Rows(Frame frame) =>
        [
            .. frame
                .Select([
                    .. frame.Columns.Select(
                        (column, at) => $"\"{column.Name.Replace("\"", "\"\"")}\"::varchar as c{at}"
                    ),
                ])
                .Rows(100_000)
                .Select(row => string.Join('|', row.Select(value => value ?? "NULL"))),
        ];
}
