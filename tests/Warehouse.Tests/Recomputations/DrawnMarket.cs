using System.Numerics;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Draws what happens in one market: one log after the other, of which some make several rows.</summary>
internal sealed class DrawnMarket(DrawnFacts facts, string market)
{
    private const int ActsMax = 420;

    private static readonly string[] s_kinds = ["dataset", "model", "service"];
    private static readonly string[] s_verbs = ["was_derived_from", "was_revision_of", "was_generated_by", "used"];
    private readonly Dictionary<(int Chain, int Pool), (BigInteger Token, BigInteger Quote)> _pools = [];
    private readonly Dictionary<(int Chain, int Token, int Party), BigInteger> _balances = [];
    private (int Chain, long Block, int Log) _at;
    private DateTime _time;

    public void Draw()
    {
        foreach ((int holder, string kind) in Holders)
        {
            facts.Add("market.holder", 1, facts.Block(1, 0), holder, market, kind);
        }

        // A second class of one contract, and a contract of the other chain.
        facts.Add("market.holder", 1, facts.Block(1, 3), DrawnFacts.Staking, market, "treasury");
        facts.Add("market.holder", 2, facts.Block(2, 0), DrawnFacts.Escrow, market, "escrow");
        facts.Add("chain.contract", 1, DrawnFacts.Contract, market, "registry", "Registry", 0L, null);
        facts.Add("market.supply_cap", 1, 5L, market, 1, BigInteger.Pow(10, 9), "a contract");
        new DrawnVesting(facts, market).Draw();
        for (int act = 0; act < ActsMax; act++)
        {
            int slot = act * DrawnFacts.Times.Length / ActsMax;
            _at = facts.NextLog(facts.Chance(65) ? 1 : 2, slot);
            _time = DrawnFacts.Times[slot];
            Act(facts.Draw(24));
        }
    }

    private static (int, string)[] Holders =>
        [
            (DrawnFacts.Vesting, "vesting"),
            (DrawnFacts.Staking, "staking"),
            (DrawnFacts.Pool, "pool"),
            (DrawnFacts.Escrow, "escrow"),
            (DrawnFacts.Treasury, "treasury"),
        ];

    private int Payer => facts.Pick(facts.Party(), facts.Party(), DrawnFacts.Escrow, DrawnFacts.Staking);

    private string Asset => $"{(facts.Chance(95) ? market : "m1")}/{facts.Draw(8)}";

    private string? AssetOr => facts.Chance(85) ? Asset : null;

    private void Act(int kind)
    {
        Action act = kind switch
        {
            < 7 => Pay,
            < 10 => Move,
            10 => AddAsset,
            11 => AddContribution,
            12 => Job,
            13 => AddStake,
            14 => AddTrait,
            15 => AddConsent,
            16 => AddLicence,
            17 => AddDeployment,
            18 or 19 => AddProvenance,
            20 => AddAttribution,
            21 => AddControl,
            22 => Speak,
            _ => Swap,
        };
        act();
    }

    private void Move()
    {
        Transfer(facts.Pick(0, facts.Party(), facts.Party(), DrawnFacts.Staking), Receiver());
    }

    private void AddAsset()
    {
        AddHere(
            "asset",
            [Asset, facts.Pick(s_kinds), $"name {facts.Draw(9)}", facts.Chance(70) ? facts.Party() : null]
        );
        AddLog(DrawnFacts.Contract);
    }

    private void AddContribution()
    {
        AddHere("contribution", [Asset, facts.Chance(90) ? facts.Party() : 0, facts.Amount()]);
        AddHere("contribution", [Asset, facts.Party(), BigInteger.One]);
    }

    private void AddStake()
    {
        AddHere(
            "stake",
            [
                DrawnFacts.Staking,
                facts.Party(),
                facts.Pick("stake", "unstake"),
                facts.Chance(80) ? 1 : null,
                facts.Amount(),
            ]
        );
        AddHere(
            "activity",
            [
                facts.Pick("claim", "swap", "mine", "bridge", "liquidity", "mint"),
                facts.Chance(80) ? facts.Party() : null,
                null,
                null,
            ]
        );
    }

    private void AddConsent()
    {
        AddHere(
            "consent",
            [
                Asset,
                facts.Party() % 3 + 5,
                facts.Pick("any", "training"),
                facts.Pick("given", "given", "revoked"),
                Expiry(),
            ]
        );
    }

    private void AddDeployment()
    {
        AddHere("deployment", [Asset, facts.Party() % 4 + 5, facts.Pick("deployed", "removed")]);
        AddHere(
            "collection",
            [
                facts.Chance(85) ? Asset : null,
                facts.Party(),
                facts.Pick("website", "api", "sensor"),
                new BigInteger(facts.Draw(9)),
                null,
            ]
        );
    }

    private void AddAttribution()
    {
        AddHere(
            "attribution",
            [
                Asset,
                facts.Party(),
                facts.Pick("owner", "developer", "annotator"),
                facts.Chance(80) ? facts.Pick(0, 250_000, 1_000_000) : null,
            ]
        );
        AddHere(
            "attestation",
            [
                facts.Chance(60) ? Asset : $"{market}/job{facts.Draw(4)}",
                facts.Party(),
                facts.Pick("computation", "validation"),
                facts.Chance(85),
            ]
        );
    }

