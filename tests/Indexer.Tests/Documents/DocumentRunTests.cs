using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.Http;
using Souk.DuckDb;
using Souk.Indexer.Decoding;
using Souk.Indexer.Documents;
using Souk.Indexer.Manifests;
using Souk.Indexer.Tests.Manifests;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Tests.Documents;

public sealed class DocumentRunTests : IDisposable
{
    private readonly ManifestFolder _folder = new();
    private readonly WarehouseFile _warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
    private int _logIndex;

    public void Dispose()
    {
        _warehouse.Dispose();
        _folder.Dispose();
    }

    [Fact]
    public async Task Each_reference_has_the_status_that_chain_and_document_give_it()
    {
        await using Gateway gateway = await Gateway.StartAsync(AnswerAsync);
        Refer("data:,good", Sha256("good"), "sha256");
        Refer("data:,good", Sha256("bad"), "sha256");
        Refer(gateway.At("/good"), Keccak256.Hash("good"), "keccak256");
        Refer(gateway.At("/good"), Sha256("good"), "keccak256");
        Refer(gateway.At("/good"), null, null);
        Refer(gateway.At("/none"), Sha256("good"), "sha256");
        Refer(gateway.At("/down"), Sha256("good"), "sha256");
        Refer(gateway.At("/large"), Sha256("good"), "sha256");
        Refer("ipfs://" + ContentId.OfRaw("good"u8), null, null);
        Refer("ipfs://" + ContentId.OfRaw("other"u8), null, null);
        Refer("https://evil.example/\u001b[2J\0", Sha256("good"), "sha256");
        Refer("data:,good", Sha256("good"), "sha256", "compressed");
        Refer("https://provider.example/", Sha256("good"), "sha256", "encrypted");

        Statuses().Distinct().ShouldBe(["pending", "unverifiable"]);
        (await RunAsync(gateway)).ShouldBe(8);

        Statuses()
            .ShouldBe([
                "verified",
                "mismatched",
                "verified",
                "mismatched",
                "unverifiable",
                "missing",
                "unreachable",
                "too_large",
                "verified",
                "mismatched",
                "refused",
                "unverifiable",
                "unverifiable",
            ]);
        DocumentList list = DocumentList.Read(_warehouse.Connection, countMax: 2);
        list.CountOf("mismatched").ShouldBe(3);
        list.Entries.Select(entry => entry.Status).ShouldBe(["mismatched", "mismatched"]);
        list.Entries[0].Reason.ShouldStartWith("sha256 on chain 0x");
    }

    [Fact]
    public async Task What_was_fetched_is_not_asked_for_again_unless_wished()
    {
        await using Gateway gateway = await Gateway.StartAsync(AnswerAsync);
        Refer(gateway.At("/good"), Sha256("good"), "sha256");
        Refer(gateway.At("/none"), Sha256("good"), "sha256");

        await RunAsync(gateway);
        (await RunAsync(gateway)).ShouldBe(1);
        (await RunAsync(gateway, again: true)).ShouldBe(2);

        gateway.Asked.Count(path => path == "/good").ShouldBe(2);
        gateway.Asked.Count(path => path == "/none").ShouldBe(3);
        _warehouse.Connection.Scalar<long>("select count(*) from document.attempt").ShouldBe(2);
    }

    [Fact]
    public async Task More_references_than_are_held_at_once_are_all_asked_for()
    {
        await using Gateway gateway = await Gateway.StartAsync(AnswerAsync);
        for (int number = 0; number < 1_100; number++)
        {
            Refer($"data:,{number}", Sha256($"{number}"), "sha256");
        }

        (await RunAsync(gateway)).ShouldBe(1_100);

        DocumentList.Read(_warehouse.Connection).CountOf("verified").ShouldBe(1_100);
    }

    [Fact]
    public async Task Cancelling_keeps_what_came_before_and_the_next_run_goes_on()
    {
        bool isOpen = false;
        var waiting = new TaskCompletionSource();
        await using Gateway gateway = await Gateway.StartAsync(async context =>
        {
            if (context.Request.Path == "/wait" && !Volatile.Read(ref isOpen))
            {
                waiting.TrySetResult();
                await Task.Delay(Timeout.Infinite, context.RequestAborted);
            }

            await Gateway.SayAsync(context, "good");
        });
        Refer(gateway.At("/a"), Sha256("good"), "sha256");
        Refer(gateway.At("/wait"), Sha256("good"), "sha256");
        using var stop = new CancellationTokenSource();
        Task<long> running = RunAsync(gateway, cancellation: stop.Token, onStored: () => stop.Cancel());

        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(10)));
        await waiting.Task.WaitAsync(TimeSpan.FromSeconds(10));
        Statuses().ShouldBe(["verified", "pending"]);
        Volatile.Write(ref isOpen, true);
        (await RunAsync(gateway)).ShouldBe(1);

        Statuses().ShouldBe(["verified", "verified"]);
        gateway.Asked.Count(path => path == "/a").ShouldBe(1);
    }

    [Fact]
    public async Task References_that_change_are_compared_anew_without_a_fetch()
    {
        await using Gateway gateway = await Gateway.StartAsync(AnswerAsync);
        Refer(gateway.At("/good"), Sha256("good"), "sha256");
        await RunAsync(gateway);

        _warehouse.Connection.Execute("delete from market.document");
        Refer(gateway.At("/good"), Sha256("bad"), "sha256");

        Statuses().ShouldBe(["mismatched"]);
        gateway.Asked.Count.ShouldBe(1);
    }

    private static Task AnswerAsync(HttpContext context) =>
        context.Request.Path.Value switch
        {
            "/none" => Gateway.SayAsync(context, "", status: 404),
            "/down" => Gateway.SayAsync(context, "", status: 503),
            "/large" => Gateway.SayAsync(context, new string('a', 1_001)),
            _ => Gateway.SayAsync(context, "good"),
        };

    private static byte[] Sha256(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    private void Refer(string uri, byte[]? hash, string? algorithm, string encoding = "plain") =>
        _warehouse.Connection.Execute(
            """
            insert into market.document
            values (1, 1, $log_index, timestamp '2024-01-01', 'bazaar', 0, null, $uri, $hash, $algorithm, $encoding)
            """,
            ("log_index", _logIndex++),
            ("uri", uri),
            ("hash", hash),
            ("algorithm", algorithm),
            ("encoding", encoding)
        );

    private List<string> Statuses() =>
        _warehouse.Connection.Query("select status from document.status order by log_index", row => row.GetString(0));

    private async Task<long> RunAsync(
        Gateway gateway,
        bool again = false,
        Action? onStored = null,
        CancellationToken cancellation = default
    )
    {
        Manifest manifest = _folder.Load(
            "  shop: {events: [\"Sold()\"]}",
            more: $"documents: {{hosts: [\"{gateway.Address.Authority}\"], ipfs_gateway: \"{gateway.Address}\"}}"
        );
        var limits = new DocumentLimits { SizeBytesMax = 1_000, FirstDelay = TimeSpan.FromMilliseconds(1) };
        using var fetcher = new DocumentFetcher(limits, TimeProvider.System);
        return await new DocumentRun(_warehouse, fetcher, TimeProvider.System).RunAsync(
            new ManifestSet([manifest]),
            again,
            onStored is null ? null : new Relay(onStored),
            cancellation
        );
    }

    private sealed class Relay(Action report) : IProgress<(long, long)>
    {
        public void Report((long, long) value) => report();
    }
}
