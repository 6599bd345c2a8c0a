using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Tests.Recomputations;

namespace Souk.Warehouse.Tests.Metrics;

public sealed class ProvenanceMetricsTests : IDisposable
{
    private readonly PaidMarket _market = new();

    public void Dispose() => _market.Dispose();

    [Fact]
    public void Royalties_are_owed_generation_by_generation_and_compared_with_what_was_paid()
    {
        // 1,000 sold: 10 % to a and b by 2 : 1, each floored; a passes 50 % of its 66 to c and keeps 33.
        _market.Derive("m/model", "m/a", weight: 2);
        _market.Derive("m/model", "m/b", weight: 1);
        _market.Derive("m/a", "m/c");
        _market.Term("m/model", "call", 100_000);
        _market.Term("m/a", "composition", 500_000);
        _market.Pay("price", 1, 10, 1_000, "2025-02-01", "m/model");
        _market.Pay("royalty", 10, 11, 33, "2025-02-03", "m/a");
        _market.Pay("royalty", 10, 12, 20, "2025-02-01", "m/b");
        _market.Pay("royalty", 10, 12, 20, "2025-02-02", "m/b");

        // asset symbol decimals owed paid unpaid overpaid leakage debts open p50 p90
        _market
            .Rows("royalties")
            .ShouldBe([
                "m/a USDC 0 33 33 0 0 0 1 0 172800 172800",
                "m/b USDC 0 33 40 0 7 0 1 0 86400 86400",
                "m/c USDC 0 33 0 33 0 1000000 1 1 - -",
            ]);
    }

    [Fact]
    public void A_royalty_of_which_a_part_was_kept_back_shows_exactly_that_part()
    {
        // Of 1,001, 500 climb to the model, of which 200 to the voices; the seller pays the voices 50 too little.
        _market.Derive("m/agent", "m/speech");
        _market.Derive("m/speech", "m/voices");
        _market.Term("m/agent", "call", 500_000);
        _market.Term("m/speech", "composition", 400_000);
        _market.Pay("price", 1, 10, 1_001, asset: "m/agent");
        _market.Pay("royalty", 10, 12, 150, asset: "m/voices");
        _market.Pay("royalty", 10, 11, 300, asset: "m/speech");

        // asset symbol decimals owed paid unpaid overpaid leakage
        _market
            .Rows("royalties")
            .Select(row => string.Join(' ', row.Split(' ').Take(8)))
            .ShouldBe(["m/speech USDC 0 300 300 0 0 0", "m/voices USDC 0 200 150 50 0 250000"]);
    }

    [Fact]
    public void The_terms_and_edges_that_stood_at_the_sale_count_and_not_later_ones()
    {
        _market.Term("m/a", "call", 500_000, "2025-01-10");
        _market.Derive("m/a", "m/b", day: "2025-01-10");
        _market.Term("m/a", "call", 100_000, "2025-02-10");
        _market.Derive("m/a", "m/c", day: "2025-02-10");
        _market.Pay("price", 1, 10, 100, "2025-01-05", "m/a");
        _market.Pay("price", 1, 10, 100, "2025-01-15", "m/a");
        _market.Pay("price", 1, 10, 100, "2025-02-15", "m/a");

        // Nothing of the first, 50 of the second to b alone, 5 each of the third.
        _market
            .Rows("royalties")
            .Select(row => string.Join(' ', row.Split(' ').Take(4)))
            .ShouldBe(["m/b USDC 0 55", "m/c USDC 0 5"]);
    }

    [Fact]
    public void A_weight_that_is_changed_divides_later_sales_and_no_earlier_one()
    {
        _market.Term("m/a", "call", 1_000_000);
        _market.Derive("m/a", "m/b", weight: 1);
        _market.Derive("m/a", "m/c", weight: 1);
        _market.Pay("price", 1, 10, 100, "2025-01-15", "m/a");
        _market.Derive("m/a", "m/b", weight: 9, day: "2025-02-01");
        _market.Pay("price", 1, 10, 100, "2025-02-15", "m/a");

        // 50 each, then 90 and 10.
        _market
            .Rows("royalties")
            .Select(row => string.Join(' ', row.Split(' ').Take(4)))
            .ShouldBe(["m/b USDC 0 140", "m/c USDC 0 60"]);
    }

