using System.Text.Json;
using Souk.Campaigns.Chains;
using Souk.Campaigns.Faults;
using Souk.Campaigns.Markets;
using Souk.Campaigns.Schedules;
using Souk.DuckDb;
using Souk.Indexer.Endpoints;
using Souk.Indexer.Proofs;
using Souk.Indexer.Sources;
using Souk.Indexer.Sync;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Proofs;

/// <summary>At level bloom, on a scripted chain with real headers, blooms and receipts.</summary>
public sealed class CaughtLieTests
{
    private static readonly NodeHabits Honest = new(ServesFinalized: true, KeepsOrphans: true, LogBlocksMax: 10_000);

    [Fact]
    public async Task An_endpoint_that_leaves_logs_out_is_reported_and_what_is_stored_is_whole()
    {
        using var bazaar = new Bazaar();
        using var scene = new Scene(new Truth(bazaar), endpointCount: 1) { IsFirstSilent = true };
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncResult result = await scene.IndexAsync(bazaar, warehouse);

        FactDigest.Of(warehouse).ShouldBe(await Scene.DigestOfHonestAsync(bazaar));
        ChainContradictions chain = result.Contradictions.ShouldHaveSingleItem();
        chain.ChainId.ShouldBe(Bazaar.ChainId);
        EndpointContradictions caught = chain.Endpoints.ShouldHaveSingleItem();
        caught.Endpoint.ShouldBe("http://endpoint0.example:80");
        caught.Count.ShouldBeGreaterThan(1);
        caught.Last.ShouldMatch("^http://endpoint0.example:80 left out [0-9]+ logs of block [0-9]+$");
    }

    [Fact]
    public async Task An_honest_endpoint_gives_no_reason_to_report_one()
    {
        using var bazaar = new Bazaar();
        using var scene = new Scene(new Truth(bazaar), endpointCount: 1);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncResult result = await scene.IndexAsync(bazaar, warehouse);

        result.Contradictions.ShouldBeEmpty();
    }

    /// <summary>The liar serves the receipts that disprove it: the others are read from the next endpoint, and the head is
    /// not asked for once more than by honest endpoints, as a repeated step would.</summary>
    [Fact]
    public async Task The_next_endpoint_takes_over_within_the_range()
    {
        using var bazaar = new Bazaar();
        var truth = new Truth(bazaar);
        using var honest = new Scene(truth, endpointCount: 2);
        using var scene = new Scene(truth, endpointCount: 2) { IsFirstSilent = true };
        using WarehouseFile undisturbed = WarehouseFile.Open(WarehouseFile.InMemory);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        List<SyncProgress> reports = [];
        await honest.IndexAsync(bazaar, undisturbed);

        SyncResult result = await scene.IndexAsync(bazaar, warehouse, reports);

        FactDigest.Of(warehouse).ShouldBe(FactDigest.Of(undisturbed));
        scene.HeadCount.ShouldBe(honest.HeadCount);
        result
            .Contradictions.ShouldHaveSingleItem()
            .Endpoints.ShouldHaveSingleItem()
            .Endpoint.ShouldBe("http://endpoint0.example:80");
        reports[^1].Contradictions.ShouldBe(result.Contradictions[0].Endpoints);
    }

    /// <summary>Endpoints change within a range: who gave its headers is not to blame for logs that another one left out.
    /// </summary>
    [Fact]
    public async Task An_endpoint_that_gave_headers_only_is_not_blamed_for_logs_that_another_one_left_out()
    {
        using var bazaar = new Bazaar();
        using var scene = new Scene(new Truth(bazaar), endpointCount: 2) { IsFirstSilent = true };
        using EndpointPool pool = scene.Connect();
        (Endpoint silent, Endpoint honest) = (pool.Endpoints[0], pool.Endpoints[1]);
        var source = new ChainSource(pool);
        silent.Health.Suspect();
        IReadOnlyList<BlockHeader> headers = await source.ReadHeadersAsync(
            new BlockRange(0, 9),
            CancellationToken.None
        );
        honest.Health.Convict();

        ProvenBlocks proven = await new BlockProver().ReadAsync(
            source,
            headers,
            [Bazaar.Token, Bazaar.Till, Bazaar.Factory],
            ProofLevel.Bloom,
            CancellationToken.None
        );

        proven.WeakestLevel.ShouldBe(ProofLevel.Receipts);
        proven.Contradictions.ShouldNotBeEmpty();
        proven.Contradictions.ShouldAllBe(claim =>
            claim.StartsWith($"{silent.Name} left out ", StringComparison.Ordinal)
        );
        source.Contradictions.ShouldHaveSingleItem().Endpoint.ShouldBe(silent.Name);
        source.Name.ShouldBe($"{silent.Name}, {honest.Name}");
    }

