using Souk.DuckDb;
using Souk.Research.Runs;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Catalogues;
using Souk.Simulation.Experiments;

namespace Souk.Research.Tests.Runs;

public sealed class RunStoreTests : IDisposable
{
    // 10^9 tokens of 18 decimals: 10^27 base units, of which a double holds the first 53 bits only.
    private const string Text = """
        start: 2025-01-01
        horizon: 65 days
        tokens:
          TKN: { decimals: 18, supply_max: 1B TKN }
          USDC: { decimals: 6 }
        parts:
          fund: { kind: account, holder: treasury, balance: 123456789.000000000000000001 TKN }
          pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 50k USDC }
          early: { kind: people.insiders, count: 3, pool: pool, balance: 6 TKN, sell_hazard: 0.5 }
          late: { kind: people.insiders, count: 4, pool: pool, sell_hazard: 0.02, sell_share: 10 % }
          vest: { kind: vesting.linear, total: 4M TKN, to: late, cliff: 40 days, duration: 60 days }
        """;

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-runs-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Results_are_the_same_with_and_without_a_store_and_on_any_number_of_threads()
    {
        string plain = BlueprintEnsemble.Run(Blueprint, seed: 3, runs: 6, threads: 1).Digest;

        BlueprintResult kept = Keep("kept.duckdb", runs: 6, threads: 4);

        kept.Digest.ShouldBe(plain);
    }

    [Fact]
    public void Series_hold_amounts_in_base_units_to_the_last_one()
    {
        Keep("money.duckdb", runs: 1);

        using DuckDBConnection connection = Open("money.duckdb");
        connection
            .Scalar<string>(
                "select units::varchar from series join metric using (metric) where key = 'fund.TKN' and day = 64"
            )
            .ShouldBe("123456789000000000000000001");
        connection
            .Scalar<string>(
                "select data_type from information_schema.columns where table_name = 'series' and column_name = 'units'"
            )
            .ShouldBe("DECIMAL(38,0)");
        connection
            .Scalar<long>(
                "select count(*) from series join metric using (metric) where decimals is null and units is not null"
            )
            .ShouldBe(0);
    }

    [Fact]
    public void Series_and_bands_are_those_of_the_result()
    {
        BlueprintResult result = Keep("series.duckdb", runs: 5, threads: 2);
        MetricSeries price = result.Metrics.Single(series => series.Spec.Key == "price");

        using DuckDBConnection connection = Open("series.duckdb");
        connection.Scalar<long>("select count(*) from series").ShouldBe(5L * 65 * result.Metrics.Count);
        connection
            .Scalar<double>(
                "select value from series join metric using (metric) where key = 'price' and replicate = 4 and day = 33"
            )
            .ShouldBe(price[4, 33]);
        connection
            .Scalar<double>("select p95 from band join metric using (metric) where key = 'price' and day = 64")
            .ShouldBe(price.QuantileByDay(0.95)[64]);
        connection.Scalar<string>("select digest from run").ShouldBe(result.Digest);
        connection
            .Query("select digest from digest order by replicate", row => row.GetString(0))
            .ShouldBe(result.RunDigests);
    }

    [Fact]
    public void Cohorts_are_who_first_held_tokens_when()
    {
        Keep("cohort.duckdb", runs: 1);

        using DuckDBConnection connection = Open("cohort.duckdb");
        // Three hold from the first day. The cliff ends with day 39, so the look of day 60 is the first that sees the others.
        connection
            .Query(
                "select holders, cohort_day, agents from cohort where token = 'TKN' and day = 60 order by holders",
                row => (row.GetString(0), row.GetInt32(1), row.GetInt32(2))
            )
            .ShouldBe([("early", 0, 3), ("late", 60, 4)]);
        connection
            .Query("select distinct day from distribution order by day", row => row.GetInt32(0))
            .ShouldBe([0, 30, 60, 64]);
    }

