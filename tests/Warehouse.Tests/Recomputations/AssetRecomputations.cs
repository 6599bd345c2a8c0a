using System.Numerics;
using static Souk.Warehouse.Tests.Recomputations.DrawnRow;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Metrics of assets: what they are, whose, made of what, and under which terms.</summary>
internal static class AssetRecomputations
{
    private static readonly string[] s_signed = ["log", "signature", "proof"];

    [Recomputes("data_scarcity")]
    public static IEnumerable<string> DataScarcity(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        DrawnRow[] collected = [.. asked.Seen("market.collection")];
        BigInteger Records(Func<DrawnRow, bool> counts) =>
            DrawnQuestion.Sum(collected.Where(counts).Select(row => row.Big("record_count")));
        BigInteger all = Records(_ => true);
        string[] sources = [.. collected.Select(row => row.Text("source")).Distinct()];
        Dictionary<((int, int) Token, string Source), BigInteger> demands = Demands(asked, collected, Records);
        BigInteger squares = DrawnQuestion.Sum(
            sources.Select(source => BigInteger.Pow(Records(row => row.Text("source") == source), 2))
        );
        (int, int)?[] tokens =
        [
            .. demands.Keys.Select(key => key.Token).Distinct().Select(token => ((int, int)?)token),
        ];
        foreach (string source in sources)
        {
            DrawnRow[] rows = [.. collected.Where(row => row.Text("source") == source)];
            BigInteger? supply = DrawnQuestion.Ppm(Records(row => row.Text("source") == source), all);
            foreach ((int, int)? token in tokens.DefaultIfEmpty(null))
            {
                BigInteger demand = token is { } paid ? demands.GetValueOrDefault((paid, source)) : 0;
                BigInteger? share = token is { } whole
                    ? DrawnQuestion.Ppm(
                        demand,
                        DrawnQuestion.Sum(demands.Where(one => one.Key.Token == whole).Select(one => one.Value))
                    )
                    : null;
                DrawnRow? named = token is { } id ? asked.Token(id) : null;
                yield return Line(
                    source,
                    Records(row => row.Text("source") == source),
                    rows.Select(row => graph.Actor(row.Int("collector_id"))).Distinct().Count(),
                    rows.Where(row => row.Has("asset_key")).Select(row => row.Text("asset_key")).Distinct().Count(),
                    supply,
                    named?["symbol"],
                    named?["decimals"],
                    demand,
                    share,
                    share is null || supply is null || share + supply == 0
                        ? null
                        : share * 1_000_000 / (share + supply),
                    squares.IsZero ? null : all * all * 1_000 / squares
                );
            }
        }
    }

    /// <summary>What was paid for assets, divided among the sources of their records.</summary>
    private static Dictionary<((int, int) Token, string Source), BigInteger> Demands(
        DrawnQuestion asked,
        DrawnRow[] collected,
        Func<Func<DrawnRow, bool>, BigInteger> records
    )
    {
        Dictionary<((int, int) Token, string Source), BigInteger> demands = [];
        var sold = asked
            .Legs("price")
            .Where(leg =>
                leg.Has("asset_key") && collected.Any(row => row.TextOr("asset_key") == leg.Text("asset_key"))
            )
            .GroupBy(leg => (leg.Token, Asset: leg.Text("asset_key")));
        foreach (var legs in sold)
        {
            bool IsOf(DrawnRow row) => row.TextOr("asset_key") == legs.Key.Asset;
            BigInteger whole = records(IsOf);
            foreach (
                string source in collected
                    .Where(row => IsOf(row) && whole > 0)
                    .Select(row => row.Text("source"))
                    .Distinct()
            )
            {
                BigInteger part = records(row => IsOf(row) && row.Text("source") == source);
                BigInteger demand = DrawnQuestion.Sum(legs.Select(leg => leg.Big("amount"))) * part / whole;
                demands[(legs.Key.Token, source)] = demands.GetValueOrDefault((legs.Key.Token, source)) + demand;
            }
        }

        return demands;
    }