    private int Receiver() =>
        facts.Pick(
            0,
            facts.Party(),
            facts.Party(),
            facts.Party(),
            DrawnFacts.Vesting,
            DrawnFacts.Staking,
            DrawnFacts.Escrow,
            DrawnFacts.Treasury
        );

    private void Transfer(int from, int to) => Transfer(facts.Pick(1, 1, 1, 2, 4), from, to, facts.Amount());

    /// <summary>What the sender lacks is minted for it by the next log.</summary>
    private void Transfer(int token, int from, int to, BigInteger amount)
    {
        AddHereWithTransaction("transfer", [token, from, to, amount]);
        BigInteger lacks = from == 0 ? 0 : amount - _balances.GetValueOrDefault((_at.Chain, token, from));
        if (lacks > 0)
        {
            facts.Add(
                "market.transfer",
                _at.Chain,
                _at.Block,
                facts.NextLog(1, 0).Log,
                _at.Log / 3,
                _time,
                market,
                token,
                0,
                from,
                lacks
            );
        }

        _balances[(_at.Chain, token, from)] = BigInteger.Max(-lacks, 0);
        _balances[(_at.Chain, token, to)] = _balances.GetValueOrDefault((_at.Chain, token, to)) + amount;
    }

    private void Pay()
    {
        string role = facts.Pick(
            "price",
            "price",
            "price",
            "royalty",
            "reward",
            "protocol_fee",
            "market_fee",
            "fee_share",
            "escrow_in",
            "refund",
            "release",
            "burn"
        );
        int token = facts.Pick(1, 2, 2, 2, 3, 4);
        int payer = role is "price" or "reward" ? Payer : facts.Party();
        int payee = facts.Chance(10) ? payer : facts.Party();
        string? asset = AssetOr;
        string evidence = facts.Pick("transfer", "transfer", "internal", "native");
        BigInteger amount = facts.Amount();
        int? leg = evidence == "transfer" && facts.Chance(75) ? _at.Log : null;
        void Leg(string legRole, int from, int to, BigInteger value) =>
            AddHereWithTransaction("payment", [legRole, token, from, to, value, asset, evidence, leg]);
        if (leg is not null)
        {
            Transfer(token, payer, payee, amount);
        }

        Leg(role, payer, payee, amount);
        if (role == "price")
        {
            Leg("provider_fee", payer, facts.Party(), facts.Amount());
            if (facts.Chance(40))
            {
                AddHere("entitlement", [asset ?? Asset, facts.Chance(70) ? payer : facts.Party()]);
            }

            if (facts.Chance(30))
            {
                // What the seller hands on at once, and what comes back to the buyer by some ways.
                _at = (_at.Chain, _at.Block, facts.NextLog(1, 0).Log);
                // Some sellers hand on more than they were paid.
                Leg("royalty", payee, facts.Party(), amount % 3 == 0 ? amount * 2 : amount / 7);
                int between = facts.Chance(50) ? payee : facts.Party();
                Transfer(token, payee, between, amount);
                _at = (_at.Chain, _at.Block, facts.NextLog(1, 0).Log);
                Transfer(token, between, payer, amount * facts.Pick(80, 90, 100) / 100);
            }
        }
    }

    private void Job()
    {
        string asset = Asset;
        int? requester = facts.Chance(85) ? facts.Party() : null;
        AddHere(
            "job",
            [
                $"{market}/job{facts.Draw(4)}",
                asset,
                "inference",
                facts.Pick("requested", "completed", "completed", "failed"),
                requester,
                facts.Party(),
                null,
                BigInteger.One,
                null,
            ]
        );
        _at = (_at.Chain, _at.Block, facts.NextLog(1, 0).Log);
        AddHereWithTransaction(
            "payment",
            [
                "price",
                facts.Pick(1, 2),
                DrawnFacts.Escrow,
                facts.Party(),
                facts.Amount(),
                facts.Chance(80) ? asset : Asset,
                "internal",
                null,
            ]
        );
    }

    private void AddTrait()
    {
        T? Or<T>(T value)
            where T : struct => facts.Chance(50) ? value : null;
        string? OrText(string text) => facts.Chance(50) ? text : null;
        AddHere(
            "asset_trait",
            [
                Asset,
                null,
                Or(facts.Chance(50)),
                Or(facts.Chance(60)),
                OrText(facts.Pick("exclusive", "limited", "open")),
                Or(facts.Pick(0, 499_999, 500_000, 900_000)),
                OrText(facts.Pick("declared", "proved")),
                null,
                null,
            ]
        );
    }

    private DateTime? Expiry() =>
        facts.Draw(4) switch
        {
            0 => _time,
            1 => _time.AddDays(facts.Draw(40)),
            _ => null,
        };

