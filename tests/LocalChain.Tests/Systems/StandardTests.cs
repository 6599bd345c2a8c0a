using System.Numerics;
using Souk.Indexer.Manifests;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>Token standards, streams, vesting, attestations, agents and x402 payments by data/manifests/standards.yaml.
/// </summary>
public sealed class StandardTests
{
    private const string System = "standards";

    [Fact]
    public async Task A_sablier_stream_is_funded_withdrawn_from_and_cancelled_and_a_wallet_vests()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        Address ada = indexed.Call(chain.Account(1), "ada");
        Address ben = indexed.Call(chain.Account(2), "ben");
        Contract token = await chain.DeployAsync(own["ModelledFeeToken"], 18, 0, ada, 10_000);
        chain.NameToken(System, "erc20", "FEE", 18, token);
        Contract lockup = await chain.DeployAsync(PublishedContracts.SablierLockup(), ada, ada);
        indexed.Call(chain.Name(System, "sablier_lockup", lockup), "lockup");
        long start = chain.Host.Options.GenesisTime + 5_000;
        Contract wallet = await chain.DeployAsync(PublishedContracts.VestingWallet(), ben, start, 1_000);
        indexed.Call(chain.Name(System, "vesting_wallet", wallet), "wallet");
        await chain.CallAsync(ada, token, "approve", lockup.Address, 1_000);

        // 1000 in 1000 seconds: 250 streamed when 200 are taken, 400 when it is cancelled.
        await chain.NextAtAsync(1_000);
        object[] never = [default(Address), 0];
        object[] stream = [ada, ben, 1_000, token.Address, true, true, new object[] { 0, 1_000 }, never];
        await chain.CallAsync(ada, lockup, "createWithDurations", stream.AsOne());
        await chain.NextAtAsync(1_250);
        await chain.CallAsync(ben, lockup, "withdraw", 1, ben, 200);
        await chain.NextAtAsync(1_400);
        await chain.CallAsync(ada, lockup, "cancel", 1);
        await chain.CallAsync(ben, lockup, "withdrawMax", 1, ben);
        // 600 in 1000 seconds from second 5000 on: 150 after 250.
        await chain.CallAsync(ada, token, "transfer", wallet.Address, 600);
        await chain.NextAtAsync(5_250);
        await chain.CallAsync(ben, wallet, "release", token.Address);
        await indexed.IndexAsync(System, chain);

