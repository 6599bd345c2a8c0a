using System.CommandLine;
using System.Text.Json;
using Souk.Cli.Verbs;
using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Verbs;

/// <summary>A market of two blocks: 1 January and 1 February 2025. An address was paid 60, then 5; its label was told on 10 January,
/// our time, and changed on 10 February.</summary>
public sealed class PastMarket : IDisposable
{
    public PastMarket()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Execute(
            """
            insert into chain.address select n, unhex(printf('%040x', n)) from range(1, 60) numbers(n);
            insert into chain.system values ('m', 'M', 'GOLD', null);
            insert into market.token values (1, 1, 'm', 'GOLD', 0, 'erc20', true);
            insert into chain.block values
                (1, 1, 1, 1, 0, 0, timestamp '2025-01-01'), (1, 2, 2, 2, 0, 0, timestamp '2025-02-01'),
                (1, 3, 3, 3, 0, 0, timestamp '2025-05-30');
            insert into market.asset values (1, 1, 0, timestamp '2025-01-01', 'm', 'm/a', 'dataset', 'A', 10);
            insert into market.transfer
                (chain_id, block_number, log_index, transaction_index, time, system, token_id, sender_id, recipient_id, amount)
            values
                (1, 1, 1, 0, timestamp '2025-01-01', 'm', 1, 0, 10, 60),
                (1, 2, 1, 0, timestamp '2025-02-01', 'm', 1, 0, 10, 5);
            insert into market.payment values
                (1, 1, 1, 0, timestamp '2025-01-01', 'm', 'reward', 1, 50, 10, 60, 'm/a', 'transfer', 1),
                (1, 2, 1, 0, timestamp '2025-02-01', 'm', 'reward', 1, 50, 10, 5, 'm/a', 'transfer', 1),
                (1, 1, 2, 0, timestamp '2025-01-01', 'm', 'protocol_fee', 1, 51, 52, 7, 'm/a', 'transfer', null),
                (1, 2, 2, 0, timestamp '2025-02-01', 'm', 'protocol_fee', 1, 51, 52, 9, 'm/a', 'transfer', null);
            insert into party.declared_label values
                (unhex(printf('%040x', 10)), 'Ten', 'team', 1000000, 'a file', timestamp '2025-01-10', timestamp '2025-02-10'),
                (unhex(printf('%040x', 10)), 'Ten', 'foundation', 1000000, 'a file', timestamp '2025-02-10', null);
            """
        );
    }

    public string Folder { get; } = Directory.CreateTempSubdirectory("souk-past-").FullName;

    public string Database => Path.Combine(Folder, "past.duckdb");

    public void Dispose() => Directory.Delete(Folder, recursive: true);
}

/// <summary>Verbs that can go back.</summary>
[Collection(ConsoleTests.Name)]
public sealed class PastVerbTests(PastMarket market) : IClassFixture<PastMarket>
{
    private const string Payee = "0x000000000000000000000000000000000000000a";

    private string Database => market.Database;

    [Theory]
    [InlineData("--as-of", "2025-01-31", "60")]
    [InlineData("--as-of-block", "1", "60")]
    [InlineData("--as-of-block", "1:2", "65")]
    [InlineData("--as-of", "2024-12-31", "")]
    public async Task A_statement_counts_what_had_been_paid_by_then(string option, string moment, string amount)
    {
        string text = await SucceedAsync("statement", Payee, "--json", option, moment);

        using JsonDocument statement = JsonDocument.Parse(text);
        string.Join(
                ' ',
                statement
                    .RootElement.GetProperty("totals")
                    .EnumerateArray()
                    .Select(total => total.GetProperty("amount").GetString())
            )
            .ShouldBe(amount);
    }

    [Fact]
    public async Task A_trace_counts_steps_up_to_then_and_says_of_what_moment_it_has_nothing()
    {
        (await SucceedAsync("trace", "m/a", "--as-of-block", "1")).ShouldContain("1/1/1 reward");
        (await SucceedAsync("trace", "m/a", "--as-of-block", "1")).ShouldNotContain("1/2/1 reward");
        (await SucceedAsync("trace", "m/a")).ShouldContain("1/2/1 reward");
        (await RefuseAsync("trace", "m/a", "--as-of", "2024-12-31")).ShouldContain(
            "Asset 'm/a' is not in the warehouse as of 2024-12-31T23:59:59Z."
        );
        (await RefuseAsync("trace", "m/a", "--upstream", "--as-of", "2024-12-31")).ShouldContain("as of 2024-12-31");
    }