    private void AddLicence()
    {
        string terms = $"{market}/terms{facts.Draw(3)}";
        AddHere(
            "licence_term",
            [
                terms,
                facts.Party(),
                null,
                null,
                facts.Chance(50) ? facts.Chance(50) : null,
                null,
                null,
                facts.Chance(50),
                facts.Pick(0, 50_000),
                null,
                null,
                null,
            ]
        );
        AddHere("licence", [Asset, facts.Party(), terms]);
        string action = facts.Pick("granted", "granted", "reused", "revoked");
        void Use(string told) =>
            AddHereWithTransaction(
                "licence_use",
                [
                    $"{market}/{facts.Draw(2)}",
                    terms,
                    told,
                    facts.Party() % 2 + 5,
                    told == "reused" ? Asset : null,
                    facts.Pick(1, 2),
                    facts.Chance(50) ? facts.Amount() : null,
                    null,
                    Expiry(),
                ]
            );
        Use(action);
        _at = (_at.Chain, _at.Block, facts.NextLog(1, 0).Log);
        Use(facts.Pick("granted", "revoked"));
    }

    private void AddProvenance()
    {
        string verb = facts.Pick(s_verbs);
        string job = $"{market}/job{facts.Draw(4)}";
        string subject = verb == "used" ? job : Asset;
        string target = verb == "was_generated_by" ? job : $"{facts.Pick(DrawnFacts.Markets[..3])}/{facts.Draw(8)}";
        AddHere(
            "provenance",
            [subject, verb, target, 1 + facts.Draw(3), facts.Pick("log", "log", "log", "declared"), 900_000]
        );
        AddHere(
            "document",
            [
                DrawnFacts.Contract,
                facts.Chance(80) ? Asset : null,
                $"ipfs://{facts.Draw(6)}",
                facts.Chance(70) ? new byte[32] : null,
                "sha256",
                facts.Pick("plain", "plain", "encrypted"),
            ]
        );
    }

    private void AddControl()
    {
        AddHere("control", [facts.Party(), facts.Party(), facts.Pick("deployer", "signer")]);
        AddHere(
            "identity",
            [$"{market}/who{facts.Draw(3)}", facts.Party(), facts.Pick("linked", "linked", "unlinked"), "log", null]
        );
        facts.Add(
            "chain.quarantine",
            _at.Chain,
            _at.Block,
            facts.Chance(70) ? _at.Log : null,
            DrawnFacts.Contract,
            facts.Pick("event", "amount"),
            "odd"
        );
        AddLog(DrawnFacts.Contract);
    }

    private void Speak()
    {
        byte[] feed = new byte[32];
        feed[0] = (byte)facts.Draw(2);
        AddHere(
            "oracle_price",
            [
                feed,
                1,
                "USD",
                new BigInteger(facts.Pick(0, 7, 150_000_000, 90_000_001)),
                new BigInteger(facts.Pick(0, 1_000, 3_000_000, 3_000_001)),
                facts.Pick(-8, -20, 19),
                _time.AddSeconds(-facts.Draw(100_000)),
            ]
        );
        AddHere(
            "pool_share",
            [
                DrawnFacts.Pool,
                facts.Pick(0, 0, facts.Party(), DrawnFacts.Pool),
                facts.Pick(0, facts.Party(), facts.Party(), DrawnFacts.Pool, DrawnFacts.Dead),
                facts.Amount(),
            ]
        );
    }

    /// <summary>Pools of both chains; each swap by Uniswap's arithmetic, and sometimes liquidity comes.</summary>
    private void Swap()
    {
        (int, int) pool = (_at.Chain, DrawnFacts.Pool);
        (BigInteger token, BigInteger quote) = _pools.GetValueOrDefault(pool, (50_000_000, 20_000_000));
        if (_pools.ContainsKey(pool) && facts.Chance(85))
        {
            bool isSale = facts.Chance(50);
            (BigInteger x, BigInteger y) = isSale ? (token, quote) : (quote, token);
            BigInteger paid = 1 + x / facts.Pick(30, 300, 30_000);
            BigInteger received = paid * 997 * y / (x * 1000 + paid * 997);
            (token, quote) = isSale ? (token + paid, quote - received) : (token - received, quote + paid);
        }

        _pools[pool] = (token, quote);
        AddHere("pool_state", [DrawnFacts.Pool, 1, 2, token, quote, "uniswap_v2", 3_000, BigInteger.Zero]);
        AddLog(DrawnFacts.Pool);
    }

    private void AddLog(int address) =>
        facts.Add(
            "chain.log",
            _at.Chain,
            _at.Block,
            _at.Log,
            _at.Log / 3,
            new BigInteger(_at.Log),
            BigInteger.One,
            address,
            1,
            1,
            null,
            null,
            null,
            null,
            null,
            null,
            Array.Empty<byte>()
        );

    private void AddHere(string table, object?[] values) =>
        facts.Add($"market.{table}", [_at.Chain, _at.Block, _at.Log, _time, market, .. values]);

    /// <summary>Three logs in a row are one transaction.</summary>
    private void AddHereWithTransaction(string table, object?[] values) =>
        facts.Add($"market.{table}", [_at.Chain, _at.Block, _at.Log, _at.Log / 3, _time, market, .. values]);
}