    /// <summary>Logs that a bloom rules out need no receipts to be disproved: the next endpoint is believed at the level
    /// that was asked for.</summary>
    [Fact]
    public async Task Where_none_serves_receipts_the_next_endpoint_is_asked_for_the_logs()
    {
        using var bazaar = new Bazaar();
        var truth = new Truth(bazaar);
        using var honest = new Scene(truth, endpointCount: 2) { ServesReceipts = false };
        using var scene = new Scene(truth, endpointCount: 2) { IsFirstInventing = true, ServesReceipts = false };
        using WarehouseFile undisturbed = WarehouseFile.Open(WarehouseFile.InMemory);
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        await honest.IndexAsync(bazaar, undisturbed);

        SyncResult result = await scene.IndexAsync(bazaar, warehouse);

        FactDigest.Of(warehouse).ShouldBe(FactDigest.Of(undisturbed));
        scene.HeadCount.ShouldBe(honest.HeadCount);
        EndpointContradictions caught = result.Contradictions.ShouldHaveSingleItem().Endpoints.ShouldHaveSingleItem();
        caught.Endpoint.ShouldBe("http://endpoint0.example:80");
        caught.Last.ShouldContain("that the block's bloom rules out");
    }

    [Fact]
    public async Task Where_none_serves_receipts_and_there_is_no_next_one_the_chain_stops()
    {
        using var bazaar = new Bazaar();
        using var scene = new Scene(new Truth(bazaar), endpointCount: 1)
        {
            IsFirstInventing = true,
            ServesReceipts = false,
        };
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncException exception = await Should.ThrowAsync<SyncException>(() => scene.IndexAsync(bazaar, warehouse));

        exception.Problem.ShouldBe(SyncProblem.Inconsistent);
        exception.Message.ShouldContain("bloom rules out");
        exception.Message.ShouldContain("Use another endpoint");
    }

    /// <summary>A header without its logs' receipts cannot be used against anyone.</summary>
    [Fact]
    public async Task Without_receipts_an_empty_answer_is_believed_at_no_more_than_level_none()
    {
        using var bazaar = new Bazaar();
        using var scene = new Scene(new Truth(bazaar), endpointCount: 1)
        {
            IsFirstSilent = true,
            ServesReceipts = false,
        };
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncResult result = await scene.IndexAsync(bazaar, warehouse);

        result.LogCount.ShouldBe(0);
        result.Contradictions.ShouldBeEmpty();
        warehouse
            .Connection.Scalar<bool>("select bool_or(proof = 'none') and not bool_or(proof = 'bloom') from chain.range")
            .ShouldBeTrue();
    }

    /// <summary>The header hashes to its hash, but no other block is built on it.</summary>
    [Fact]
    public async Task A_forged_header_stops_the_chain_where_no_other_endpoint_knows_better()
    {
        using var bazaar = new Bazaar();
        using var forging = new Scene(
            new Truth(bazaar),
            endpointCount: 1,
            new FaultRule(FaultKind.ForgedHeader, 1000, FaultRule.Forever, Salt: 3)
        );
        using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

        SyncException exception = await Should.ThrowAsync<SyncException>(() => forging.IndexAsync(bazaar, warehouse));

        exception.Problem.ShouldBe(SyncProblem.Inconsistent);
        exception.Message.ShouldContain("not built on");
        exception.Message.ShouldContain("endpoint0.example");
        warehouse.Connection.Scalar<long>("select count(*) from chain.log").ShouldBe(0);
    }

    /// <summary>The final chain of one story, and endpoints over it.</summary>
    private sealed class Scene : IDisposable
    {
        private readonly ScriptedEndpoints _endpoints;

        /// <param name="rules">Of each endpoint.</param>
        public Scene(Truth truth, int endpointCount, params FaultRule[] rules)
        {
            var chain = new ScriptedChain(Bazaar.ChainId, [truth.ChainOf(FaultSchedule.Of(1)).Final]);
            var node = new ScriptedNode(chain, Honest, BazaarContracts.Answers);
            _endpoints = new ScriptedEndpoints(
                node,
                new ChainTimeline(chain, [null]),
                [.. Enumerable.Repeat(rules, endpointCount)],
                new FaultTally()
            );
        }

        /// <summary>Whether the first endpoint answers every question for logs with none.</summary>
        public bool IsFirstSilent { get; init; }

