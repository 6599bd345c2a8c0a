using System.Globalization;
using System.Numerics;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Tests.Recomputations;

namespace Souk.Warehouse.Tests.Metrics;

/// <summary>Transfers and payments drawn by a congruence, written to a market and kept in lists beside it.</summary>
internal sealed class DrawnHistory : IDisposable
{
    private const int PartiesMax = 40;
    private static readonly string[] s_roles =
    [
        "price",
        "protocol_fee",
        "market_fee",
        "provider_fee",
        "royalty",
        "reward",
        "burn",
        "fee_share",
        "escrow_in",
        "refund",
    ];

    /// <summary>Until 2025-04-30. Addresses 20 to 25 are contracts, one of them of two classes; 26 is declared a treasury. Of nine
    /// assets two are never sold, and a fifth of all legs names none.</summary>
    public DrawnHistory(ulong seed)
    {
        foreach ((int contract, string kind) in Contracts)
        {
            Market.Hold(contract, kind);
        }

        Market.Hold(20, "staking");
        Market.Label(26, "Foundation", "foundation");
        foreach (string asset in Assets)
        {
            Market.Asset(asset);
        }

        var random = new Lcg(seed);
        for (int act = 0; act < 400; act++)
        {
            Add(random, act / 4, act % 5 == 0 ? null : Assets[act % 7]);
        }
    }

    public static IReadOnlyList<(int Contract, string Class)> Contracts { get; } =
    [(20, "vesting"), (21, "staking"), (22, "pool"), (23, "escrow"), (24, "treasury"), (25, "sink")];

    public static string[] Assets { get; } = [.. Enumerable.Range(0, 9).Select(asset => $"m/a{asset}")];

    public PaidMarket Market { get; } = new("2025-04-30");

    public List<(DateOnly Day, int From, int To, BigInteger Amount)> Transfers { get; } = [];

    public List<DrawnLeg> Legs { get; } = [];

    public Dictionary<int, BigInteger> Balances { get; } = [];

    public MetricTable Ask(string metric) => MetricCatalogue.Run(Market.Connection, metric, "m");

    /// <summary>The sum of what some legs paid.</summary>
    public BigInteger Paid(params string[] roles) =>
        Legs.Where(leg => roles.Contains(leg.Role)).Aggregate(BigInteger.Zero, (sum, leg) => sum + leg.Amount);

    /// <summary>Price, reward and royalty legs, each with what its payee keeps: all but what it passes on. Legs of a day are one
    /// transaction.</summary>
    public IReadOnlyList<(DrawnLeg Leg, BigInteger Amount)> Earned()
    {
        DrawnLeg[] legs = [.. Legs.Where(leg => leg.IsEarning)];
        BigInteger[] passed = PassedOn.Of([
            .. legs.Select(leg =>
                (
                    (leg.Day, leg.Role == "royalty" ? leg.Payer : leg.Payee, IsReward: leg.Role == "reward"),
                    leg.Role != "royalty",
                    leg.Amount
                )
            ),
        ]);
        return [.. legs.Zip(passed, (leg, amount) => (leg, leg.Amount - amount))];
    }

    public static BigInteger Sum(MetricTable table, string column) =>
        table.Rows.Aggregate(BigInteger.Zero, (sum, row) => sum + table.Integer(row, column));

    public void Dispose() => Market.Dispose();

    private void Add(Lcg random, int dayOfYear, string? asset)
    {
        DateOnly day = new DateOnly(2025, 1, 1).AddDays(dayOfYear);
        string text = day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);
        int from = (int)(random.Next(20) % PartiesMax);
        int to = (int)(random.Next(20) % PartiesMax);
        BigInteger held = Balances.GetValueOrDefault(from);
        BigInteger amount = from == 0 ? random.Next(60) : held * random.Next(10) / 1024;
        Market.Transfer(from, to, (Int128)amount, text);
        Transfers.Add((day, from, to, amount));
        Balances[from] = held - amount;
        Balances[to] = Balances.GetValueOrDefault(to) + amount;

        string role = s_roles[(int)(random.Next(20) % s_roles.Length)];
        BigInteger paid = 1 + random.Next(50);
        Market.Pay(role, from, to, (Int128)paid, text, asset);
        Legs.Add(new DrawnLeg(day, role, from, to, paid, asset));
    }
}

/// <summary>A payment as it was drawn.</summary>
internal sealed record DrawnLeg(DateOnly Day, string Role, int Payer, int Payee, BigInteger Amount, string? Asset)
{
    public DateOnly Month => new(Day.Year, Day.Month, 1);

    public bool IsEarning => Role is "price" or "reward" or "royalty";
}