    [Recomputes("deployments")]
    public static IEnumerable<string> Deployments(DrawnQuestion asked)
    {
        var last = asked
            .Seen("market.deployment")
            .GroupBy(row => (Asset: row.Text("asset_key"), Node: row.Int("node_id")))
            .Select(rows =>
                (
                    rows.Key.Asset,
                    rows.Key.Node,
                    Runs: rows.MaxBy(row => row.Place)!.Text("action") == "deployed",
                    First: rows.Min(row => row.Time),
                    Last: rows.Max(row => row.Time)
                )
            )
            .ToList();
        int busy = last.Where(node => node.Runs).Select(node => node.Node).Distinct().Count();
        return last.GroupBy(node => node.Asset)
            .Select(nodes =>
            {
                int running = nodes.Count(node => node.Runs);
                return Line(
                    nodes.Key,
                    running,
                    nodes.Count(),
                    DrawnQuestion.Ppm(running, busy),
                    nodes.Min(node => node.First),
                    nodes.Max(node => node.Last)
                );
            });
    }

    [Recomputes("documents")]
    public static IEnumerable<string> Documents(DrawnQuestion asked) =>
        asked.Seen("market.document").GroupBy(row => Status(asked, row)).Select(rows => Line(rows.Key, rows.Count()));

    [Recomputes("licences")]
    public static IEnumerable<string> Licences(DrawnQuestion asked)
    {
        PartyGraph graph = new(asked);
        DateTime now = asked.Blocks.Select(block => block.Time).DefaultIfEmpty().Max();
        foreach (var terms in asked.Seen("market.licence_term").GroupBy(row => row.Text("terms_key")))
        {
            object? Said(string column) => terms.Where(row => row.Has(column)).MaxBy(row => row.Place)?[column];
            DrawnRow[] uses = [.. asked.Seen("market.licence_use").Where(row => row.Text("terms_key") == terms.Key)];
            int standing = uses.Count(use =>
                use.Text("action") == "granted"
                && !(use.Has("expires_at") && (DateTime)use["expires_at"]! <= now)
                && !uses.Any(other =>
                    other.Text("action") == "revoked"
                    && other.Text("asset_key") == use.Text("asset_key")
                    && other.Int("licensee_id") == use.Int("licensee_id")
                    && other.Place.CompareTo(use.Place) > 0
                )
            );
            var paid = uses.Where(use => use.Has("amount"))
                .GroupBy(use => use.Token)
                .Select(group =>
                    (
                        Token: asked.Token(group.Key),
                        Paid: (BigInteger?)DrawnQuestion.Sum(group.Select(use => use.Big("amount")))
                    )
                );
            foreach ((DrawnRow? token, BigInteger? amount) in paid.DefaultIfEmpty((null, null)))
            {
                yield return Line(
                    terms.Key,
                    asked.Hex((int?)Said("author_id")),
                    terms.Min(row => row.Time),
                    Said("is_commercial"),
                    Said("allows_derivatives"),
                    Said("is_exclusive"),
                    Said("royalty_ppm"),
                    asked
                        .Seen("market.licence")
                        .Where(row => row.Text("terms") == terms.Key)
                        .Select(row => row.Text("asset_key"))
                        .Distinct()
                        .Count(),
                    uses.Count(use => use.Text("action") == "granted"),
                    uses.Count(use => use.Text("action") == "reused"),
                    uses.Count(use => use.Text("action") == "revoked"),
                    standing,
                    uses.Where(use => use.Text("action") != "revoked")
                        .Select(use => graph.Actor(use.Int("licensee_id")))
                        .Distinct()
                        .Count(),
                    token?["symbol"],
                    token?["decimals"],
                    amount
                );
            }
        }
    }

