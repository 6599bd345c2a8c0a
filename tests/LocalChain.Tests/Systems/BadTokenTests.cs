using System.Numerics;
using Souk.LocalChain.Chain;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>Tokens and proxies that do what honest ones do not: handled, or in quarantine with a reason, never guessed.
/// </summary>
public sealed class BadTokenTests
{
    [Theory]
    [InlineData(0, 7)]
    [InlineData(36, 7)]
    public async Task A_token_of_any_decimals_is_exact_and_what_is_too_large_waits_in_quarantine(
        int decimals,
        long amount
    )
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        Address issuer = indexed.Call(chain.Account(0), "issuer");
        Address ada = indexed.Call(chain.Account(1), "ada");
        // 10^38 base units are the first that an amount cannot be: 100 tokens of 36 decimals.
        BigInteger supply = BigInteger.Pow(10, 38);
        Contract token = await chain.DeployAsync(own["ModelledFeeToken"], decimals, 0, issuer, supply);
        indexed.Call(chain.NameToken("myshell", "shell_token", "SHELL", decimals, token), "token");

        await chain.CallAsync(issuer, token, "transfer", ada, amount * BigInteger.Pow(10, decimals));
        await indexed.IndexAsync("myshell", chain);

        indexed
            .RowsOf("transfer", "myshell", "sender_id", "recipient_id", "amount")
            .ShouldBe([$"issuer ada {amount * BigInteger.Pow(10, decimals)}"]);
        indexed.Quarantined().ShouldHaveSingleItem().ShouldStartWith("amount token: ");
        indexed
            .Rows("select decimals from market.token where system = 'myshell'")
            .ShouldBe([decimals.ToString(global::System.Globalization.CultureInfo.InvariantCulture)]);
    }

    [Fact]
    public async Task A_token_that_keeps_a_part_is_never_booked_at_what_the_event_says()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        Address collector = indexed.Call(chain.Account(9), "collector");
        Address ada = indexed.Call(chain.Account(1), "ada");
        Contract token = await chain.DeployAsync(own["ModelledFeeToken"], 18, 10, collector, 10_000);
        chain.NameToken("oraichain", "orai_token", "ORAI", 18, token);
        Contract requests = await chain.DeployAsync(own["ModelledAiRequests"], token.Address, chain.Account(8));
        indexed.Call(chain.Name("oraichain", "modelled_requests", requests), "requests");

        await chain.CallAsync(ada, requests, "list", indexed.Id("faces"), "Face matching");
        await chain.CallAsync(collector, token, "transfer", ada, 1000);
        await chain.CallAsync(ada, token, "approve", requests.Address, 1000);
        await chain.CallAsync(ada, requests, "ask", indexed.Id("faces"), 200);
        await indexed.IndexAsync("oraichain", chain);

        indexed.PaymentsOf("oraichain").ShouldBeEmpty();
        indexed
            .Quarantined()
            .ShouldBe([
                "event requests: no transfer of 200 in its transaction; the token may keep a part of each transfer",
            ]);
        indexed.Result.QuarantinedCount.ShouldBe(1);
        // What really moved is there: a tenth to the collector.
        indexed
            .RowsOf("transfer", "oraichain", "sender_id", "recipient_id", "amount")
            .ShouldBe(["nobody collector 10000", "collector ada 1000", "ada collector 20", "ada requests 180"]);
    }

    [Fact]
    public async Task A_proxy_upgraded_to_another_abi_is_read_by_none_but_the_events_it_was_declared_with()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        Contract logic = await chain.DeployAsync(own["ModelledLogs"]);
        byte[] none = [];
        // OpenZeppelin's proxy refuses to be made without a first call.
        byte[] first = logic.Call(chain.Account(0), "emitLog", new object[] { Topic("First()") }, none).Data;
        Contract proxy = await chain.DeployAsync(PublishedContracts.Proxy(), logic.Address, first);
        Contract spoken = indexed.Call(
            chain.Name("pyth", "price_feeds", new Contract(proxy.Address, own["ModelledLogs"])),
            "feeds"
        );
        Contract honest = chain.Name("pyth", "price_feeds", await chain.DeployAsync(own["ModelledLogs"]));
        byte[] topic = Topic("PriceFeedUpdate(bytes32,uint64,int64,uint64)");
        byte[] feed = indexed.Id("FET/USD");
        byte[] update = [.. Word(5), .. Word(6), .. Word(7)];

        await chain.CallAsync(chain.Account(0), spoken, "emitLog", new object[] { topic, feed }, update);
        // After the upgrade: the same event with two topics more, with a word less, and one that nobody declared.
        await chain.CallAsync(chain.Account(0), spoken, "emitLog", new object[] { topic, feed, feed, feed }, update);
        await chain.CallAsync(chain.Account(0), spoken, "emitLog", new object[] { topic, feed }, update[..64]);
        await chain.CallAsync(chain.Account(0), spoken, "emitLog", new object[] { Topic("New()") }, none);
        await chain.CallAsync(chain.Account(0), honest, "emitLog", new object[] { topic, feed }, update);
        await indexed.IndexAsync("pyth", chain);

        indexed.Rows("select count(*) from event.pyth_price_feeds_price_feed_update").ShouldBe(["2"]);
        indexed.Quarantined().ShouldHaveSingleItem().ShouldStartWith("event feeds: ");
        // The proxy's own event, its first call, the event with more topics and the new one: kept raw and counted.
        indexed.Result.UnknownCount.ShouldBe(4);
    }

    private static byte[] Topic(string signature) => Indexer.Decoding.Keccak256.Hash(signature);

    private static byte[] Word(byte value) => [.. new byte[Hash32.ByteCount - 1], value];
}
