using Souk.Indexer.Decoding;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>What the demo's economy does rarely, on the protocols' published contracts.</summary>
public sealed class RealContractTests
{
    [Fact]
    public async Task Ocean_s_escrow_pays_a_job_s_claim_with_a_proof_and_refunds_the_rest()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        Address owner = chain.Account(0);
        Address node = indexed.Call(chain.Account(1), "node");
        Address ada = indexed.Call(chain.Account(2), "ada");
        Contract ocean = chain.NameToken(
            "ocean",
            "ocean_token",
            "OCEAN",
            18,
            await chain.DeployAsync(PublishedContracts.OceanToken(), owner)
        );
        Contract router = await chain.DeployAsync(
            PublishedContracts.FactoryRouter(),
            owner,
            ocean.Address,
            owner,
            chain.Account(9),
            Array.Empty<object>()
        );
        Contract escrow = await chain.DeployAsync(PublishedContracts.OceanEscrow(), router.Address, chain.Account(9));
        indexed.Call(chain.Name("ocean", "escrow", escrow), "escrow");
        await chain.CallAsync(owner, ocean, "mint", ada, 1000);
        await chain.CallAsync(ada, ocean, "approve", escrow.Address, 1000);

        await chain.CallAsync(ada, escrow, "deposit", ocean.Address, 500);
        await chain.CallAsync(ada, escrow, "authorize", ocean.Address, node, 300, 86_400, 5);
        await chain.CallAsync(node, escrow, "createLock", 77, ocean.Address, ada, 200, 3_600);
        (await chain.RefusalAsync(node, escrow, "claimLock", 77, ocean.Address, ada, 201, Proof())).ShouldNotBeEmpty();
        await chain.CallAsync(node, escrow, "claimLock", 77, ocean.Address, ada, 120, Proof());
        await chain.CallAsync(node, escrow, "createLock", 78, ocean.Address, ada, 50, 60);
        await chain.PassAsync(3_600);
        await chain.CallAsync(ada, escrow, "cancelExpiredLock", 78, ocean.Address, ada, node);
        await chain.CallAsync(ada, escrow, "withdraw", new object[] { ocean.Address }, new object[] { 380 });
        await indexed.IndexAsync("ocean", chain);