        indexed
            .PaymentsOf(System)
            .ShouldBe(["escrow_in ada > lockup: 1000 FEE, -, transfer", "refund lockup > ada: 600 FEE, -, transfer"]);
        indexed.RowsOf("release", System, "wallet_id", "amount").ShouldBe(["lockup 200", "lockup 200", "wallet 150"]);
        indexed
            .Rows(
                "select format('{} {}', start_seconds - $start, duration_seconds) from market.vesting where system = 'standards'",
                ("start", start)
            )
            .ShouldBe(["0 1000"]);
        indexed.Rows("select count(*) from market.release where leg_log_index is null").ShouldBe(["0"]);
        // Of the wallet's 600, 450 are to come. All that was not given back of the stream is vested from the cancellation on.
        DateTime At(long seconds) =>
            DateTimeOffset.FromUnixTimeSeconds(chain.Host.Options.GenesisTime + seconds).UtcDateTime;
        indexed
            .Metric(System, "vesting", At(5_250), "bucket", "total", "vested", "released")
            .ShouldBe(["sablier_lockup 1 400 400 400", "vesting_wallet 600 150 150"]);
        indexed
            .Metric(System, "unlock_overhang", At(5_250), "days", "ahead", "claimable", "promised_ahead")
            .ShouldBe(["30 450 0 0", "90 450 0 0", "365 450 0 0"]);
        indexed
            .Metric(System, "vesting", At(1_300), "bucket", "total", "vested", "released", "duration_seconds")
            .ShouldBe(["sablier_lockup 1 1000 250 200 1000"]);
        indexed
            .Metric(System, "unlock_overhang", At(1_300), "days", "ahead", "claimable")
            .ShouldBe(["30 750 50", "90 750 50", "365 750 50"]);
    }

    [Fact]
    public async Task Streams_of_tranches_and_of_segments_have_set_free_what_their_contracts_say()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        Address ada = indexed.Call(chain.Account(1), "ada");
        Address ben = indexed.Call(chain.Account(2), "ben");
        BigInteger unit = BigInteger.Pow(10, 18);
        Contract token = await chain.DeployAsync(own["ModelledFeeToken"], 18, 0, ada, 10_000 * unit);
        chain.NameToken(System, "erc20", "FEE", 18, token);
        Contract tranched = await chain.DeployAsync(PublishedContracts.SablierTranched(), ada, ada, 10);
        indexed.Call(chain.Name(System, "sablier_lockup", tranched), "tranched");
        Contract dynamic = await chain.DeployAsync(PublishedContracts.SablierDynamic(), ada, ada, 10);
        indexed.Call(chain.Name(System, "sablier_lockup", dynamic), "dynamic");
        await chain.CallAsync(ada, token, "approve", tranched.Address, 1_000 * unit);
        await chain.CallAsync(ada, token, "approve", dynamic.Address, 1_000 * unit);
        long start = chain.Host.Options.GenesisTime + 1_000;
        object[] never = [default(Address), 0];

        // 100 after 300 seconds, 900 after 1000; 700 in 600 seconds by the power 3.14, then 300 in 400 by the root.
        object[] tranches = [new object[] { 100 * unit, start + 300 }, new object[] { 900 * unit, start + 1_000 }];
        object[] stream = [ada, ben, 1_000 * unit, token.Address, true, true, start, tranches, never];
        await chain.CallAsync(ada, tranched, "createWithTimestamps", stream.AsOne());
        object[] segments =
        [
            new object[] { 700 * unit, unit * 314 / 100, start + 600 },
            new object[] { 300 * unit, unit / 2, start + 1_000 },
        ];
        stream = [ada, ben, 1_000 * unit, token.Address, true, true, start, segments, never];
        await chain.CallAsync(ada, dynamic, "createWithTimestamps", stream.AsOne());
        await chain.NextAtAsync(1_000 + 299);
        await chain.CallAsync(ben, dynamic, "withdrawMax", 1, ben);
        await chain.NextAtAsync(1_000 + 777);
        await chain.CallAsync(ben, dynamic, "withdrawMax", 1, ben);
        await chain.CallAsync(ben, tranched, "withdrawMax", 1, ben);
        await indexed.IndexAsync(System, chain);

        // Whoever takes all that is free has what is vested, to the last unit.
        BigInteger[] taken =
        [
            .. indexed.RowsOf("release", System, "amount").Select(amount => BigInteger.Parse(amount, null)),
        ];
        taken[0].ShouldBeInRange(78 * unit, 79 * unit);
        taken[2].ShouldBe(100 * unit);
        Vested(299).ShouldBe([$"sablier_lockup 1 segments {taken[0]}", "sablier_lockup 1 tranches 0"]);
        Vested(777)
            .ShouldBe([$"sablier_lockup 1 segments {taken[0] + taken[1]}", $"sablier_lockup 1 tranches {taken[2]}"]);
        indexed
            .PaymentsOf(System)
            .ShouldBe([
                $"escrow_in ada > tranched: {1_000 * unit} FEE, -, transfer",
                $"escrow_in ada > dynamic: {1_000 * unit} FEE, -, transfer",
            ]);
        indexed.Quarantined().ShouldBeEmpty();

        List<string> Vested(long seconds)
        {
            DateTime time = DateTimeOffset.FromUnixTimeSeconds(start + seconds).UtcDateTime;
            return indexed.Metric(System, "vesting", time, "bucket", "shape", "vested");
        }
    }

    [Fact]
    public async Task Streams_of_version_4_run_in_steps_or_wait_for_a_price_as_their_contract_says()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        Address ada = indexed.Call(chain.Account(1), "ada");
        Address ben = indexed.Call(chain.Account(2), "ben");
        Contract token = await chain.DeployAsync(own["ModelledFeeToken"], 18, 0, ada, 10_000);
        chain.NameToken(System, "erc20", "FEE", 18, token);
        Contract feed = await chain.DeployAsync(own["ModelledPriceFeed"], 1_00000000);
        Contract lockup = await DeployLockup4Async(chain, ada);
        indexed.Call(chain.Name(System, "sablier_lockup", lockup), "lockup");
        await chain.CallAsync(ada, token, "approve", lockup.Address, 10_000);
        long start = chain.Host.Options.GenesisTime + 1_000;
        object[] Common(int amount) =>
            [ada, ben, amount, token.Address, true, true, new object[] { start, start + 1_000 }, "a shape"];

        // 1: 100 at the start, 200 after 300 seconds, and 701 in steps of 200 of the 700 seconds from then on. 2: 999 in steps of a second.
        // 3 to 5: 500, 400 and 300 once a token costs 2 dollars.
        object[] unlocks = [100, 200];
        await chain.CallAsync(ada, lockup, "createWithTimestampsLL", Common(1_001), unlocks, 200, start + 300);
        object[] none = [0, 0];
        await chain.CallAsync(ada, lockup, "createWithTimestampsLL", Common(999), none, 0, 0);
        object[] gate = [feed.Address, 2_00000000];
        foreach (int amount in (int[])[500, 400, 300])
        {
            await chain.CallAsync(ada, lockup, "createWithTimestampsLPG", Common(amount), gate);
        }

        await chain.NextAtAsync(1_000 + 710);
        await chain.CallAsync(ben, lockup, "withdrawMax", 1, ben);
        await chain.NextAtAsync(1_000 + 711);
        await chain.CallAsync(ben, lockup, "withdrawMax", 2, ben);
        await chain.CallAsync(ada, lockup, "cancel", 4);
        await chain.CallAsync(ada, feed, "set", 2_50000000);
        await chain.CallAsync(ben, lockup, "withdrawMax", 3, ben);
        await chain.NextAtAsync(1_000 + 720);
        await chain.MineEmptyAsync(1);
        await indexed.IndexAsync(System, chain);

        // After 410 seconds from the cliff two steps of 200: 300 + floor(701 x 400 / 700); and floor(999 x 711 / 1000).
        indexed.RowsOf("release", System, "wallet_id", "amount").ShouldBe(["lockup 700", "lockup 710", "lockup 500"]);
        string[] columns = ["bucket", "shape", "duration_seconds", "total", "vested", "released"];
        indexed
            .Metric(System, "vesting", At(720), columns)
            .ShouldBe([
                "sablier_lockup 1 tranches 1000 1001 700 700",
                "sablier_lockup 2 linear 1000 999 719 710",
                "sablier_lockup 3 price gated  500 500 500",
                "sablier_lockup 4 price gated  0 0 0",
                "sablier_lockup 5 price gated  300 0 0",
            ]);
        // What waits for a price is ahead of no day: of streams 1 and 2, 301 and 280 are; and 9 of the second are free since.
        indexed
            .Metric(System, "unlock_overhang", At(720), "days", "ahead", "claimable")
            .ShouldBe(["30 581 9", "90 581 9", "365 581 9"]);
        indexed
            .PaymentsOf(System)
            .ShouldBe([
                .. new[] { 1_001, 999, 500, 400, 300 }.Select(amount =>
                    $"escrow_in ada > lockup: {amount} FEE, -, transfer"
                ),
                "refund lockup > ada: 400 FEE, -, transfer",
            ]);
        indexed.Quarantined().ShouldBeEmpty();

        DateTime At(long seconds) => DateTimeOffset.FromUnixTimeSeconds(start + seconds).UtcDateTime;
    }

    /// <summary>Sablier's contract of version 4.0 with its libraries, and a comptroller that takes no fee.</summary>
    private static async Task<Contract> DeployLockup4Async(SystemChain chain, Address owner)
    {
        Dictionary<string, Address> libraries = [];
        foreach (string name in (string[])["LockupHelpers", "LockupMath"])
        {
            libraries[name] = (await chain.DeployAsync(PublishedContracts.SablierLibrary(name))).Address;
        }

        Contract comptroller = await chain.DeployAsync(PublishedContracts.SablierComptroller(), owner);
        return await chain.DeployAsync(PublishedContracts.SablierLockup4(libraries), comptroller.Address, owner);
    }

    [Fact]
    public async Task What_users_of_any_market_meet_becomes_rows()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        var script = new LogScript(chain, await OwnContracts.CompileAsync(CancellationToken.None), System);
        Address ada = indexed.Call(chain.Account(1), "ada");
        Address ben = indexed.Call(chain.Account(2), "ben");
        byte[] uid = indexed.Id("uid");
        Contract usdc = await script.TokenAsync("erc20", "USDC", 6);
        string[] kinds = ["erc721", "erc1155", "eas", "agent_registry", "agent_reputation", "sablier_lockup"];
        foreach (string kind in kinds)
        {
            indexed.Call(await script.AtAsync(kind), kind);
        }

        // x402: Ada signed, anybody submits; a transfer without a signature beside it is none.
        await script.EmitAsync(
            ("erc20", "AuthorizationUsed", [ada, indexed.Id("nonce")]),
            ("erc20", "Transfer", [ada, ben, 25]),
            ("erc20", "Transfer", [ada, ben, 25])
        );
        await script.EmitAsync(("erc721", "Transfer", [default(Address), ada, 5]));
        await script.EmitAsync(("erc721", "Transfer", [ada, ben, 5]));
        await script.EmitAsync(("erc721", "UpdateUser", [5, ada, 1_800_000_000]), ("erc721", "Locked", [5]));
        await script.EmitAsync(("erc1155", "TransferSingle", [ada, default(Address), ben, 9, 4]));
        await script.EmitAsync(("erc1155", "URI", ["ipfs://synthetic-demo/9", 9]));
        await script.EmitAsync(("eas", "Attested", [ben, ada, uid, indexed.Id("schema")]));
        await script.EmitAsync(("eas", "Revoked", [ben, ada, uid, indexed.Id("schema")]));
        await script.EmitAsync(("agent_registry", "Registered", [3, "ipfs://synthetic-demo/agent", ada]));
        await script.EmitAsync(
            (
                "agent_reputation",
                "NewFeedback",
                [3, ben, 1, -20, 0, "speed", "speed", "", "", "", new byte[Hash32.ByteCount]]
            )
        );
        // As version 1.1 tells it; 5 of 90 are the protocol's fee.
        object[] segments = [new object[] { 60, 500, 1_200 }, new object[] { 25, 700, 1_900 }];
        await script.EmitAsync(
            (
                "sablier_lockup",
                "CreateLockupDynamicStream#2",
                [
                    4,
                    ada,
                    ada,
                    ben,
                    new object[] { 85, 5, 0 },
                    usdc.Address,
                    true,
                    true,
                    segments,
                    new object[] { 1_000, 1_900 },
                    default(Address),
                ]
            )
        );
        await EmitStreamsAsync(script, ada, ben, usdc, await script.AtAsync("sablier_lockup"));
        await indexed.IndexAsync(System, chain);

        indexed
            .RowsOf("stream", System, "beneficiary_id", "start_seconds", "cliff_seconds", "duration_seconds", "amount")
            .ShouldBe([
                "ben 1000 1000 900 85",
                "ben 1000 1200 1000 1000",
                "ben 1000 1000 1000 900",
                "ben 1000 1000 1000 100",
                "ben 1000 1000 900 85",
                "ben 1000 1000 1000 70",
            ]);
        indexed
            .RowsOf("stream_part", System, "part", "start_seconds", "end_seconds", "amount", "exponent")
            .ShouldBe(
                [
                    "1 1000 1200 60 500",
                    "2 1200 1900 25 700",
                    "1 1000 1000 100 -",
                    "2 1000 1500 200 -",
                    $"3 1500 2000 600 {BigInteger.Pow(10, 18)}",
                    "1 1000 1200 60 -",
                    "2 1200 2000 40 -",
                    "1 1000 1200 60 500",
                    "2 1200 1900 25 700",
                ],
                ignoreOrder: true
            );
        indexed
            .RowsOf("stream_move", System, "action", "amount")
            .ShouldBe(["withdrawn 250", "cancelled 600", "withdrawn 9"]);
        indexed.RowsOf("release", System, "wallet_id", "amount").ShouldBe(["sablier_lockup 250", "sablier_lockup 9"]);
        indexed
            .PaymentsOf(System)
            .ShouldBe([
                "price ada > ben: 25 USDC, -, transfer",
                "escrow_in ada > sablier_lockup: 1000 USDC, -, transfer",
                "refund sablier_lockup > ada: 600 USDC, -, transfer",
                "escrow_in ada > sablier_lockup: 900 USDC, -, transfer",
                "escrow_in ada > sablier_lockup: 100 USDC, -, transfer",
                "escrow_in ada > sablier_lockup: 85 USDC, -, transfer",
                "escrow_in ada > sablier_lockup: 70 USDC, -, transfer",
            ]);
        indexed
            .RowsOf("asset", System, "asset_key", "kind", "owner_id")
            .ShouldBe(["standards/erc721/5 dataset ada", "standards/agent_registry/3 service ada"]);
        indexed.RowsOf("asset_trait", System, "asset_key", "form").ShouldBe(["standards/agent_registry/3 agent"]);
        indexed
            .RowsOf("attribution", System, "asset_key", "party_id", "share_ppm")
            .Order(StringComparer.Ordinal)
            .ShouldBe(["standards/erc721/5 ada 0", "standards/erc721/5 ada 1000000", "standards/erc721/5 ben 1000000"]);
        indexed
            .RowsOf("entitlement", System, "asset_key", "party_id")
            .ShouldBe(["standards/erc721/5 ada", "standards/erc1155/9 ben"]);
        indexed
            .RowsOf("document", System, "asset_key", "uri")
            .ShouldBe([
                "standards/erc1155/9 ipfs://synthetic-demo/9",
                "standards/agent_registry/3 ipfs://synthetic-demo/agent",
            ]);
        indexed
            .RowsOf("attestation", System, "subject", "party_id", "is_accepted")
            .ShouldBe(["eas/uid ada true", "eas/uid ada false", "agent/3 ben false"]);
        indexed.Quarantined().ShouldBeEmpty();
        await indexed.CheckFilesAsync([System], chain);
    }

    /// <summary>Streams 11 to 15 as versions 1.0, 2.0 and 3.0 tell them, one transaction each, and what left the first and the second.</summary>
    private static async Task EmitStreamsAsync(
        LogScript script,
        Address ada,
        Address ben,
        Contract token,
        Contract lockup
    )
    {
        Address nobody = default;
        object[] Common(object amounts, int end) =>
            [ada, ada, ben, amounts, token.Address, true, true, new object[] { 1_000, end }, "a shape", nobody];
        async Task FundAsync(int id, int amount, string created, params object[] values) =>
            await script.EmitAsync(
                ("erc20", "Transfer", [ada, lockup.Address, amount]),
                ("sablier_lockup", "Transfer", [nobody, ben, id]),
                ("sablier_lockup", created, [id, .. values])
            );

        object[] first =
        [
            ada,
            ada,
            ben,
            new object[] { 1_000, 0, 0 },
            token.Address,
            true,
            new object[] { 1_000, 1_200, 2_000 },
            nobody,
        ];
        await FundAsync(11, 1_000, "CreateLockupLinearStream#3", first);
        await script.EmitAsync(
            ("erc20", "Transfer", [lockup.Address, ben, 250]),
            ("sablier_lockup", "WithdrawFromLockupStream#2", [11, ben, 250])
        );
        await script.EmitAsync(
            ("erc20", "Transfer", [lockup.Address, ada, 600]),
            ("sablier_lockup", "CancelLockupStream#2", [11, ada, ben, 600, 150])
        );
        // 100 of 900 at the start, 200 at second 1500; and 100 in two tranches.
        object[] unlocks = [100, 200];
        await FundAsync(12, 900, "CreateLockupLinearStream#4", Common(new object[] { 900, 10 }, 2_000), 1_500, unlocks);
        object[] tranches = [new object[] { 60, 1_200 }, new object[] { 40, 2_000 }];
        await FundAsync(13, 100, "CreateLockupTranchedStream#2", Common(new object[] { 100, 0 }, 2_000), tranches);
        object[] segments = [new object[] { 60, 500, 1_200 }, new object[] { 25, 700, 1_900 }];
        await FundAsync(14, 85, "CreateLockupDynamicStream#5", Common(85, 1_900)[..^1], segments);
        object[] none = [0, 0];
        await FundAsync(15, 70, "CreateLockupLinearStream#5", Common(70, 2_000)[..^1], 0, none);
        await script.EmitAsync(
            ("erc20", "Transfer", [lockup.Address, ben, 9]),
            ("sablier_lockup", "WithdrawFromLockupStream", [12, ben, token.Address, 9])
        );
    }

    [Theory]
    // Of the ABIs that Sablier publishes of its contracts of versions 1.0, 2.0 and 3.0 (npm sablier 4.1.0).
    [InlineData("CreateLockupLinearStream", 2, "6a14b1f86e996f59f3a5a72afa0f99cc59199944c80ad4f7260c9b3e3a07b110")]
    [InlineData("CreateLockupDynamicStream", 2, "5fdd2815acf0f9021ab8eb10cffdc5974c4521cd6d431e3b0d93f13ffe005979")]
    [InlineData("WithdrawFromLockupStream", 1, "fa54f9f9bdcdd28778cbb9f78490df6691cc4e2729588e10f4cc0a26c465686a")]
    [InlineData("CancelLockupStream", 1, "2971bd77136e1a620a6b1eb4ad5edd190e9fd391b26bfc5dea50b882fc6b9fd2")]
    [InlineData("CreateLockupLinearStream", 3, "cf6da1cdefbf0f0870377128cab020f3b9895ce9613b14b933bbd193d764a92e")]
    [InlineData("CreateLockupTranchedStream", 1, "1cb15a39f12b6a349f8d1d45499b7b9df63464a79fa2e294a7237107e62c384f")]
    [InlineData("CreateLockupDynamicStream", 3, "7cb83640a329cb238b531daa26ffca31b59dd7c51020184cb4394ac43a11278c")]
    [InlineData("WithdrawFromLockupStream", 0, "40b88e5c41c5a97ffb7b6ef88a0a2d505aa0c634cf8a0275cb236ea7dd87ed4d")]
    [InlineData("CancelLockupStream", 0, "5edb27d6c1a327513b90a792050debf074b7194444885e3144d4decc5caaaa50")]
    [InlineData("CreateLockupLinearStream", 4, "c79bd540ef5a04a4ac63a943cd4fb703e8a730be1368c34f4c31bb7142bbdb3a")]
    [InlineData("CreateLockupTranchedStream", 2, "b5286ba059f8139658108ff5a9617e2ba55bd80fb2dd93063f9f9bc0e65c4c2a")]
    [InlineData("CreateLockupDynamicStream", 4, "0e7eb51bad11fb6392e8e6cfd568e0750bbaf84bca8bf4dceb9bcae5b46a3311")]
    public void Events_of_streams_have_the_topics_of_the_published_contracts(string name, int place, string topic) =>
        Manifest
            .Load(Path.Combine(IndexedSystems.ShippedFolder, "standards.yaml"))
            .KindOf("sablier_lockup")
            .Events.Where(signature => signature.Name == name)
            .ElementAt(place)
            .Topic0.ToString()
            .ShouldBe($"0x{topic}");

    [Fact]
    public async Task Batches_coins_released_and_feedback_taken_back_are_rows_and_ids_that_are_hashes_keep_their_keys()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        var script = new LogScript(chain, own, System);
        Address ada = indexed.Call(chain.Account(1), "ada");
        Address ben = indexed.Call(chain.Account(2), "ben");
        foreach (string kind in (string[])["erc721", "erc1155", "agent_reputation"])
        {
            indexed.Call(await script.AtAsync(kind), kind);
        }

        chain.NameCoin(System, "COIN");
        long start = chain.Host.Options.GenesisTime + 5_000;
        Contract wallet = await chain.DeployAsync(PublishedContracts.VestingWallet(), ben, start, 1_000);
        indexed.Call(chain.Name(System, "vesting_wallet", wallet), "wallet");
        BigInteger hash = BigInteger.Pow(2, 255);

        await script.EmitAsync(
            ("erc1155", "TransferBatch", [ada, default(Address), ben, new object[] { 7, 8 }, new object[] { 1, 2 }])
        );
        await script.EmitAsync(
            ("erc1155", "TransferBatch", [ada, default(Address), ben, new object[] { hash }, new object[] { 1 }])
        );
        await script.EmitAsync(("erc721", "Transfer", [default(Address), ada, hash]));
        await script.EmitAsync(("agent_reputation", "FeedbackRevoked", [3, ben, 1]));
        await chain.SendCoinsAsync(ada, wallet.Address, 600);
        // 600 in 1000 seconds from second 5000 on: 150 after 250.
        await chain.NextAtAsync(5_250);
        await chain.CallAsync(ben, wallet, "release");
        await indexed.IndexAsync(System, chain);

        indexed
            .RowsOf("entitlement", System, "asset_key", "party_id")
            .Order(StringComparer.Ordinal)
            .ShouldBe(["standards/erc1155/7 ben", "standards/erc1155/8 ben"]);
        indexed
            .RowsOf("asset", System, "asset_key", "owner_id")
            .ShouldBe([$"standards/erc721/0x8{new string('0', 63)} ada"]);
        indexed
            .RowsOf("attestation", System, "subject", "party_id", "is_accepted")
            .ShouldBe(["agent/3/feedback/1 ben false"]);
        indexed.RowsOf("release", System, "wallet_id", "amount").ShouldBe(["wallet 150"]);
        indexed
            .Rows(
                "select format('{} {}', start_seconds - $start, duration_seconds) from market.vesting",
                ("start", start)
            )
            .ShouldBe(["0 1000"]);
        indexed
            .Rows("select t.symbol from market.release r join market.token t using (chain_id, token_id, system)")
            .ShouldBe(["COIN"]);
        indexed
            .Quarantined()
            .ShouldHaveSingleItem()
            .ShouldBe($"amount erc1155: TransferBatch of id {hash}; the mapping reads ids below 10^38 of lists.");
    }
}