    [Theory]
    [InlineData("reward,team,30,fifo,2,65", "--as-of-block", "3", "--known-at", "2025-01-31")]
    [InlineData("reward,foundation,30,fifo,2,65", "--as-of-block", "3", "--known-at", "2025-02-28")]
    [InlineData("reward,contributor,1,fifo,1,60", "--as-of", "2025-02-01", "--known-at", "2025-01-09")]
    public async Task What_became_of_rewards_goes_back_in_both_times(string row, params string[] options)
    {
        // The class is from labels, which are known in our time; that two rewards are thirty days old in the chain's.
        (await SucceedAsync(["unlocks", "after", "--market", "m", .. options])).ShouldContain("\n" + row + ",");
    }

    [Theory]
    [InlineData("A statement builds on chains alone", "statement", Payee)]
    [InlineData("A trace builds on chains alone", "trace", "m/a")]
    [InlineData("A response builds on chains alone", "responses", "--market", "m")]
    [InlineData(
        "Metric 'fee_rows' builds on chains alone",
        "metrics",
        "explain",
        "fees",
        "souk",
        "tt",
        "--market",
        "m"
    )]
    public async Task What_no_file_tells_refuses_a_knowledge_time(string why, params string[] verb) =>
        (await RefuseAsync([.. verb, "--known-at", "2025-01-31"])).ShouldContain(
            why + ", which --as-of goes back on. --known-at is for what files say"
        );

    [Fact]
    public async Task A_chart_is_drawn_as_of_a_moment_and_stands_in_the_log_of_handouts()
    {
        string In(string name) => Path.Combine(market.Folder, name);

        await SucceedAsync("chart", "gmv", "--market", "m", "--as-of", "2025-01-31", "--out", In("day.svg"));
        await SucceedAsync("chart", "gmv", "--market", "m", "--as-of-block", "1", "--out", In("block.svg"));
        await SucceedAsync("chart", "gmv", "--market", "m", "--out", In("now.svg"));
        await SucceedAsync("chart", "gmv", "--market", "m", "--out", In("now.pdf"));

        string then = File.ReadAllText(In("day.svg"));
        then.ShouldContain("Fees and revenue by month");
        File.ReadAllText(In("block.svg")).ShouldBe(then);
        File.ReadAllText(In("now.svg")).ShouldNotBe(then);
        File.ReadAllText(In("now.pdf")).ShouldStartWith("%PDF");
        using (WarehouseFile warehouse = WarehouseFile.Open(Database))
        {
            warehouse
                .Connection.Query(
                    "select subject || ' ' || parameters from reference.handout order by handout_id",
                    row => row.GetString(0)
                )
                .ShouldBe(["gmv svg", "gmv svg", "gmv svg", "gmv pdf"]);
        }

        (await RefuseAsync("chart", "gmv", "--market", "m", "--out", In("a.gif"))).ShouldContain(
            "ends with none of svg, png, pdf."
        );
        (await RefuseAsync("chart", "token", "--market", "m", "--out", In("a.svg"))).ShouldContain(
            "\"token\" has no figure here."
        );
        (
            await RefuseAsync("chart", "token", "--market", "m", "--out", In("a.svg"), "--known-at", "2025-01-31")
        ).ShouldContain("Metric 'token' builds on chains alone");
        File.Exists(In("a.svg")).ShouldBeFalse();
    }

    [Fact]
    public async Task A_metric_by_month_or_day_is_its_answers_as_of_the_end_of_each()
    {
        const string Reward = "reward_has_contribution,";
        string byMonth = await SucceedAsync(
            "metrics",
            "get",
            "completeness",
            "--market",
            "m",
            "--by",
            "month",
            "--progress",
            "none"
        );
        string[] byDay = (
            await SucceedAsync(
                "metrics",
                "get",
                "completeness",
                "--market",
                "m",
                "--by",
                "day",
                "--as-of",
                "2025-02-03",
                "--progress",
                "none"
            )
        ).Split('\n');

        byMonth.ShouldBe(
            $"""
            as_of,check_name,checked,failed,passed_ppm
            2025-01-31,{Reward}1,1,0
            2025-02-28,{Reward}2,2,0
            2025-03-31,{Reward}2,2,0
            2025-04-30,{Reward}2,2,0
            2025-05-30,{Reward}2,2,0

            """
        );
        // From the first block's day to that of the last by then.
        byDay.Length.ShouldBe(1 + 32 + 1);
        byDay[^3..].ShouldBe([$"2025-01-31,{Reward}1,1,0", $"2025-02-01,{Reward}2,2,0", ""]);
    }

