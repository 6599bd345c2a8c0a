using Souk.DuckDb;
using Souk.Research.Frames;
using Souk.Research.Notebooks;
using Souk.Research.Snapshots;
using Souk.Warehouse.Exports;
using Souk.Warehouse.Storage;
using Studied = Souk.Research.Notebooks.Warehouse;

namespace Souk.Research.Tests.Snapshots;

public sealed class SnapshotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-snapshot-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void What_was_written_comes_back_with_the_same_digest()
    {
        using WarehouseFile original = Small();
        string digest = WarehouseDigest.Compute(original.Connection);

        Snapshot written = Snapshot.Write(original.Connection, "small", _folder);

        using WarehouseFile read = Snapshot.Open(_folder);
        written.WarehouseDigest.ShouldBe(digest);
        WarehouseDigest.Compute(read.Connection).ShouldBe(digest);
        read.Connection.Scalar<UInt128>("select hash_high from chain.block").ShouldBe(UInt128.MaxValue);
        Snapshot.Read(_folder).DataHash.ShouldBe(written.DataHash);
    }

    [Fact]
    public void The_same_warehouse_gives_the_same_files()
    {
        using WarehouseFile original = Small();

        string first = Snapshot.Write(original.Connection, "small", _folder).DataHash;
        string second = Snapshot.Write(original.Connection, "again", _folder).DataHash;

        second.ShouldBe(first);
    }

    [Fact]
    public void A_changed_file_is_refused_by_name()
    {
        using WarehouseFile original = Small();
        Snapshot.Write(original.Connection, "small", _folder);
        File.AppendAllText(Path.Combine(_folder, "chain.block.parquet"), "x");

        Should.Throw<SnapshotException>(() => Snapshot.Open(_folder)).Message.ShouldContain("chain.block.parquet");
    }

    [Fact]
    public void A_snapshot_of_another_schema_is_stale()
    {
        using WarehouseFile original = Small();
        Snapshot.Write(original.Connection, "small", _folder);
        string list = Path.Combine(_folder, Snapshot.FileName);
        int schema = Snapshot.Read(_folder).Schema;
        File.WriteAllText(list, File.ReadAllText(list).Replace($"\"schema\": {schema}", "\"schema\": 1"));

        Should.Throw<SnapshotException>(() => Snapshot.Open(_folder)).Message.ShouldContain("stale");
    }

    [Fact]
    public void A_folder_without_a_snapshot_says_so() =>
        Should.Throw<SnapshotException>(() => Snapshot.Open(_folder)).Message.ShouldContain(Snapshot.FileName);

    [Fact]
    public void The_sample_that_ships_is_the_demo_of_seed_1()
    {
        using OpenedWarehouse opened = OpenedWarehouse.Open(ShippedFiles.Sample("demo"));

        opened.Connection.Scalar<long>("select count(*) from chain.log").ShouldBe(76_619);
        opened.Title.ShouldBe("Synthetic demo, seed 1");
        opened.IsMadeUp.ShouldBeTrue();
        // Written once more from the warehouse that it makes: every file is the same.
        Snapshot.Write(opened.Connection, "again", _folder).DataHash.ShouldBe(opened.DataHash);
        new DirectoryInfo(ShippedFiles.Sample("demo"))
            .EnumerateFiles()
            .Sum(file => file.Length)
            .ShouldBeLessThan(20_000_000);
    }

    [Fact]
    public void An_export_answers_SQL_with_the_warehouses_amounts_and_says_what_it_cannot_answer()
    {
        string copy = Path.Combine(_folder, "copy.duckdb");
        using (WarehouseFile original = Small())
        {
            WarehouseExport.Write(original.Connection, Path.Combine(_folder, "facts"));
        }

        using Studied export = Studied.Open(Path.Combine(_folder, "facts"));

        const string Sql = "select block_number, amount, sender from market.transfer";
        export.Sql(Sql).Columns.Select(column => column.Type).ShouldBe(["BIGINT", "HUGEINT", "BLOB"]);
        export.Sql(Sql).Column<Int128>("amount").ShouldBe([Int128.Parse("99999999999999999999999999999999999999")]);
        export.DataHash.Length.ShouldBe(64);
        using (OpenedWarehouse written = ExportFolder.Open(Path.Combine(_folder, "facts"), copy))
        {
            written.DataHash.ShouldBe(export.DataHash);
            written.Connection.Scalar<Int128>("select value from event.s_k_e").ShouldBe(-3);
        }

        Should.Throw<SnapshotException>(() => export.Metric("supply")).Message.ShouldContain("join ids");
        Should.Throw<SnapshotException>(() => export.Scenario("baseline")).Message.ShouldContain("join ids");
        Should.Throw<FrameException>(() => export.WhatIf("delete from market.transfer"));
        Should.Throw<SnapshotException>(() => ExportFolder.Open(Path.Combine(_folder, "facts"), copy));
        Should.Throw<SnapshotException>(() => OpenedWarehouse.Open(Path.Combine(_folder, "facts")));
        string file = Directory.EnumerateFiles(_folder, "*.parquet", SearchOption.AllDirectories).First();
        File.AppendAllText(file, "x");
        Should
            .Throw<SnapshotException>(() => Studied.Open(Path.Combine(_folder, "facts")))
            .Message.ShouldContain("it was changed");
    }

    private static WarehouseFile Small()
    {
        WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        warehouse.Connection.Execute(
            """
            insert into chain.block values (1, 5, 340282366920938463463374607431768211455, 7, 0, 18446744073709551616, timestamp '2025-01-01 00:00:00');
            insert into market.transfer values (1, 5, 0, 0, timestamp '2025-01-01', 's', 0, 0, 0, 99999999999999999999999999999999999999::hugeint);
            create table event.s_k_e (chain_id integer, block_number bigint, "from" integer, value hugeint);
            insert into event.s_k_e values (1, 5, 0, -3);
            """
        );
        return warehouse;
    }
}
