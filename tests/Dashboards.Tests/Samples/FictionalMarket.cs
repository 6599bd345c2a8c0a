using System.Numerics;
using Souk.Dashboards.Amounts;
using Souk.Dashboards.Answers;
using Souk.DuckDb;
using Souk.Research.States;
using Souk.Warehouse.Storage;

namespace Souk.Dashboards.Tests.Samples;

/// <summary>A market that does not exist: two years of invented days in a token named DATE.</summary>
internal sealed class FictionalMarket : IDashboardData
{
    public const string System = "oasis";
    public const string Label = "Synthetic demo";
    public static readonly TokenUnit Token = new("DATE", 18);
    public static readonly TokenUnit OtherToken = new("FIG", 6);
    public static readonly AsOf AsOf = new(31337, 2_041, new DateTimeOffset(2025, 12, 30, 23, 10, 0, TimeSpan.Zero));
    private static readonly BigInteger One = BigInteger.Pow(10, 18);
    private static readonly DateOnly First = new(2024, 1, 1);
    private const int DayCount = 730;

    /// <summary>A warehouse that knows nothing of it, for all its readers.</summary>
    private static readonly Lazy<WarehouseFile> s_empty = new(() => WarehouseFile.Open(WarehouseFile.InMemory));

    /// <summary>999,812,345.123456789012345678 tokens: more digits than a double holds.</summary>
    public static readonly BigInteger TotalSupply = BigInteger.Parse("999812345123456789012345678");

    public static readonly MarketSummary Summary = new(System, "Oasis", Label, Token, TotalSupply, AsOf);

    public MarketOverview Overview { get; init; } = Build();

    public bool IsSimulable { get; init; } = true;

    public Task<IReadOnlyList<MarketSummary>> ListMarketsAsync(CancellationToken cancellation) =>
        Task.FromResult<IReadOnlyList<MarketSummary>>([Overview.Summary]);

    public Task<MarketOverview?> ReadMarketAsync(string system, CancellationToken cancellation) =>
        system == "broken"
            ? throw new InvalidOperationException("The fictional warehouse is broken.")
            : Task.FromResult(system == System ? Overview : null);

    public Task<Forecast?> ForecastAsync(string system, ForecastRequest request, CancellationToken cancellation) =>
        system == "poolless" || !IsSimulable
            ? throw new MarketStateException(system, "no liquidity pool is indexed")
            : Task.FromResult(system == System ? FictionalForecast.Build(request) : null);

    public Task<T> ReadAsync<T>(Func<DuckDBConnection, T> read, CancellationToken cancellation)
    {
        lock (s_empty)
        {
            return Task.FromResult(read(s_empty.Value.Connection));
        }
    }

    public Task<string> ReadStateAsync(CancellationToken cancellation) => Task.FromResult("always the same");

    public void ForgetState() { }

    private static MarketOverview Build() =>
        new()
        {
            Summary = Summary,
            Headlines =
            [
                new(Define("total_supply", "Total supply", "Minted − burned"), TotalSupply),
                new(
                    Define("burned", "Burned", "Σ transfers to the zero address"),
                    BigInteger.Parse("187654876543210987654322"),
                    Detail: "since the first block"
                ),
                new(Define("emitted", "Emitted", "Σ transfers from the zero address after launch"), 412_500 * One),
                new(
                    Define("released", "Released from vesting", "Σ releases of all vesting wallets"),
                    96_000_000 * One,
                    Detail: "of 250,000,000 in vesting"
                ),
                new(Define("payments_30d", "Payments, last 30 days", "Count of payment legs"), 1_284, IsCount: true),
                new(
                    Define(
                        "active_contributors",
                        "Active contributors",
                        "Distinct parties with a contribution in 30 days"
                    ),
                    61,
                    IsCount: true
                ),
                new(
                    Define("active_buyers", "Active buyers", "Distinct payers of a price in 30 days"),
                    148,
                    IsCount: true
                ),
            ],
            Supply = new(Define("supply", "Supply", "Circulating = total − in vesting − staked"), Supply()),
            Flows = new(Define("emissions_burns", "Emissions and burns", "Net = emitted − burned"), Flows()),
            Unlocks = new(Define("unlocks", "Unlocks", "Cliff, then linear, by the wallet's own formula"), Unlocks()),
            Payments = new(Define("payments", "Payments", "Σ legs by role"), Payments()),
            Contributors = new(Define("contributors", "Contributors", "Σ rewards and prices received"), Contributors()),
            ReceivedByContributors = 1_000_000 * One,
        };