    [Recomputes("model_lineage")]
    public static IEnumerable<string> ModelLineage(DrawnQuestion asked)
    {
        DrawnRow[] edges = [.. asked.SeenAnywhere("market.provenance")];
        HashSet<string> jobs =
        [
            .. edges.Where(edge => edge.Text("verb") == "was_generated_by").Select(edge => edge.Text("object")),
            .. edges.Where(edge => edge.Text("verb") == "used").Select(edge => edge.Text("subject")),
        ];
        foreach (
            var models in asked
                .Seen("market.asset")
                .Where(row => row.Text("kind") == "model")
                .GroupBy(row => row.Text("asset_key"))
        )
        {
            HashSet<string> reached = Reach(models.Key, edges, generationsMax: 32);
            string? Kind(string asset) =>
                asked
                    .SeenAnywhere("market.asset")
                    .Where(row => row.Text("asset_key") == asset)
                    .MaxBy(row => row.Place)
                    ?.Text("kind");
            DrawnRow[] attested =
            [
                .. asked.SeenAnywhere("market.attestation").Where(row => reached.Contains(row.Text("subject"))),
            ];
            int unproven = reached.Count(key =>
                jobs.Contains(key)
                && !attested.Any(row =>
                    row.Text("subject") == key && row.Is("is_accepted") && row.Text("kind") == "computation"
                )
            );
            string[] datasets = [.. reached.Where(key => Kind(key) == "dataset")];
            string[][] documents = [.. datasets.Select(dataset => Statuses(asked, dataset))];
            int bad = documents.Count(statuses => statuses.Contains("mismatched"));
            int verified = documents.Count(statuses => statuses.Length > 0 && statuses.All(one => one == "verified"));

            int worked = reached.Count(jobs.Contains);
            int rejected = attested.Count(row => !row.Is("is_accepted"));
            yield return Line(
                models.Key,
                models.MaxBy(row => row.Place)!["name"],
                datasets.Length,
                reached.Count(key => key != models.Key && Kind(key) == "model"),
                worked,
                attested.Select(row => row.Int("party_id")).Distinct().Count(),
                attested.Count(row => row.Is("is_accepted")),
                rejected,
                unproven,
                verified,
                bad,
                rejected > 0 || bad > 0 ? "contradicted"
                    : reached.Count == 1 ? "unknown"
                    : datasets.Length > 0 && worked > 0 && unproven == 0 && verified == datasets.Length ? "proven"
                    : "partly proven"
            );
        }
    }

    [Recomputes("origins")]
    public static IEnumerable<string> Origins(DrawnQuestion asked)
    {
        foreach (var rows in asked.Seen("market.asset").GroupBy(row => row.Text("asset_key")))
        {
            DrawnRow first = rows.MinBy(row => row.Place)!;
            DrawnRow? log = asked.Facts.Rows("chain.log").SingleOrDefault(row => row.Log == first.Log);
            DrawnRow? document = asked
                .Seen("market.document")
                .Where(row => row.TextOr("asset_key") == rows.Key)
                .MaxBy(row => row.Place);
            yield return Line(
                rows.Key,
                first["kind"],
                first["chain_id"],
                first["block_number"],
                first["log_index"],
                first.Time,
                log is null ? null : $"0x{log.Big("transaction_hash_high"):x32}{log.Big("transaction_hash_low"):x32}",
                asked.Hex(first.IntOr("owner_id")),
                document?["hash_algorithm"],
                document?["hash"] is byte[] hash ? "0x" + Convert.ToHexStringLower(hash) : null,
                document is null ? null : Status(asked, document)
            );
        }
    }

    [Recomputes("ownership")]
    public static IEnumerable<string> Ownership(DrawnQuestion asked)
    {
        List<(string Asset, int Party, string Role, int? Share)> shares =
        [
            .. asked
                .Seen("market.attribution")
                .GroupBy(row => (Asset: row.Text("asset_key"), Party: row.Int("party_id"), Role: row.Text("role")))
                .Select(rows =>
                    (rows.Key.Asset, rows.Key.Party, rows.Key.Role, rows.MaxBy(row => row.Place)!.IntOr("share_ppm"))
                ),
        ];
        HashSet<string> attributed = [.. shares.Where(share => share.Role == "owner").Select(share => share.Asset)];
        shares.RemoveAll(share => share.Share == 0);
        DrawnRow? Last(string asset, string column) =>
            asked
                .Seen("market.asset")
                .Where(row => row.Text("asset_key") == asset && row.Has(column))
                .MaxBy(row => row.Place);
        foreach (
            string asset in asked
                .Seen("market.asset")
                .Select(row => row.Text("asset_key"))
                .Distinct()
                .Where(asset => !attributed.Contains(asset))
        )
        {
            if (Last(asset, "owner_id") is { } named)
            {
                shares.Add((asset, named.Int("owner_id"), "owner", 1_000_000));
            }
        }

        foreach ((string asset, int party, string role, int? share) in shares)
        {
            int[] known =
            [
                .. shares
                    .Where(other => other.Asset == asset && other.Role == role && other.Share is not null)
                    .Select(other => other.Share!.Value),
            ];
            yield return Line(
                asset,
                Last(asset, "kind")?["kind"] ?? "",
                Last(asset, "name")?["name"] ?? "",
                asked.Hex(party),
                role,
                share,
                known.Length == 0 ? null : known.Sum()
            );
        }
    }

