using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.LocalChain.Economy.Royalties;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>The MODELLED task board and API settlement of data/contracts, indexed by data/manifests/sahara.yaml.</summary>
public sealed class TaskAndApiTests
{
    private const string System = "sahara";

    [Fact]
    public async Task Work_is_paid_by_its_quality_in_two_tokens_and_api_calls_are_settled_in_one_batch()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        Contract token = chain.NameToken(System, "sahara_token", "SAHARA", 18, await TokenAsync(chain, own));
        Contract partner = chain.NameToken(System, "modelled_partner_token", "SHELL", 18, await TokenAsync(chain, own));

        await RunTasksAsync(chain, own, indexed, token, partner);
        await RunBatchAsync(chain, own, indexed, token);
        await indexed.IndexAsync(System, chain);

        indexed
            .PaymentsOf(System)
            .ShouldBe([
                "escrow_in lab > board: 300 SAHARA, sahara/clips, transfer",
                "escrow_in lab > board: 30 SHELL, sahara/clips, transfer",
                // 80 %: 80 and 8; 33.3333 %: 33 and 3, rounded down; below the floor of 20 %: nothing.
                "reward board > ada: 80 SAHARA, sahara/clips, transfer",
                "refund board > lab: 20 SAHARA, -, transfer",
                "reward board > ada: 8 SHELL, sahara/clips, transfer",
                "refund board > lab: 2 SHELL, -, transfer",
                "reward board > ben: 33 SAHARA, sahara/clips, transfer",
                "refund board > lab: 67 SAHARA, -, transfer",
                "reward board > ben: 3 SHELL, sahara/clips, transfer",
                "refund board > lab: 7 SHELL, -, transfer",
                "refund board > lab: 100 SAHARA, -, transfer",
                "refund board > lab: 10 SHELL, -, transfer",
                "escrow_in shop > settlement: 50 SAHARA, -, transfer",
                "price settlement > ada: 7 SAHARA, sahara/clips, transfer",
                "price settlement > ada: 7 SAHARA, sahara/clips, transfer",
                "price settlement > ben: 11 SAHARA, sahara/speech, transfer",
            ]);
        indexed
            .RowsOf("contribution", System, "asset_key", "contributor_id", "quantity")
            .ShouldBe(["sahara/clips ada 1", "sahara/clips ben 1"]);
        // A rejection speaks against the work, not against the dataset that it did not become part of.
        indexed
            .RowsOf("attestation", System, "subject", "party_id", "kind", "is_accepted")
            .ShouldBe([
                "sahara/work/0 judge validation true",
                "sahara/work/1 judge validation true",
                "sahara/work/2 judge validation false",
            ]);
        indexed
            .RowsOf("entitlement", System, "asset_key", "party_id")
            .ShouldBe(["sahara/clips shop", "sahara/clips shop", "sahara/speech shop"]);
        indexed
            .Rows("select format('{} calls, {}', calls, total) from event.sahara_modelled_api_settlement_batch_settled")
            .ShouldBe(["3 calls, 25"]);
        CheckWork(indexed);
        // Two calls of 7 to one provider label two transfers, not one twice.
        indexed
            .Rows("select count(distinct leg_log_index) from market.payment where role = 'price' and amount = 7")
            .ShouldBe(["2"]);
    }

    /// <summary>Work by its jobs, its scores and what it collected, and the batch of calls.</summary>
    private static void CheckWork(IndexedSystems indexed)
    {
        indexed
            .RowsOf("job", System, "job_key", "kind", "action", "requester_id", "worker_id", "result_hash")
            .ShouldBe([
                "sahara/task/accents labelling requested lab - -",
                "sahara/work/0 labelling assigned lab ada work0",
                "sahara/work/0 labelling completed lab ada work0",
                "sahara/work/1 labelling assigned lab ben work1",
                "sahara/work/1 labelling completed lab ben work1",
                "sahara/work/2 labelling assigned lab idler work2",
                "sahara/work/2 labelling failed lab idler work2",
            ]);
        // What was rejected has its score and its task, too.
        indexed
            .RowsOf(
                "review",
                System,
                "work_key",
                "action",
                "task_key",
                "channel",
                "asset_key",
                "contributor_id",
                "reviewer_id",
                "quality",
                "quality_max"
            )
            .ShouldBe([
                "sahara/work/0 submitted sahara/task/accents annotation sahara/clips ada - - -",
                "sahara/work/0 accepted sahara/task/accents annotation sahara/clips ada judge 800000 1000000",
                "sahara/work/1 submitted sahara/task/accents annotation sahara/clips ben - - -",
                "sahara/work/1 accepted sahara/task/accents annotation sahara/clips ben judge 333333 1000000",
                "sahara/work/2 submitted sahara/task/accents annotation sahara/clips idler - - -",
                "sahara/work/2 rejected sahara/task/accents annotation sahara/clips idler judge 199999 1000000",
            ]);
        indexed
            .Metric(System, "acceptance", null, "channel", "accepted", "rejected", "rejected_quality_median_ppm")
            .ShouldBe(["annotation 2 1 199999"]);
        indexed
            .RowsOf("asset_trait", System, "asset_key", "quality_ppm", "verification")
            .ShouldBe(["sahara/clips 800000 reviewed", "sahara/clips 333333 reviewed"]);
        indexed
            .RowsOf("collection", System, "asset_key", "collector_id", "source", "record_count", "content_hash")
            .ShouldBe(["sahara/clips ada labelling 1 work0", "sahara/clips ben labelling 1 work1"]);
        // One application, two providers and two assets: only the payer is the same for all calls.
        indexed
            .RowsOf("settlement", System, "asset_key", "payer_id", "service_id", "calls", "amount")
            .ShouldBe(["- shop - 3 25"]);
        indexed
            .Rows(
                "select (batch_key = 'sahara/batch/0x' || lower(hex(root))) || ' ' || (root = c.committed) from market.settlement, "
                    + "(select root as committed from event.sahara_modelled_api_settlement_batch_committed) c"
            )
            .ShouldBe(["true true"]);
    }

    private static async Task RunTasksAsync(
        SystemChain chain,
        OwnContracts own,
        IndexedSystems indexed,
        Contract token,
        Contract partner
    )
    {
        Contract board = chain.Name(
            System,
            "modelled_task_board",
            await chain.DeployAsync(own["ModelledTaskBoard"], token.Address, partner.Address)
        );
        indexed.Call(board, "board");
        Address lab = indexed.Call(chain.Account(1), "lab");
        Address judge = indexed.Call(chain.Account(2), "judge");
        byte[] task = indexed.Id("accents");
        byte[] clips = indexed.Id("clips");
        foreach (Contract coin in (Contract[])[token, partner])
        {
            await chain.CallAsync(chain.Account(0), coin, "transfer", lab, 1000);
            await chain.CallAsync(lab, coin, "approve", board.Address, 1000);
        }

        await chain.CallAsync(
            lab,
            board,
            "open",
            task,
            "annotation",
            new object[] { lab, judge, clips, 100, 10, 200_000, 3 }
        );
        (string Name, int Account, int QualityPpm)[] works =
        [
            ("ada", 3, 800_000),
            ("ben", 4, 333_333),
            ("idler", 5, 199_999),
        ];
        for (int index = 0; index < works.Length; index++)
        {
            Address worker = indexed.Call(chain.Account(works[index].Account), works[index].Name);
            await chain.CallAsync(worker, board, "submit", task, indexed.Id("work" + index));
            await chain.CallAsync(judge, board, "review", index, works[index].QualityPpm);
        }

        (await chain.RefusalAsync(judge, board, "review", 0, 1)).ShouldNotBeEmpty();
        (await chain.RefusalAsync(lab, board, "submit", task, task)).ShouldNotBeEmpty();
    }

    private static async Task RunBatchAsync(SystemChain chain, OwnContracts own, IndexedSystems indexed, Contract token)
    {
        Address gateway = chain.Account(6);
        Contract settlement = chain.Name(
            System,
            "modelled_api_settlement",
            await chain.DeployAsync(own["ModelledApiSettlement"], token.Address, gateway)
        );
        indexed.Call(settlement, "settlement");
        Address shop = indexed.Call(chain.Account(7), "shop");
        await chain.CallAsync(chain.Account(0), token, "transfer", shop, 50);
        await chain.CallAsync(shop, token, "approve", settlement.Address, 50);
        await chain.CallAsync(shop, settlement, "deposit", 50);
        object[] calls =
        [
            new object[] { indexed.Id("call-1"), indexed.Id("clips"), shop, chain.Account(3), 7 },
            new object[] { indexed.Id("call-2"), indexed.Id("clips"), shop, chain.Account(3), 7 },
            new object[] { indexed.Id("call-3"), indexed.Id("speech"), shop, chain.Account(4), 11 },
        ];
        byte[] root = CallBatch.RootOf(calls);
        await chain.CallAsync(gateway, settlement, "commit", root, calls.Length);
        // One call less has another root.
        (await chain.RefusalAsync(gateway, settlement, "settle", (object)calls[..2])).ShouldNotBeEmpty();
        await chain.CallAsync(gateway, settlement, "settle", (object)calls);
        (await chain.RefusalAsync(gateway, settlement, "settle", (object)calls)).ShouldNotBeEmpty();
    }

    private static Task<Contract> TokenAsync(SystemChain chain, OwnContracts own) =>
        chain.DeployAsync(own["ModelledOmnichainToken"], "Modelled", "M", default(Address), 100_000, chain.Account(0));
}
