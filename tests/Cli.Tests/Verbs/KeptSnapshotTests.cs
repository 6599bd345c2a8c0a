using Souk.Cli.Verbs;
using Souk.DuckDb;
using Souk.Research.Snapshots;
using Souk.Warehouse.Storage;

namespace Souk.Cli.Tests.Verbs;

public sealed class KeptSnapshotTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-kept-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void A_snapshot_becomes_a_warehouse_once()
    {
        string path = KeptSnapshot.FileOf(KeptSnapshot.SampleFolder, _folder);
        DateTime written = File.GetLastWriteTimeUtc(path);

        KeptSnapshot.FileOf(KeptSnapshot.SampleFolder, _folder).ShouldBe(path);
        File.GetLastWriteTimeUtc(path).ShouldBe(written);
        Directory.GetFiles(_folder).ShouldBe([path]);
        Path.GetFileNameWithoutExtension(path).ShouldBe(Snapshot.Read(KeptSnapshot.SampleFolder).DataHash[..12]);
        using WarehouseFile warehouse = SharedOptions.OpenToRead(path);
        warehouse
            .Connection.Scalar<long>("select count(*) from market.payment where system = 'masa' and role = 'reward'")
            .ShouldBeGreaterThan(0);
    }

    [Fact]
    public void What_is_no_snapshot_leaves_nothing_behind()
    {
        string broken = Directory.CreateDirectory(Path.Combine(_folder, "broken")).FullName;
        string kept = Path.Combine(_folder, "kept");
        string note = File.ReadAllText(Path.Combine(KeptSnapshot.SampleFolder, "snapshot.json"));
        File.WriteAllText(Path.Combine(broken, "snapshot.json"), note);

        Should.Throw<SnapshotException>(() => KeptSnapshot.FileOf(broken, kept));

        Directory.GetFiles(kept).ShouldBeEmpty();
    }

    [Fact]
    public void A_file_of_ones_own_is_itself_and_only_the_sample_goes_by_a_name()
    {
        KeptSnapshot.FileOf("mine.duckdb").ShouldBe("mine.duckdb");
        KeptSnapshot.FileOf("smple").ShouldBe("smple");
    }
}
