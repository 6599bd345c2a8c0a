using Souk.DuckDb;
using Souk.Warehouse.Archives;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Archives;

public sealed class ArchiveTests : IDisposable
{
    private const long SegmentBlocks = 10;
    private const string LargestAmount = "99999999999999999999999999999999999999";

    private readonly string _root = Directory.CreateTempSubdirectory("souk-archive-").FullName;

    private string Folder => Path.Combine(_root, "archive");

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void Archived_rows_have_real_keys_and_exact_amounts()
    {
        using WarehouseFile warehouse = Chain(finalBlock: 24);

        Archive(warehouse);

        using var reader = new DuckDBConnection("Data Source=:memory:");
        reader.Open();
        Rows(reader, "market.transfer", "hex(sender), typeof(amount), amount::varchar")
            .ShouldBe([$"{Hex(0xAA, 20)} DECIMAL(38,0) {LargestAmount}"]);
        Rows(reader, "chain.log", "hex(address), hex(topic0), coalesce(hex(topic1), '-'), hex(transaction_hash)")
            .ShouldBe([
                $"{Hex(0xBB, 20)} {"".PadLeft(31, '0')}1{"".PadLeft(31, '0')}2 - {"".PadLeft(31, '0')}7{"".PadLeft(31, '0')}8",
            ]);
        Rows(reader, "chain.block", "number::varchar")
            .ShouldBe(Enumerable.Range(0, 25).Select(number => $"{number}"), ignoreOrder: true);
    }

    [Fact]
    public void Only_final_blocks_are_archived_and_what_is_there_is_never_written_again()
    {
        using WarehouseFile warehouse = Chain(finalBlock: 14);
        ArchiveSummary first = Archive(warehouse);
        Dictionary<string, string> before = Files();
        warehouse.Connection.Execute("update chain.finality set finalized_block = 24");

        ArchiveSummary second = Archive(warehouse);

        first.Chains.ShouldBe([new ArchivedChain(1, 0, 14)]);
        first.Segments.ShouldBe(2);
        second.Chains.ShouldBe([new ArchivedChain(1, 0, 24)]);
        (second.Segments, second.NewSegments).ShouldBe((4, 2));
        Dictionary<string, string> after = Files();
        before.ShouldAllBe(file => file.Key == ArchiveLog.FileName || after[file.Key] == file.Value);
        after[ArchiveLog.FileName].ShouldStartWith(before[ArchiveLog.FileName]);
        Archive(warehouse).NewSegments.ShouldBe(0);
        Files().ShouldBe(after);
    }

    [Fact]
    public void Equal_facts_give_equal_bytes_whatever_their_ids()
    {
        using WarehouseFile one = Chain(finalBlock: 24);
        using WarehouseFile other = Chain(finalBlock: 24, senderId: 9);

        string seal = Archive(one).Seal;
        Directory.Delete(Folder, recursive: true);

        Archive(other).Seal.ShouldBe(seal);
    }