    [Recomputes("provenance_coverage")]
    public static IEnumerable<string> ProvenanceCoverage(DrawnQuestion asked)
    {
        DrawnRow[] edges =
        [
            .. asked.SeenAnywhere("market.provenance").Where(edge => edge.Text("subject") != edge.Text("object")),
        ];
        DateTime? Registered(string asset) =>
            First(
                asked.SeenAnywhere("market.asset").Where(row => row.Text("asset_key") == asset && row.Has("owner_id"))
            );
        DateTime? Licensed(string? asset) =>
            First(asked.SeenAnywhere("market.licence").Where(row => row.Text("asset_key") == asset));
        bool IsCovered(string? asset, DateTime time)
        {
            if (asset is null)
            {
                return false;
            }

            HashSet<string> parts = Reach(asset, edges);
            return parts.All(part => Registered(part) <= time)
                && edges
                    .Where(edge => parts.Contains(edge.Text("subject")))
                    .All(edge => s_signed.Contains(edge.Text("evidence")) && parts.Contains(edge.Text("object")));
        }

        foreach (var legs in asked.Legs("price").Where(leg => asked.Token(leg) is not null).GroupBy(leg => leg.Token))
        {
            DrawnRow[] licensed = [.. legs.Where(leg => Licensed(leg.TextOr("asset_key")) <= leg.Time)];
            DrawnRow[] covered = [.. licensed.Where(leg => IsCovered(leg.TextOr("asset_key"), leg.Time))];
            BigInteger sold = DrawnQuestion.Sum(legs.Select(leg => leg.Big("amount")));
            BigInteger value = DrawnQuestion.Sum(covered.Select(leg => leg.Big("amount")));
            yield return Line(
                legs.Key.Item1,
                asked.Token(legs.Key)!["symbol"],
                asked.Token(legs.Key)!["decimals"],
                legs.Count(),
                covered.Length,
                licensed.Length,
                sold,
                value,
                DrawnQuestion.Ppm(covered.Length, legs.Count()),
                DrawnQuestion.Ppm(value, sold)
            );
        }
    }

    private static string[] Statuses(DrawnQuestion asked, string asset) =>
        [
            .. asked
                .SeenAnywhere("market.document")
                .Where(row => row.TextOr("asset_key") == asset)
                .Select(row => Status(asked, row)),
        ];

    private static DateTime? First(IEnumerable<DrawnRow> rows) => rows.Select(row => (DateTime?)row.Time).Min();

    /// <summary>An asset and all that it is made of, at most so many generations upstream.</summary>
    private static HashSet<string> Reach(string asset, DrawnRow[] edges, int generationsMax = int.MaxValue)
    {
        HashSet<string> reached = [asset];
        string[] generation = [asset];
        for (int depth = 0; depth < generationsMax && generation.Length > 0; depth++)
        {
            generation =
            [
                .. edges
                    .Where(edge => generation.Contains(edge.Text("subject")))
                    .Select(edge => edge.Text("object"))
                    .Distinct()
                    .Where(reached.Add),
            ];
        }

        return reached;
    }

    /// <summary>What comparing a document with its hash on the chain gave.</summary>
    private static string Status(DrawnQuestion asked, DrawnRow document)
    {
        DrawnRow? attempt = asked
            .Facts.Rows("document.attempt")
            .SingleOrDefault(row => row.System == document.System && row.Text("uri") == document.Text("uri"));
        if (document.Text("encoding") != "plain")
        {
            return "unverifiable";
        }

        if (attempt is null || attempt.Text("outcome") != "fetched")
        {
            return attempt?.Text("outcome") ?? "pending";
        }

        bool? agrees = (bool?)attempt["content_id_agrees"];
        bool hasOther = document["hash"] is byte[] hash && !hash.SequenceEqual((byte[])attempt["sha256"]!);
        return hasOther || agrees == false ? "mismatched"
            : document.Has("hash") || agrees == true ? "verified"
            : "unverifiable";
    }
}
