using Souk.DuckDb;
using Souk.Warehouse.Backups;
using Souk.Warehouse.Exports;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Backups;

public sealed class WarehouseBackupTests : IDisposable
{
    private static readonly DateTime s_taken = new(2026, 11, 2, 9, 0, 0, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-backup-").FullName;

    public WarehouseBackupTests()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Execute(
            """
            insert into chain.address values (1, '\x01'::blob), (2, '\x02'::blob);
            insert into chain.block select 1, n, 0, n + 1, 0, n, timestamp '2026-01-01' from range(500) as blocks(n);
            insert into market.transfer
            select 1, n, 0, 0, timestamp '2026-01-01', 'm', 1, 0, 2, 99999999999999999999999999999999999999::hugeint - n from range(500) as t(n);
            insert into party.declared_label values ('\x01'::blob, 'Acme', 'other', 1000000, 'a test', timestamp '2026-01-01', null);
            """
        );
    }

    private string Database => Path.Combine(_folder, "kept.duckdb");

    private string Backup => Path.Combine(_folder, "backup");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_lost_warehouse_comes_back_with_the_same_digest_and_rows()
    {
        BackupNote note = Write();
        File.Delete(Database);

        BackupNote restored = WarehouseBackup.Restore(Backup, Database);

        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        WarehouseDigest.Compute(warehouse.Connection).ShouldBe(note.Digest);
        restored.Rows["market.transfer"].ShouldBe(500);
        restored.Rows["party.declared_label"].ShouldBe(1);
        warehouse
            .Connection.Scalar<Int128>("select max(amount) from market.transfer")
            .ShouldBe(Int128.Parse("99999999999999999999999999999999999999"));
        Directory.GetFiles(Backup).Select(Path.GetFileName).Order().ShouldBe(["backup.json", "warehouse.duckdb"]);
    }

    [Fact]
    public void What_was_written_after_the_backup_is_gone_when_it_replaces_the_file()
    {
        Write();
        Execute("delete from market.transfer where block_number > 100");

        Should.Throw<ExportException>(() => WarehouseBackup.Restore(Backup, Database)).Message.ShouldContain("exists");
        Count().ShouldBe(101);
        WarehouseBackup.Restore(Backup, Database, replaces: true);

        Count().ShouldBe(500);
    }

    [Theory]
    [InlineData(0.25)]
    [InlineData(0.5)]
    [InlineData(0.9)]
    public void One_changed_byte_is_found_and_the_file_in_place_is_left_alone(double place)
    {
        Write();
        string copy = Path.Combine(Backup, WarehouseBackup.DatabaseName);
        byte[] bytes = File.ReadAllBytes(copy);
        bytes[(int)(bytes.Length * place)] ^= 1;
        File.WriteAllBytes(copy, bytes);

        ExportException exception = Should.Throw<ExportException>(() =>
            WarehouseBackup.Restore(Backup, Database, replaces: true)
        );

        exception.IsDiscrepancy.ShouldBeTrue();
        exception.Message.ShouldContain("does not have the bytes");
        Count().ShouldBe(500);
        Directory.GetFiles(_folder).ShouldBe([Database]);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void A_damaged_warehouse_is_what_a_backup_replaces(bool isTruncated)
    {
        Write();
        byte[] bytes = File.ReadAllBytes(Database);
        File.WriteAllBytes(Database, isTruncated ? bytes[..10_000] : new byte[50_000]);

        WarehouseBackup.Restore(Backup, Database, replaces: true);

        Count().ShouldBe(500);
        Directory.GetFiles(_folder).ShouldBe([Database]);
    }

    [Fact]
    public void A_backup_of_a_newer_schema_is_refused_and_the_file_in_place_is_left_alone()
    {
        Write();
        string path = Path.Combine(Backup, WarehouseBackup.NoteName);
        BackupNote note = BackupNote.Load(path)!;
        File.WriteAllText(
            path,
            File.ReadAllText(path)
                .Replace($"\"schema\": {note.Schema}", $"\"schema\": {note.Schema + 1}", StringComparison.Ordinal)
        );

        Should
            .Throw<WarehouseException>(() => WarehouseBackup.Restore(Backup, Database, replaces: true))
            .Message.ShouldContain($"has schema {note.Schema + 1}; this build knows {note.Schema}");

        Count().ShouldBe(500);
        Directory.GetFiles(_folder).ShouldBe([Database]);
    }

    [Fact]
    public void A_copy_with_other_facts_than_its_note_is_found_even_if_its_bytes_are_noted()
    {
        BackupNote note = Write();
        string path = Path.Combine(Backup, WarehouseBackup.NoteName);
        File.WriteAllText(
            path,
            File.ReadAllText(path).Replace(note.Digest, new string('0', 64), StringComparison.Ordinal)
        );

        Should
            .Throw<ExportException>(() => WarehouseBackup.Check(Backup))
            .Message.ShouldContain($"digest {note.Digest}, expected 000");
    }

    [Fact]
    public void A_backup_never_overwrites_and_a_folder_without_one_is_told_apart()
    {
        Write();

        Should.Throw<ExportException>(Write).Message.ShouldContain("is not empty");
        Should.Throw<ExportException>(() => WarehouseBackup.Check(_folder)).Message.ShouldContain("it is no backup");
        File.WriteAllText(Path.Combine(Backup, WarehouseBackup.NoteName), "{");
        Should.Throw<ExportException>(() => WarehouseBackup.Check(Backup)).Message.ShouldContain("is no note");
    }

    private BackupNote Write()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        return WarehouseBackup.Write(warehouse, Backup, s_taken);
    }

    private long Count()
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        return warehouse.Connection.Scalar<long>("select count(*) from market.transfer");
    }

    private void Execute(string sql)
    {
        using WarehouseFile warehouse = WarehouseFile.Open(Database);
        warehouse.Connection.Execute(sql);
    }
}