    [Fact]
    public void A_circle_of_royalties_ends_and_no_more_is_owed_than_was_passed_on()
    {
        _market.Derive("m/a", "m/b");
        _market.Derive("m/b", "m/a");
        _market.Term("m/a", "call", 1_000_000);
        _market.Term("m/a", "composition", 500_000);
        _market.Term("m/b", "composition", 500_000);
        _market.Pay("price", 1, 10, 1_000_000, asset: "m/a");

        // b gets 1,000,000 at first and 250,000 of it two generations later, and so on for eight rounds.
        int keptByA = 0;
        int keptByB = 0;
        for (int round = 0, reached = 1_000_000; round < 8; round++, reached /= 4)
        {
            int toA = reached / 2;
            keptByB += reached - toA;
            // The sixteenth generation is the last: it keeps all.
            keptByA += round == 7 ? toA : toA - (toA / 2);
        }

        // It hands half of it back each time: to what was sold, which keeps half of that.
        _market
            .Rows("royalties")
            .Select(row => string.Join(' ', row.Split(' ').Take(4)))
            .ShouldBe([$"m/b USDC 0 {keptByB}", $"m/a USDC 0 {keptByA}"]);
    }

    [Fact]
    public void Royalties_of_amounts_beyond_any_double_are_exact_to_the_base_unit()
    {
        Int128 most = Int128.Parse("99999999999999999999999999999999999999");
        _market.Derive("m/a", "m/b", weight: 2_000_000_000);
        _market.Derive("m/a", "m/c", weight: 1);
        _market.Term("m/a", "call", 999_999);
        _market.Pay("price", 1, 10, most, asset: "m/a");

        // Of floor((10^38 - 1) x 999,999 / 10^6) the floors of 2,000,000,000 and of 1 part in 2,000,000,001: by other integers.
        _market
            .Rows("royalties")
            .Select(row => string.Join(' ', row.Split(' ').Take(4)))
            .ShouldBe([
                "m/b USDC 0 99999899950000050024999974987500012505",
                "m/c USDC 0 49999949975000025012499987493",
            ]);
    }

    [Fact]
    [Recomputes("royalties")]
    public void Royalties_of_any_graph_equal_those_of_a_walk_from_sale_to_sale()
    {
        // The generator is a plain congruence; edges go from lower to higher numbers, so the walk ends.
        ulong state = 3;
        int Next(int bound) =>
            (int)((state = unchecked((state * 6_364_136_223_846_793_005) + 1_442_695_040_888_963_407)) >> 33) % bound;
        Dictionary<int, Dictionary<int, int>> parts = [];
        Dictionary<int, (int Call, int Composition)> terms = [];
        for (int asset = 0; asset < 9; asset++)
        {
            parts[asset] = [];
            terms[asset] = (Next(1_000_001), Next(1_000_001));
            _market.Term($"m/{asset}", "call", terms[asset].Call);
            _market.Term($"m/{asset}", "composition", terms[asset].Composition);
            for (int part = asset + 1; part < 9; part++)
            {
                if (Next(2) == 0)
                {
                    parts[asset][part] = 1 + Next(9);
                    _market.Derive($"m/{asset}", $"m/{part}", parts[asset][part]);
                }
            }
        }

        BigInteger[] owed = new BigInteger[9];
        for (int sale = 0; sale < 20; sale++)
        {
            int asset = Next(9);
            long amount = Next(1_000_000_000);
            _market.Pay("price", 1, 10, amount, asset: $"m/{asset}");
            Dictionary<int, BigInteger> generation = new() { [asset] = amount };
            for (int depth = 0; generation.Count > 0; depth++)
            {
                Dictionary<int, BigInteger> next = [];
                foreach ((int from, BigInteger got) in generation)
                {
                    BigInteger passed = got * (depth == 0 ? terms[from].Call : terms[from].Composition) / 1_000_000;
                    foreach ((int part, int weight) in parts[from])
                    {
                        BigInteger portion = passed * weight / parts[from].Values.Sum();
                        next[part] = next.GetValueOrDefault(part) + portion;
                        owed[part] += portion;
                        owed[from] -= depth == 0 ? 0 : portion;
                    }
                }

                generation = next;
            }
        }

        IEnumerable<string> rows = _market
            .Rows("royalties")
            .Select(row => row.Split(' '))
            .Select(row => $"{row[0]} {row[3]}");

        rows.ShouldBe(
            owed.Select((amount, asset) => $"m/{asset} {amount}").Where(row => !row.EndsWith(" 0")),
            ignoreOrder: true
        );
        owed.Count(amount => amount > 0).ShouldBeGreaterThan(5);
    }

    [Fact]
    public void The_latest_share_counts_and_the_registered_owner_where_none_is_attributed()
    {
        _market.Asset("m/a", owner: 10);
        _market.Asset("m/b", owner: 11);
        _market.Attribute("m/a", 12, "owner", 700_000);
        _market.Attribute("m/a", 13, "owner", 300_000);
        _market.Attribute("m/a", 12, "owner", 600_000, "2025-02-01");
        _market.Attribute("m/a", 14, "owner", 100_000);
        _market.Attribute("m/a", 14, "owner", 0, "2025-02-01");
        _market.Attribute("m/a", 15, "annotator", null);

        _market
            .Rows("ownership")
            .ShouldBe([
                $"m/a dataset m/a! {A(15)} annotator - -",
                $"m/a dataset m/a! {A(12)} owner 600000 900000",
                $"m/a dataset m/a! {A(13)} owner 300000 900000",
                $"m/b dataset m/b! {A(11)} owner 1000000 1000000",
            ]);
    }