        indexed
            .PaymentsOf("ocean")
            .ShouldBe([
                "escrow_in ada > escrow: 500 OCEAN, -, transfer",
                "price ada > node: 120 OCEAN, ocean/job/77, internal",
                "refund escrow > ada: 50 OCEAN, ocean/job/78, internal",
                "release escrow > ada: 380 OCEAN, -, transfer",
            ]);
        indexed
            .RowsOf("attestation", "ocean", "subject", "party_id", "kind")
            .ShouldBe(["ocean/job/77 node computation"]);
        indexed
            .RowsOf("job", "ocean", "job_key", "kind", "action", "requester_id", "worker_id")
            .ShouldBe([
                "ocean/job/77 compute requested ada node",
                "ocean/job/77 compute completed ada node",
                "ocean/job/78 compute requested ada node",
                "ocean/job/78 compute cancelled ada node",
            ]);
        indexed.Quarantined().ShouldBeEmpty();
    }

    [Fact]
    public async Task A_consumer_of_singularitynet_takes_back_a_channel_that_expired()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        Address ada = indexed.Call(chain.Account(1), "ada");
        Address provider = indexed.Call(chain.Account(2), "provider");
        Contract agix = chain.NameToken(
            "singularitynet",
            "agix_token",
            "AGIX",
            8,
            await chain.DeployAsync(PublishedContracts.AgixToken(), "SingularityNET Token", "AGIX")
        );
        Contract escrow = await chain.DeployAsync(PublishedContracts.MultiPartyEscrow(), agix.Address);
        indexed.Call(chain.Name("singularitynet", "escrow", escrow), "escrow");
        // The other kinds have no log here, but their tables are read.
        chain.Name("singularitynet", "registry", await chain.DeployAsync(PublishedContracts.Registry()));
        await chain.CallAsync(chain.Account(0), agix, "mint", ada, 1000);
        await chain.CallAsync(ada, agix, "approve", escrow.Address, 1000);

        await chain.CallAsync(ada, escrow, "deposit", 600);
        await chain.CallAsync(ada, escrow, "openChannel", ada, provider, indexed.Id("group"), 400, 30);
        (await chain.RefusalAsync(ada, escrow, "channelClaimTimeout", 0)).ShouldNotBeEmpty();
        await chain.MineEmptyAsync(30);
        await chain.CallAsync(ada, escrow, "channelClaimTimeout", 0);
        await chain.CallAsync(ada, escrow, "withdraw", 600);
        await indexed.IndexAsync("singularitynet", chain);

        indexed
            .PaymentsOf("singularitynet")
            .ShouldBe([
                "escrow_in ada > escrow: 600 AGIX, -, transfer",
                "refund escrow > ada: 400 AGIX, -, internal",
                "release escrow > ada: 600 AGIX, -, transfer",
            ]);
        indexed
            .RowsOf("activity", "singularitynet", "kind", "party_id", "amount")
            .ShouldBe(["mint ada 1000", "claim ada -"]);
    }

    [Fact]
    public async Task Services_of_singularitynet_are_published_channels_to_them_opened_topped_up_and_claimed_and_the_funnel_counts_all()
    {
        const string System = "singularitynet";
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        Address ada = indexed.Call(chain.Account(1), "ada");
        Address ben = indexed.Call(chain.Account(2), "ben");
        Address provider = indexed.Call(chain.Account(3), "provider");
        ContractArtifact token = PublishedContracts.AgixToken();
        Contract agix = await chain.DeployAsync(token, "SingularityNET Token", "AGIX");
        chain.NameToken(System, "agix_token", "AGIX", 8, agix);
        Contract escrow = await chain.DeployAsync(PublishedContracts.MultiPartyEscrow(), agix.Address);
        indexed.Call(chain.Name(System, "escrow", escrow), "escrow");
        Contract registry = chain.Name(System, "registry", await chain.DeployAsync(PublishedContracts.Registry()));
        byte[] organisation = indexed.Id("vision");
        byte[] group = indexed.Id("group");
        byte[] uri = "ipfs://synthetic-demo/vision"u8.ToArray();

        await chain.CallAsync(provider, registry, "createOrganization", organisation, uri, Array.Empty<object>());
        await chain.CallAsync(provider, registry, "createServiceRegistration", organisation, indexed.Id("faces"), uri);
        await chain.CallAsync(provider, registry, "createServiceRegistration", organisation, indexed.Id("plates"), uri);
        foreach (Address consumer in (Address[])[ada, ben])
        {
            await chain.CallAsync(chain.Account(0), agix, "mint", consumer, 1000);
            await chain.CallAsync(consumer, agix, "approve", escrow.Address, 1000);
            await chain.CallAsync(consumer, escrow, "depositAndOpenChannel", consumer, provider, group, 100, 1000);
        }

        // Ada's agent adds funds and moves the end before she signs for more than the channel held.
        await chain.CallAsync(ada, escrow, "deposit", 50);
        await chain.CallAsync(ada, escrow, "channelExtendAndAddFunds", 0, 2000, 50);
        await ClaimAsync(chain, escrow, ada, provider, 120);
        await indexed.IndexAsync(System, chain);

        indexed
            .RowsOf("entitlement", System, "asset_key", "party_id")
            .ShouldBe(["singularitynet/group/group ada", "singularitynet/group/group ben"]);
        indexed
            .PaymentsOf(System)
            .ShouldBe([
                "escrow_in ada > escrow: 100 AGIX, -, transfer",
                "escrow_in ben > escrow: 100 AGIX, -, transfer",
                "escrow_in ada > escrow: 50 AGIX, -, transfer",
                "price ada > provider: 120 AGIX, -, internal",
            ]);
        indexed
            .Rows(
                """
                select format('{} {} {}', a.additional_funds, e.new_expiration, a.channel_id)
                from event.singularitynet_escrow_channel_add_funds a
                join event.singularitynet_escrow_channel_extend e using (chain_id, block_number, channel_id)
                """
            )
            .ShouldBe(["50 2000 0"]);
        // Two services, two consumers with a channel, one of whom paid.
        MetricCatalogue
            .Run(indexed.Connection, "consume_funnel", System)
            .Rows.Select(row => string.Join(' ', row.Select(value => value ?? "-")))
            .ShouldBe(["published 2 0 -", "opened 2 2 -", "paid 1 1 500000"]);
        indexed.Quarantined().ShouldBeEmpty();
    }

    [Fact]
    public async Task Masa_is_unlocked_waits_out_its_cooldown_and_is_claimed_with_interest()
    {
        const int Month = 2_592_000;
        const int Cooldown = 1_814_400;
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        Address owner = chain.Account(0);
        Address ada = indexed.Call(chain.Account(1), "ada");
        LayerZeroEnd end = await LayerZeroEnd.DeployAsync(chain, endpointId: 30_101);
        Contract masa = chain.NameToken(
            "masa",
            "masa_token",
            "MASA",
            18,
            await chain.DeployAsync(PublishedContracts.MasaToken(), end.Endpoint.Address, owner)
        );
        object[] none = [];
        Contract staking = await chain.DeployAsync(
            PublishedContracts.MasaStaking(),
            [masa.Address, owner, Month, Cooldown, default(Address), 0, 0, 0, none, none]
        );
        indexed.Call(chain.Name("masa", "masa_staking", staking), "staking");
        await chain.CallAsync(owner, masa, "mint", ada, 1000);
        await chain.CallAsync(owner, masa, "mint", staking.Address, 500);
        // In parts of 10^8.
        await chain.CallAsync(owner, staking, "setInterestRate", 3, 10_000_000);
        await chain.CallAsync(ada, masa, "approve", staking.Address, 1000);

        await chain.CallAsync(ada, staking, "stake", 700, 3);
        (await chain.RefusalAsync(ada, staking, "unlock", 0)).ShouldNotBeEmpty();
        await chain.PassAsync(3 * Month);
        await chain.CallAsync(ada, staking, "unlock", 0);
        (await chain.RefusalAsync(ada, staking, "claim", 0)).ShouldNotBeEmpty();
        await chain.PassAsync(Cooldown);
        await chain.CallAsync(ada, staking, "claim", 0);
        await indexed.IndexAsync("masa", chain);

        // A tenth of 700; stake and interest are one transfer of 770.
        indexed.PaymentsOf("masa").ShouldBe(["reward staking > ada: 70 MASA, -, transfer"]);
        indexed
            .RowsOf("stake", "masa", "party_id", "action", "quantity")
            .ShouldBe(["ada stake 700", "ada unstake 700"]);
        indexed.Rows("select count(*) from event.masa_masa_staking_unlocked where amount = 700").ShouldBe(["1"]);
    }

    /// <summary>The provider claims from channel 0 what its consumer signs for; the rest stays.</summary>
    private static async Task ClaimAsync(
        SystemChain chain,
        Contract escrow,
        Address consumer,
        Address provider,
        int amount
    )
    {
        AbiType word = AbiType.Parse("uint256");
        byte[] message = Keccak256.Hash([
            .. "__MPE_claim_message"u8,
            .. escrow.Address.ToBytes(),
            .. AbiEncoder.Encode([word, word, word], [0, 0, amount]),
        ]);
        Signature signature = await chain.SignAsync(consumer, message);
        object[] claim = [0, amount, amount, signature.V, signature.R, signature.S, false];
        await chain.CallAsync(provider, escrow, "channelClaim", claim);
    }

    private static byte[] Proof() => Keccak256.Hash("result");
}