    private static Metric Define(string key, string title, string formula) => new(key, title, formula, "Souk");

    private static SupplyDay[] Supply() =>
        [
            .. Enumerable
                .Range(0, DayCount)
                .Select(day =>
                {
                    BigInteger vesting = Math.Max(0, 250_000_000 - (day < 180 ? 0 : (day - 180) * 175_000)) * One;
                    BigInteger total = 1_000_000_000 * One - (1_000_000_000 * One - TotalSupply) * day / (DayCount - 1);
                    return new SupplyDay(
                        First.AddDays(day),
                        total,
                        vesting,
                        (60_000_000 + day * 90_000 + Wave(day) * 40_000) * One
                    );
                }),
        ];

    private static FlowDay[] Flows() =>
        [
            .. Enumerable
                .Range(0, DayCount)
                .Select(day => new FlowDay(
                    First.AddDays(day),
                    (1_000 - day) * One / 2 + 100 * One,
                    (120 + day / 2 + Wave(day) * 6) * One
                )),
        ];

    private static UnlockMonth[] Unlocks() =>
        [
            .. Enumerable
                .Range(0, 40)
                .SelectMany(month =>
                {
                    DateOnly start = new DateOnly(2024, 7, 1).AddMonths(month);
                    bool isPast = start < new DateOnly(2025, 12, 1);
                    return new[]
                    {
                        ("Team", month == 18 ? 24_000_000 : 3_000_000),
                        ("Treasury", 2_500_000),
                        ("Data rewards", month < 24 ? 1_200_000 : 0),
                    }
                        .Where(bucket => bucket.Item2 > 0)
                        .Select(bucket => new UnlockMonth(
                            start,
                            bucket.Item1,
                            isPast ? bucket.Item2 * One : 0,
                            isPast ? 0 : bucket.Item2 * One
                        ));
                }),
        ];

    private static PaymentDay[] Payments() =>
        [
            .. Enumerable
                .Range(0, DayCount)
                .SelectMany(day =>
                    new PaymentDay[]
                    {
                        new(First.AddDays(day), "price", Token, 20 + day / 40, (400 + day + Wave(day) * 25) * One),
                        new(First.AddDays(day), "protocol_fee", Token, 20 + day / 40, (4 + day / 100) * One),
                        new(First.AddDays(day), "reward", Token, 6, (130 + day / 4 + Wave(day * 3) * 8) * One),
                        new(First.AddDays(day), "price", OtherToken, 2, 15_500_000),
                    }
                ),
        ];

    private static Contributor[] Contributors() =>
        [
            .. Enumerable
                .Range(0, 14)
                .Select(rank => new Contributor(
                    "0x" + new string("0123456789abcd"[rank], 1).PadLeft(40, "fedcba98765432"[rank]),
                    rank == 0 ? "<b>Palm & sons</b>"
                        : rank < 4 ? $"Oasis farm {rank}"
                        : null,
                    400 - rank * 23,
                    rank == 2
                        ? [new Amount(212_345 * One / (rank + 1), Token), new Amount(1_250_000, OtherToken)]
                        : [new Amount(212_345 * One / (rank + 1) + rank, Token)]
                )),
        ];

    /// <summary>A weekly rise and fall between −3 and 3.</summary>
    private static int Wave(int day) => 3 - Math.Abs(day % 7 * 2 - 6) % 7;
}
