namespace Souk.Simulation.Metrics;

/// <summary>One recorded series. Its value at day d is that of the close of day d.</summary>
/// <param name="Key">Stable name, as in results and files.</param>
/// <param name="Title">For axes.</param>
/// <param name="Unit">`token`, `USD`, `USD/day`, `USD/token` or `count`.</param>
/// <param name="Meaning">One sentence.</param>
public sealed record MetricSpec(string Key, string Title, string Unit, string Meaning)
{
    /// <summary>Of an amount of a token, which is known in base units: 10 to this power of them are one. Null for others.</summary>
    public int? Decimals { get; init; }
}

/// <summary>The metrics of every run, in the order in which they are recorded.</summary>
public static class RunMetrics
{
    public static IReadOnlyList<MetricSpec> All { get; } =
    [
        new("supply", "Total supply", "token", "Minted minus burned."),
        new("circulating", "Circulating supply", "token", "Supply outside vesting, treasury, rewards and staking."),
        new("price", "Price", "USD/token", "Spot price of the pool at the close."),
        new("burned", "Burned", "token", "Burned since the start of the simulation."),
        new("emitted", "Emitted", "token", "Minted to contributors since the start of the simulation."),
        new("unlocked", "Unlocked", "token", "Released from vesting since the start of the simulation."),
        new("payments_usd", "Payments", "USD/day", "Paid by buyers on the day, fees included."),
        new("orders", "Orders", "count", "Purchases on the day."),
        new("active_contributors", "Active contributors", "count", "Contributors that take part on the day."),
        new("active_buyers", "Active buyers", "count", "Customers on the day."),
        new("wage_usd", "Contributor wage", "USD/day", "Earned by all contributors over those that take part."),
        new("data_price", "Data price", "count", "Price level of data in USD; 1 at the start."),
        new("insiders_sold", "Sold by insiders", "token", "Offered by insiders since the start of the simulation."),
    ];
}