    [Fact]
    public void A_killed_run_is_continued_as_if_it_had_not_been()
    {
        using WarehouseFile warehouse = Chain(finalBlock: 24);
        ArchiveSummary whole = Archive(warehouse);
        Dictionary<string, string> files = Files();
        string log = File.ReadAllText(LogPath);
        File.WriteAllText(LogPath, log[..^20]);
        File.WriteAllText(Path.Combine(Folder, "chain.block/1/000000000020-000000000024.parquet.partial"), "half");

        ArchiveSummary again = Archive(warehouse);

        again.ShouldSatisfyAllConditions(
            () => again.NewSegments.ShouldBe(1),
            () => again.Seal.ShouldBe(whole.Seal),
            () => Files().ShouldBe(files)
        );
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public void Cancelled_between_segments_it_keeps_whole_ones(int segments)
    {
        using WarehouseFile warehouse = Chain(finalBlock: 24);
        using var cancellation = new CancellationTokenSource();
        var stop = new Reported(count =>
        {
            if (count > segments)
            {
                cancellation.Cancel();
            }
        });

        Should.Throw<OperationCanceledException>(() =>
            ArchiveWriter.Run(warehouse, Folder, SegmentBlocks, stop, cancellation.Token)
        );

        Check().Segments.ShouldBe(segments);
        Archive(warehouse).Segments.ShouldBe(3);
    }

    [Theory]
    [InlineData("chain.log/1/000000000010-000000000019.parquet", "has SHA-256")]
    [InlineData("market.transfer/1/000000000010-000000000019.parquet", "has SHA-256")]
    public void A_changed_byte_is_found_and_its_file_named(string name, string message)
    {
        using WarehouseFile warehouse = Chain(finalBlock: 24);
        Archive(warehouse);
        string path = Path.Combine(Folder, name);
        byte[] bytes = File.ReadAllBytes(path);
        bytes[bytes.Length / 2] ^= 1;
        File.WriteAllBytes(path, bytes);

        Discrepancy(() => Check())
            .ShouldSatisfyAllConditions(text => text.ShouldContain(name), text => text.ShouldContain(message));
    }

    [Fact]
    public void A_missing_a_cut_and_a_foreign_file_are_found()
    {
        using WarehouseFile warehouse = Chain(finalBlock: 24);
        Archive(warehouse);
        string path = Path.Combine(Folder, "chain.log/1/000000000010-000000000019.parquet");
        byte[] bytes = File.ReadAllBytes(path);

        File.Delete(path);
        Discrepancy(() => Check()).ShouldContain("lacks the file chain.log/1/000000000010-000000000019.parquet");
        File.WriteAllBytes(path, bytes[..^1]);
        Discrepancy(() => Check()).ShouldContain($"has {bytes.Length - 1} bytes");
        File.WriteAllBytes(path, bytes);
        File.WriteAllText(Path.Combine(Folder, "notes.txt"), "mine");
        Discrepancy(() => Check()).ShouldContain("notes.txt");
        Discrepancy(() => Archive(warehouse)).ShouldContain("notes.txt");
    }

    [Fact]
    public void A_changed_line_is_found_by_the_next_one_and_the_last_line_by_its_seal()
    {
        using WarehouseFile warehouse = Chain(finalBlock: 24);
        string seal = Archive(warehouse).Seal;
        string log = File.ReadAllText(LogPath);

        File.WriteAllText(LogPath, log.Replace("\"to_block\":9", "\"to_block\":8", StringComparison.Ordinal));
        Discrepancy(() => Check()).ShouldContain("line 2");
        // Without its last segment the archive is sound, only shorter; the seal that was kept tells.
        string[] lines = log.Split('\n');
        File.WriteAllText(LogPath, $"{lines[0]}\n{lines[1]}\n");
        foreach (string path in Directory.EnumerateFiles(Folder, "*20-*", SearchOption.AllDirectories))
        {
            File.Delete(path);
        }

        Check().Segments.ShouldBe(2);
        Discrepancy(() => Check(seal)).ShouldContain($"never had the seal {seal}");
        Archive(warehouse);
        Check(seal).Segments.ShouldBe(3);
    }

    [Fact]
    public void Another_chain_and_rows_that_came_later_are_refused()
    {
        using WarehouseFile warehouse = Chain(finalBlock: 24);
        Archive(warehouse);
        Dictionary<string, string> before = Files();

        warehouse.Connection.Execute("insert into chain.log select * replace (1 as log_index) from chain.log");
        Discrepancy(() => Archive(warehouse)).ShouldContain("has 1 rows of chain.log up to block 24 of chain 1");
        warehouse.Connection.Execute("update chain.block set hash_low = 1000 where number = 24");
        Discrepancy(() => Archive(warehouse)).ShouldContain("ends with block 24 of chain 1");
        using WarehouseFile shorter = Chain(finalBlock: 5, blocks: 6);
        Discrepancy(() => Archive(shorter)).ShouldContain("does not have that block");
        Files().ShouldBe(before);
    }

    [Fact]
    public void A_folder_with_other_files_is_not_made_an_archive()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "thesis.txt"), "mine");
        using WarehouseFile warehouse = Chain(finalBlock: 24);

        ArchiveException exception = Should.Throw<ArchiveException>(() => Archive(warehouse));

        exception.IsDiscrepancy.ShouldBeFalse();
        exception.Message.ShouldContain("thesis.txt");
        Should.Throw<ArchiveException>(() => Check()).Message.ShouldContain("is not an archive");
    }

    private string LogPath => Path.Combine(Folder, ArchiveLog.FileName);

    private ArchiveSummary Archive(WarehouseFile warehouse) =>
        ArchiveWriter.Run(warehouse, Folder, SegmentBlocks, new Reported(_ => { }), CancellationToken.None);

    private ArchiveSummary Check(string? seal = null) =>
        ArchiveCheck.Run(Folder, seal, new Reported(_ => { }), CancellationToken.None);

    private static string Discrepancy(Func<ArchiveSummary> run)
    {
        ArchiveException exception = Should.Throw<ArchiveException>(() => run());
        exception.IsDiscrepancy.ShouldBeTrue();
        return exception.Message;
    }

    private Dictionary<string, string> Files() =>
        Directory
            .EnumerateFiles(Folder, "*", SearchOption.AllDirectories)
            .ToDictionary(
                path => Path.GetRelativePath(Folder, path),
                path =>
                    path.EndsWith(".jsonl", StringComparison.Ordinal)
                        ? File.ReadAllText(path)
                        : Convert.ToHexString(File.ReadAllBytes(path))
            );

    private List<string> Rows(DuckDBConnection connection, string table, string columns) =>
        connection.Query(
            $"select concat_ws(' ', {columns}) from read_parquet('{Folder}/{table}/*/*.parquet')",
            row => row.GetString(0)
        );

    private static string Hex(int value, int count) => Convert.ToHexString([.. Enumerable.Repeat((byte)value, count)]);

    /// <summary>Blocks from 0 on; a transfer of the largest amount and its log in block 12.</summary>
    private static WarehouseFile Chain(int finalBlock, int senderId = 1, int blocks = 30)
    {
        WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        warehouse.Connection.Execute(
            $"""
            insert into chain.address values ({senderId}, unhex('{Hex(0xAA, 20)}')), (2, unhex('{Hex(0xBB, 20)}'));
            insert into chain.topic values (5, 1, 2);
            insert into chain.block
            select 1, n, 0, n + 1, 0, n, timestamp '2026-01-01' + to_seconds(n) from range({blocks}) as blocks(n);
            insert into chain.finality values (1, {finalBlock});
            insert into market.token values (1, 2, 'masa', 'MASA', 18, 'erc20', true);
            insert into chain.manifest values ('masa', 'd', 'm');
            """
        );
        if (blocks > 12)
        {
            warehouse.Connection.Execute(
                $"""
                insert into chain.log values
                    (1, 12, 0, 0, 7, 8, 2, 1, 5, null, null, null, null, null, null, '\x01'::blob);
                insert into market.transfer values
                    (1, 12, 0, 0, timestamp '2026-01-01 00:00:12', 'masa', 2, {senderId}, 0, {LargestAmount});
                """
            );
        }

        return warehouse;
    }

    private sealed class Reported(Action<int> report) : IProgress<ArchiveProgress>
    {
        private int _count;

        public void Report(ArchiveProgress value) => report(++_count);
    }
}