    [Fact]
    public async Task A_metric_that_tells_of_days_is_given_by_day_as_it_is_and_by_month_refused()
    {
        string[] payments = ["metrics", "get", "payments", "--market", "m"];

        (await SucceedAsync([.. payments, "--by", "day", "--progress", "none"])).ShouldBe(await SucceedAsync(payments));
        (await RefuseAsync([.. payments, "--by", "month"])).ShouldContain(
            "Metric 'payments' has rows by day of its own. Ask with --by day, or without."
        );
        (await RefuseAsync([.. payments, "--by", "day", "--xlsx", "a.xlsx"])).ShouldContain("Give --by or --xlsx");
        (
            await SucceedAsync(
                "metrics",
                "get",
                "completeness",
                "--market",
                "m",
                "--progress",
                "none",
                "--by",
                "day",
                "--as-of",
                "2024-12-31"
            )
        ).ShouldBe("as_of,check_name,checked,failed,passed_ppm\n");
    }

    [Theory]
    [InlineData("metrics", "get", "gmv")]
    [InlineData("metrics", "explain", "gmv", "gmv", "dcv")]
    [InlineData("unlocks", "after")]
    [InlineData("responses")]
    public async Task A_market_that_nothing_tells_of_is_named_with_those_that_there_are(params string[] verb) =>
        (await RefuseAsync([.. verb, "--market", "n"])).ShouldContain(
            "There is no market 'n'; did you mean 'm'? There are m."
        );

    [Fact]
    public async Task A_difference_of_parties_is_in_parties() =>
        (
            await SucceedAsync(
                "metrics",
                "explain",
                "active_parties",
                "moved",
                "buyers",
                "--market",
                "m",
                "--as-of",
                "2025-02-01"
            )
        ).ShouldContain("addresses: moved 1 - buyers 0 = 1 parties, in 1 rows");

    [Fact]
    public async Task A_scenario_has_no_past_to_go_back_to()
    {
        (int code, string text) = await RunAsync([
            "responses",
            "--scenario",
            "baseline",
            "--people",
            "a",
            "--payer",
            "b",
            "--as-of",
            "2025-01-31",
        ]);

        code.ShouldBe(ExitCode.InvalidInput);
        text.ShouldContain("--as-of is of a warehouse: give --db.");
    }

    [Fact]
    public async Task A_block_that_is_not_indexed_is_named_with_those_that_are() =>
        (await RefuseAsync("statement", Payee, "--as-of-block", "9")).ShouldContain(
            "--as-of-block Block 9 of chain 1 is not indexed. These are: 1:1 to 1:3."
        );

    private async Task<string> SucceedAsync(params string[] args)
    {
        (int code, string text) = await RunAsync([.. args, "--db", Database]);
        code.ShouldBe(ExitCode.Success, text);
        return text;
    }

    private async Task<string> RefuseAsync(params string[] args)
    {
        (int code, string text) = await RunAsync([.. args, "--db", Database]);
        code.ShouldBe(ExitCode.InvalidInput, text);
        return text;
    }

    private static async Task<(int Code, string Text)> RunAsync(string[] args)
    {
        (TextWriter output, TextWriter error) = (Console.Out, Console.Error);
        using StringWriter text = new();
        Console.SetOut(text);
        Console.SetError(text);
        try
        {
            RootCommand root = new()
            {
                ChartVerb.Create(),
                MetricsVerb.Create(),
                ResponsesVerb.Create(),
                StatementVerb.Create(),
                TraceVerb.Create(),
                UnlocksVerb.Create(),
            };
            return (await CommandRunner.RunAsync(root, args), text.ToString());
        }
        finally
        {
            Console.SetOut(output);
            Console.SetError(error);
        }
    }
}
