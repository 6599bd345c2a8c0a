using Souk.DuckDb;
using Souk.Warehouse.Handouts;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Storage;

/// <summary>A warehouse that is being written, and who reads it meanwhile.</summary>
public sealed class CopyLenderTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("souk-lender-").FullName;

    private string Database => Path.Combine(_folder, "held.duckdb");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_reader_keeps_one_state_while_the_holder_writes_and_what_it_hands_out_is_written_down()
    {
        using WarehouseFile holder = WarehouseFile.Open(Database);
        holder.Connection.Execute("insert into chain.system values ('m', 'M', 'GOLD', null)");
        using WarehouseCopy copy = new(Database, TimeProvider.System, TimeSpan.Zero);
        holder.Lock(copy.Folder);
        await using (CopyLender.Open(Database, copy, HandoutLog.Record, TextWriter.Null).ShouldNotBeNull())
        {
            using WarehouseFile reader = WarehouseFile.OpenToRead(Database);
            holder.Connection.Execute("insert into chain.system values ('n', 'N', 'IRON', null)");

            reader.IsBorrowed.ShouldBeTrue();
            reader.Path.ShouldBe(Database);
            Path.GetDirectoryName(reader.StoredAt).ShouldBe(copy.Folder);
            reader.Connection.Scalar<string>("select string_agg(system) from chain.system").ShouldBe("m");
            Should.Throw<DuckDBException>(() => reader.Connection.Execute("delete from chain.system"));
            HandoutLog.Write(
                reader,
                new Handout(HandoutKind.Export, System: null, "all tables", "", "ab"),
                answers: null,
                new DateTime(2025, 1, 1, 0, 0, 0, DateTimeKind.Utc)
            );
        }

        holder
            .Connection.Query(
                "select kind, digest, handed_out_at from reference.handout",
                row => $"{row.GetString(0)} {row.GetString(1)} {row.GetDateTime(2):yyyy-MM-dd}"
            )
            .ShouldBe(["export ab 2025-01-01"]);
        // Nobody lends any more: the file itself is opened.
        using WarehouseFile again = WarehouseFile.OpenToRead(Database);
        again.IsBorrowed.ShouldBeFalse();
    }

    [Fact]
    public async Task Many_readers_come_and_go_and_one_that_says_nonsense_is_told_so()
    {
        using WarehouseFile holder = WarehouseFile.Open(Database);
        using WarehouseCopy copy = new(Database, TimeProvider.System, TimeSpan.FromHours(1));
        holder.Lock(copy.Folder);
        await using CopyLender? lender = CopyLender.Open(Database, copy, HandoutLog.Record, TextWriter.Null);
        HashSet<string> lent = [];

        for (int reader = 0; reader < 3 * CopyLender.ReadersMax; reader++)
        {
            using BorrowedCopy? one = BorrowedCopy.Take(Database);
            lent.Add(one.ShouldNotBeNull().Path);
        }

        // Nothing changed: all had one copy.
        lent.ShouldHaveSingleItem();
        using BorrowedCopy? last = BorrowedCopy.Take(Database);
        Should
            .Throw<WarehouseException>(() => last!.Record("nonsense"))
            .Message.ShouldContain("its holder says: This is no handout");
    }

    [Fact]
    public async Task A_holder_that_cannot_copy_says_why()
    {
        using WarehouseFile holder = WarehouseFile.Open(Database);
        using WarehouseCopy copy = new(Database, TimeProvider.System, TimeSpan.Zero);
        // Of no folder: the copy is refused.
        holder.Lock();
        await using CopyLender? lender = CopyLender.Open(Database, copy, HandoutLog.Record, TextWriter.Null);

        Should
            .Throw<WarehouseException>(() => WarehouseFile.OpenToRead(Database))
            .Message.ShouldContain("is held, and its holder says: No copy of the warehouse can be made");
    }
}