    [Fact]
    public void Earnings_go_to_the_role_that_the_payee_has_in_the_asset()
    {
        _market.Hold(50, "staking");
        _market.Asset("m/a", owner: 10);
        _market.Attribute("m/a", 12, "annotator", 100_000);
        _market.Contribute(11, "2025-01-01");
        _market.Pay("price", 1, 10, 60, asset: "m/a");
        _market.Pay("royalty", 1, 12, 5, asset: "m/a");
        _market.Pay("reward", 1, 11, 7, asset: "m/a");
        _market.Pay("reward", 1, 11, 2);
        _market.Pay("reward", 50, 13, 3);
        _market.Pay("reward", 50, 14, 8);
        _market.Pay("reward", 1, 15, 1, asset: "m/a");
        _market.Pay("protocol_fee", 1, 10, 100);

        // role symbol decimals parties legs amount median most
        _market
            .Rows("role_earnings")
            .ShouldBe([
                "annotator USDC 0 1 1 5 5 5",
                "contributor USDC 0 1 2 9 9 9",
                "other USDC 0 1 1 1 1 1",
                "owner USDC 0 1 1 60 60 60",
                "staker USDC 0 2 2 11 3 8",
            ]);
    }

    [Fact]
    public void The_origin_of_an_asset_is_its_first_log_with_transaction_signer_and_hash()
    {
        _market.Asset("m/a", owner: 10);
        _market.Asset("m/a", owner: 11);
        _market.Connection.Execute(
            """
            insert into chain.log (chain_id, block_number, log_index, transaction_index, transaction_hash_high, transaction_hash_low, address_id, topic_count, data)
            values (1, 0, 0, 0, 1, 255, 1, 0, ''::blob);
            insert into market.document
            values (1, 0, 5, timestamp '2025-01-02', 'm', 1, 'm/a', 'data:,x', '\xAB'::blob, 'sha256', 'plain');
            """
        );

        _market
            .Rows("origins")
            .ShouldBe([$"m/a dataset 1 0 0 01/01/2025 00:00:00 0x{1:x32}{255:x32} {A(10)} sha256 0xab pending"]);
    }

    [Fact]
    public void A_model_is_proven_only_if_every_job_is_attested_and_every_document_has_its_hash()
    {
        foreach (string name in new[] { "proven", "unattested", "rejected", "forged", "lone" })
        {
            _market.Asset($"m/{name}", "model", owner: 10);
            if (name != "lone")
            {
                _market.Asset($"m/{name}-data", owner: 11);
                _market.Derive($"m/{name}", $"m/{name}-job", verb: "was_generated_by");
                _market.Derive($"m/{name}-job", $"m/{name}-data", verb: "used");
                Document(name, name == "forged" ? "mismatched" : "verified");
            }

            if (name is not ("unattested" or "lone"))
            {
                _market.Attest($"m/{name}-job", 12, "computation", isAccepted: true);
            }
        }

        _market.Attest("m/rejected", 13, "validation", isAccepted: false);
        _market.Derive("m/proven", "m/lone", verb: "was_revision_of");

        // asset name datasets versions jobs validators accepted rejected unproven verified bad verdict
        _market
            .Rows("model_lineage")
            .ShouldBe([
                "m/forged m/forged! 1 0 1 1 1 0 0 0 1 contradicted",
                "m/lone m/lone! 0 0 0 0 0 0 0 0 0 unknown",
                "m/proven m/proven! 1 1 1 1 1 0 0 1 0 proven",
                "m/rejected m/rejected! 1 0 1 2 1 1 0 1 0 contradicted",
                "m/unattested m/unattested! 1 0 1 0 0 0 1 1 0 partly proven",
            ]);
    }

    private void Document(string name, string status) =>
        _market.Connection.Execute(
            $"""
            insert into market.document
            values (1, 0, 0, timestamp '2025-01-02', 'm', 1, 'm/{name}-data', 'x:{name}', '\x01'::blob, 'sha256', 'plain');
            insert into document.attempt (system, uri, outcome, detail, attempted_at, sha256)
            values ('m', 'x:{name}', 'fetched', '', timestamp '2025-01-03', '\x{(
                status == "verified" ? "01" : "02"
            )}'::blob);
            """
        );

    private static string A(int id) => $"0x{id:x40}";
}