    [Fact]
    public void A_folder_gets_a_parquet_file_per_table_and_a_parquet_file_the_series()
    {
        BlueprintResult result = Keep("folder", runs: 2);
        Keep("series.parquet", runs: 2);

        using DuckDBConnection connection = new("Data Source=:memory:");
        connection.Open();
        string folder = Path.Combine(_folder, "folder");
        Directory
            .GetFiles(folder)
            .Select(Path.GetFileNameWithoutExtension)
            .Order()
            .ShouldBe(["band", "cohort", "digest", "distribution", "metric", "parameter", "run", "series"]);
        connection
            .Scalar<string>(
                $"select units::varchar from '{_folder}/series.parquet' where metric = 'fund.TKN' and day = 64 and replicate = 1"
            )
            .ShouldBe("123456789000000000000000001");
        connection
            .Scalar<string>(
                $"select decode(value) from parquet_kv_metadata('{_folder}/series.parquet') where decode(key) = 'digest'"
            )
            .ShouldBe(result.Digest);
        Directory.GetFiles(_folder, "*.partial*").ShouldBeEmpty();
    }

    [Fact]
    public void A_target_that_exists_stays_as_it_is()
    {
        string path = Path.Combine(_folder, "mine.duckdb");
        File.WriteAllText(path, "mine");

        Should.Throw<IOException>(() => new RunStore(path)).Message.ShouldContain("exists already");

        File.ReadAllText(path).ShouldBe("mine");
    }

    [Fact]
    public void A_store_that_is_not_finished_leaves_nothing()
    {
        using (RunStore store = new(Path.Combine(_folder, "stopped.duckdb")))
        {
            BlueprintEnsemble.Run(Blueprint, seed: 1, runs: 1, openSink: store.OpenSink);
        }

        Directory.GetFileSystemEntries(_folder).ShouldBeEmpty();
    }

    [Fact]
    public void After_cancelling_the_store_has_the_runs_of_the_result_and_no_others()
    {
        using CancellationTokenSource source = new();
        string path = Path.Combine(_folder, "cancelled.duckdb");
        BlueprintResult result;
        using (RunStore store = new(path))
        {
            result = BlueprintEnsemble.Run(
                Blueprint,
                seed: 3,
                runs: 50_000,
                threads: 3,
                store.OpenSink,
                // So many that the first run, which a slow thread may have, is one of them.
                new CancelAfter(source, runs: 400),
                source.Token
            );
            store.Finish(result);
        }

        result.IsCancelled.ShouldBeTrue();
        result.Digest.ShouldBe(BlueprintEnsemble.Run(Blueprint, seed: 3, result.Runs).Digest);
        using DuckDBConnection connection = Open("cancelled.duckdb");
        connection.Scalar<long>("select count(distinct replicate) from series").ShouldBe(result.Runs);
        connection.Scalar<long>("select count(distinct replicate) from cohort").ShouldBe(result.Runs);
        connection.Scalar<int>("select runs_asked from run").ShouldBe(50_000);
    }

    [Fact]
    public void A_single_run_that_was_cancelled_is_complete_to_the_day_that_it_reached()
    {
        using CancellationTokenSource source = new();
        string path = Path.Combine(_folder, "stopped.duckdb");
        BlueprintResult result;
        using (RunStore store = new(path))
        {
            result = BlueprintEnsemble.Run(
                Blueprint,
                seed: 3,
                runs: 1,
                threads: 1,
                store.OpenSink,
                new CancelAfter(source, runs: 0),
                source.Token,
                keepsDays: true
            );
            store.Finish(result);
        }

        result.Days.ShouldBe(32);
        using DuckDBConnection connection = Open("stopped.duckdb");
        connection.Scalar<int>("select max(day) from series").ShouldBe(31);
        connection
            .Scalar<long>("select count(*) from series")
            .ShouldBe(32L * connection.Scalar<long>("select count(*) from metric"));
        connection.Scalar<int>("select max(day) from cohort").ShouldBe(31);
        connection.Scalar<int>("select max(day) from band").ShouldBe(31);
    }

    private static Blueprint Blueprint => Catalogue.Read("runs", _ => Text);

    private BlueprintResult Keep(string target, int runs, int threads = 1)
    {
        using RunStore store = new(Path.Combine(_folder, target));
        BlueprintResult result = BlueprintEnsemble.Run(Blueprint, seed: 3, runs, threads, store.OpenSink);
        store.Finish(result);
        return result;
    }

    private DuckDBConnection Open(string name)
    {
        DuckDBConnection connection = new($"Data Source={Path.Combine(_folder, name)}");
        connection.Open();
        return connection;
    }

    private sealed class CancelAfter(CancellationTokenSource source, int runs) : IProgress<EnsembleProgress>
    {
        public void Report(EnsembleProgress value)
        {
            if (value.RunsDone >= runs)
            {
                source.Cancel();
            }
        }
    }
}
