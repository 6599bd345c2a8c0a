using System.Numerics;
using Souk.Warehouse.Metrics;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>A metric's question of drawn facts, and what answers to several metrics have in common.</summary>
internal sealed record DrawnQuestion(DrawnFacts Facts, string Market, DateTime? AsOf, bool ByEntity)
{
    private static readonly string[] s_held = ["escrow", "staking"];

    public DateTime Until => AsOf ?? DateTime.MaxValue.Date;

    /// <summary>Rows of the market up to the asked time.</summary>
    public IEnumerable<DrawnRow> Seen(string table) => SeenAnywhere(table).Where(row => row.System == Market);

    public IEnumerable<DrawnRow> SeenAnywhere(string table) => Facts.Rows(table).Where(row => row.Time <= Until);

    public IEnumerable<DrawnRow> Tokens => Facts.Rows("market.token").Where(row => row.System == Market);

    public IEnumerable<DrawnRow> Legs(params string[] roles) =>
        Seen("market.payment").Where(row => roles.Contains(row.Text("role")));

    /// <summary>What is passed on out of price legs, each with the leg.</summary>
    public IEnumerable<(DrawnRow Price, BigInteger Amount)> PassedOn()
    {
        DrawnRow[] legs =
        [
            .. Legs("price", "royalty").OrderBy(leg => leg.Log).ThenBy(leg => leg.Text("role") == "royalty"),
        ];
        BigInteger[] passed = Recomputations.PassedOn.Of([
            .. legs.Select(leg =>
            {
                bool isPrice = leg.Text("role") == "price";
                int party = leg.Int(isPrice ? "payee_id" : "payer_id");
                (long, int) transaction = (leg.Long("block_number"), leg.Int("transaction_index"));
                return ((transaction, leg.Token, party), isPrice, leg.Big("amount"));
            }),
        ]);
        return legs.Zip(passed).Where(leg => leg.Second > 0);
    }

    /// <summary>Prices, rewards and royalties that parties were paid, and what they passed on, which is below zero and of no leg.</summary>
    public IEnumerable<(DrawnRow Leg, int Party, BigInteger Amount, int Legs)> Earned() =>
        [
            .. Legs("price", "reward", "royalty").Select(leg => (leg, leg.Int("payee_id"), leg.Big("amount"), 1)),
            .. PassedOn().Select(sale => (sale.Price, sale.Price.Int("payee_id"), -sale.Amount, 0)),
        ];

    /// <summary>Blocks of the chains that have tokens of the market.</summary>
    public IEnumerable<DrawnRow> Blocks =>
        Facts
            .Rows("chain.block")
            .Where(block => block.Time <= Until && Tokens.Any(token => token.Int("chain_id") == block.Int("chain_id")));

    public DrawnRow? Token(DrawnRow row) => Token(row.Token);

    public DrawnRow? Token((int Chain, int Id) token) => Tokens.FirstOrDefault(row => row.Token == token);

    public bool IsHolder(int chain, int party, params string[] classes) =>
        Facts
            .Rows("market.holder")
            .Any(row =>
                row.System == Market
                && row.Int("chain_id") == chain
                && row.Int("holder_id") == party
                && classes.Contains(row.Text("class"))
            );

    /// <summary>Price legs with who bought: who asked for the job that was completed last in the block, who was granted access by
    /// the same log, or who paid.</summary>
    public List<(DrawnRow Leg, int Buyer)> Sales()
    {
        List<(DrawnRow, int)> sales = [];
        foreach (DrawnRow leg in Legs("price"))
        {
            int buyer = leg.Int("payer_id");
            if (IsHolder(leg.Int("chain_id"), buyer, s_held))
            {
                bool IsOf(DrawnRow row) =>
                    row.System == Market
                    && row.Int("chain_id") == leg.Int("chain_id")
                    && row.Long("block_number") == leg.Long("block_number")
                    && leg.Has("asset_key")
                    && row.TextOr("asset_key") == leg.TextOr("asset_key");
                DrawnRow? job = Facts
                    .Rows("market.job")
                    .Where(row => IsOf(row) && row.Text("action") == "completed" && row.Has("requester_id"))
                    .Where(row => row.Int("log_index") <= leg.Int("log_index"))
                    .MaxBy(row => row.Int("log_index"));
                DrawnRow[] granted =
                [
                    .. Facts
                        .Rows("market.entitlement")
                        .Where(row => IsOf(row) && row.Int("log_index") == leg.Int("log_index")),
                ];
                buyer =
                    job?.Int("requester_id") ?? (granted.Length > 0 ? granted.Min(row => row.Int("party_id")) : buyer);
            }

            sales.Add((leg, buyer));
        }

        return sales;
    }

    public string Hex(int party) => Facts.Hex(party);

    public string? Hex(int? party) => party is { } id ? Facts.Hex(id) : null;

    /// <summary>The answer to a metric that another one builds on.</summary>
    public MetricTable Ask(string metric) =>
        MetricCatalogue.Run(
            Facts.Connection,
            metric,
            Market,
            AsOf,
            ByEntity ? MetricActor.Entity : MetricActor.Address
        );

    public static BigInteger Sum(IEnumerable<BigInteger> amounts) =>
        amounts.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount);

    /// <summary>Parts per million, towards zero; null of nothing.</summary>
    public static BigInteger? Ppm(BigInteger part, BigInteger whole) => whole.IsZero ? null : part * 1_000_000 / whole;

    /// <summary>The lower of two.</summary>
    public static T? Median<T>(IEnumerable<T> values)
        where T : struct
    {
        T[] sorted = [.. values.Order()];
        return sorted.Length == 0 ? null : sorted[(sorted.Length - 1) / 2];
    }

    public static DateOnly Month(DateTime time) => new(time.Year, time.Month, 1);
}