        /// <summary>Whether the first endpoint gives a log of every block that it is asked about.</summary>
        public bool IsFirstInventing { get; init; }

        public bool ServesReceipts { get; init; } = true;

        /// <summary>How often a head was asked for.</summary>
        public int HeadCount => _headCount;

        private int _headCount;

        public static async Task<string> DigestOfHonestAsync(Bazaar bazaar)
        {
            using WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
            using var scene = new Scene(new Truth(bazaar), endpointCount: 1);
            await scene.IndexAsync(bazaar, warehouse);
            return FactDigest.Of(warehouse);
        }

        public void Dispose() => _endpoints.Dispose();

        public EndpointPool Connect() =>
            EndpointPool.Connect(
                _endpoints.Addresses.Select(address => new EndpointAddress(address)),
                new RetryPolicy(new InstantTime(), TimeSpan.FromMilliseconds(1)),
                Transport
            );

        private HttpMessageHandler Transport(Uri address) =>
            new Mouth(this, isFirst: address == _endpoints.Addresses[0])
            {
                InnerHandler = _endpoints.Transport(address),
            };

        public async Task<SyncResult> IndexAsync(
            Bazaar bazaar,
            WarehouseFile warehouse,
            List<SyncProgress>? reports = null
        )
        {
            using ManifestSync sync = await ManifestSync.OpenAsync(
                bazaar.Manifests,
                warehouse,
                _endpoints.Addresses.ToLookup(_ => Bazaar.ChainId, address => new EndpointAddress(address)),
                new SyncOptions(RangeBlocksMax: 10)
                {
                    FinalityDepth = 8,
                    RetryDelay = TimeSpan.FromMilliseconds(1),
                    Proof = ProofLevel.Bloom,
                    Time = new InstantTime(),
                    Transport = Transport,
                },
                CancellationToken.None
            );
            return await sync.RunAsync(reports is null ? null : new Relay(reports), CancellationToken.None);
        }

        /// <summary>Between the indexer and an endpoint.</summary>
        private sealed class Mouth(Scene scene, bool isFirst) : DelegatingHandler
        {
            protected override async Task<HttpResponseMessage> SendAsync(
                HttpRequestMessage request,
                CancellationToken cancellationToken
            )
            {
                string body = await request.Content!.ReadAsStringAsync(cancellationToken);
                if (body.Contains("\"latest\",false"))
                {
                    Interlocked.Increment(ref scene._headCount);
                }

                bool isFirstOnLogs = isFirst && body.Contains("eth_getLogs");
                string? answer =
                    isFirstOnLogs && scene.IsFirstSilent ? "\"result\":[]"
                    : isFirstOnLogs && scene.IsFirstInventing ? $"\"result\":[{string.Join(',', Invent(body))}]"
                    : !scene.ServesReceipts && body.Contains("eth_getBlockReceipts")
                        ? "\"error\":{\"code\":-32601,\"message\":\"not served\"}"
                    : null;
                return answer is null
                    ? await base.SendAsync(request, cancellationToken)
                    : new HttpResponseMessage
                    {
                        Content = new StringContent(
                            $"{{\"jsonrpc\":\"2.0\",\"id\":{JsonDocument.Parse(body).RootElement.GetProperty("id")},{answer}}}"
                        ),
                    };
            }

            private static IEnumerable<string> Invent(string body)
            {
                JsonElement filter = JsonDocument.Parse(body).RootElement.GetProperty("params")[0];
                if (!filter.TryGetProperty("fromBlock", out JsonElement first))
                {
                    yield break;
                }

                long to = Souk.Indexer.Rpc.Hex.ToLong(filter.GetProperty("toBlock").GetString()!);
                string word = "0x" + new string('0', 64);
                for (long block = Souk.Indexer.Rpc.Hex.ToLong(first.GetString()!); block <= to; block++)
                {
                    yield return $"{{\"address\":{filter.GetProperty("address")[0].GetRawText()},\"topics\":[],\"data\":\"0x\",\"blockNumber\":\"0x{block:x}\",\"blockHash\":\"{word}\",\"transactionHash\":\"{word}\",\"transactionIndex\":\"0x0\",\"logIndex\":\"0x0\"}}";
                }
            }

            /// <summary>The endpoint outlives the connection.</summary>
            protected override void Dispose(bool disposing) { }
        }

        private sealed class Relay(List<SyncProgress> reports) : IProgress<SyncProgress>
        {
            public void Report(SyncProgress value)
            {
                lock (reports)
                {
                    reports.Add(value);
                }
            }
        }
    }
}
