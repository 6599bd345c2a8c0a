using Souk.DuckDb;
using Souk.Warehouse.Exports;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Exports;

public sealed class WarehouseExportTests : IDisposable
{
    private const string Most = "99999999999999999999999999999999999999";

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-export-").FullName;
    private readonly WarehouseFile _warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

    public WarehouseExportTests() =>
        _warehouse.Connection.Execute(
            $"""
            insert into chain.address values (7, unhex('1111111111111111111111111111111111111111')), (8, unhex('2222222222222222222222222222222222222222'));
            insert into chain.block select 1, n, 0, n + 1, 0, n, timestamp '2026-01-01 10:00:00' from range(250) as blocks(n);
            insert into market.transfer
            select 1, n, 0, 0, timestamp '2026-01-01', 'm', 7, 7, 8, {Most}::hugeint - n from range(250) as t(n);
            insert into market.transfer values (5, 3, 0, 0, timestamp '2026-01-01', 'm', 7, 7, 8, 1);
            insert into reference.price values ('m', 'GOLD', 'USD', timestamp '2026-01-01', 0.000000000000000001, null, 'exact', 'a, "b"', timestamp '2026-01-02', null);
            """
        );

    private string Place => Path.Combine(_folder, "out");

    public void Dispose()
    {
        _warehouse.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Parquet_is_partitioned_by_chain_and_blocks_and_keeps_38_digits()
    {
        ExportSummary summary = WarehouseExport.Write(_warehouse.Connection, Place, partBlocks: 100);

        summary
            .Files.Where(file => file.Table == "market.transfer")
            .Select(file => $"{file.Path} {file.Rows}")
            .ShouldBe([
                "market.transfer/chain=1/first_block=000000000000/data.parquet 100",
                "market.transfer/chain=1/first_block=000000000100/data.parquet 100",
                "market.transfer/chain=1/first_block=000000000200/data.parquet 50",
                "market.transfer/chain=5/first_block=000000000000/data.parquet 1",
            ]);
        string all = $"read_parquet('{Place}/market.transfer/**/*.parquet', hive_partitioning = true)";
        Text($"select max(amount)::varchar from {all}").ShouldBe(Most);
        Text($"select sum(amount - 99999999999999999999999999999999999000)::varchar from {all} where chain = 1")
            .ShouldBe("218625");
        Text($"select any_value(column_type) from (describe select amount from {all})").ShouldBe("DECIMAL(38,0)");
        Text($"select hex(recipient) from {all} where chain = 5").ShouldBe(new string('2', 40));
        Text($"select price::varchar from '{Place}/reference.price/all.parquet'").ShouldBe("0.000000000000000001");
        summary.AsOf.ShouldBe([new ExportedTip(1, 249, new DateTime(2026, 1, 1, 10, 0, 0))]);
        summary.Digest.ShouldBe(WarehouseDigest.Compute(_warehouse.Connection));
        File.Exists(Path.Combine(Place, WarehouseExport.IndexName)).ShouldBeTrue();
    }

    [Fact]
    public void Csv_has_the_same_rows_with_addresses_in_hexadecimal()
    {
        WarehouseExport.Write(_warehouse.Connection, Place, ExportFormat.Csv, partBlocks: 1_000);

        string[] lines = File.ReadAllLines(
            Path.Combine(Place, "market.transfer/chain=5/first_block=000000000000/data.csv")
        );
        lines.ShouldBe([
            "chain_id,block_number,log_index,transaction_index,time,system,token,sender,recipient,amount",
            $"5,3,0,0,2026-01-01 00:00:00,m,0x{new string('1', 40)},0x{new string('1', 40)},0x{new string('2', 40)},1",
        ]);
        File.ReadAllText(Path.Combine(Place, "market.transfer/chain=1/first_block=000000000000/data.csv"))
            .ShouldContain(Most);
        File.ReadAllText(Path.Combine(Place, "reference.price/all.csv"))
            .ShouldContain("0.000000000000000001,,exact,\"a, \"\"b\"\"\"");
    }

    [Fact]
    public void Forecasts_and_runs_are_exported_as_published()
    {
        _warehouse.Connection.Execute(
            """
            insert into forecast.band values ('h', 's', 'price', 'USD', date '2026-01-01', date '2026-02-01', 0.1, 1, 2, 3, 4, '');
            insert into run.quantile values ('s', 1, 16, '1.0', 'supply', 'GOLD', date '2026-01-01', 0.1, 1, 2, 3, 4);
            """
        );

        WarehouseExport.Write(_warehouse.Connection, Place);

        Text($"select p05 || ' ' || p95 from '{Place}/forecast.band/all.parquet'").ShouldBe("0.1 4.0");
        Text($"select metric || ' ' || p50 from '{Place}/run.quantile/all.parquet'").ShouldBe("supply 2.0");
    }

    [Fact]
    public void Equal_facts_give_equal_files()
    {
        ExportSummary one = WarehouseExport.Write(_warehouse.Connection, Place);
        ExportSummary two = WarehouseExport.Write(_warehouse.Connection, Place + "-again");

        two.Files.ShouldBe(one.Files);
        one.Files.Select(file => file.Sha256.Length).Distinct().ShouldBe([64]);
    }

    [Fact]
    public void A_folder_that_holds_something_is_refused_and_left_as_it_is()
    {
        Directory.CreateDirectory(Place);
        File.WriteAllText(Path.Combine(Place, "mine.txt"), "mine");

        Should
            .Throw<ExportException>(() => WarehouseExport.Write(_warehouse.Connection, Place))
            .Message.ShouldContain("is not empty");

        Directory.GetFileSystemEntries(_folder).ShouldBe([Place]);
        Directory.GetFileSystemEntries(Place).ShouldBe([Path.Combine(Place, "mine.txt")]);
    }

    [Fact]
    public void A_cancelled_export_leaves_nothing()
    {
        using var cancelled = new CancellationTokenSource();
        cancelled.Cancel();

        Should.Throw<OperationCanceledException>(() =>
            WarehouseExport.Write(_warehouse.Connection, Place, cancellation: cancelled.Token)
        );

        Directory.GetFileSystemEntries(_folder).ShouldBeEmpty();
    }

    private string Text(string sql) => _warehouse.Connection.Scalar<string>(sql);
}
