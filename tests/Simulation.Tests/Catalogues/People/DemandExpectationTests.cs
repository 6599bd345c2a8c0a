using Souk.Simulation.Policies;
using Souk.Simulation.Scores;

namespace Souk.Simulation.Tests.Catalogues.People;

/// <summary>What those do who buy by contract or order and expect a price: an announced rise acts before, at once or late.</summary>
public class DemandExpectationTests
{
    private static double[] Series(string key, string parts, string change) =>
        CatalogueRun
            .Of(
                CatalogueRun.Text(
                    "shop: { kind: account }\ntill: { kind: account }\n" + parts,
                    horizon: "70 days",
                    rest: $"timeline:\n  - {{ at: 50 days, set: {{ {change} }} }}"
                ),
                auditSteps: 3
            )
            .Series(key);

    // What is expected of a price that doubles on day 50, over the first one.
    private static double Expected(string mode, int day) =>
        mode switch
        {
            "adaptive" => day < 50 ? 1 : 2 - Math.Pow(0.9, day - 49),
            "perfect" => day < 50 ? 1 + Math.Pow(0.9, 50 - day) : 2,
            _ => day < 50 ? 1 : 2,
        };

    [Theory]
    [InlineData("adaptive")]
    [InlineData("myopic")]
    [InlineData("perfect")]
    public void Enterprises_sign_by_what_a_contract_is_expected_to_cost(string mode)
    {
        double[] signed = Series(
            "big.signed",
            "big: { kind: people.enterprises, money: USDC, sellers: shop, fees: till, yearly_revenue: 100M USD, contract: 10000 USD, "
                + $"term: 50 days, renewal: 0, capacity: 30000, price_elasticity: 2, expectation: {mode} }}",
            "big.contract: 20000 USD"
        );

        // 10,000 contracts of 50 days are 200 a day; ten days tell their sum to 2.2 per cent, and more where they are fewer.
        foreach (int first in (int[])[10, 39, 49])
        {
            double sum = Enumerable.Range(first + 1, 10).Sum(day => 200 * Math.Pow(Expected(mode, day), -2));
            (signed[first + 10] - signed[first]).ShouldBe(sum, 4 * Math.Sqrt(sum));
        }

        ContractPolicy.SigningMultiple(expected: 20, first: 10, elasticity: 2).ShouldBe(0.25, 1e-12);
        ContractPolicy.SigningMultiple(expected: 20, first: 10, elasticity: 0).ShouldBe(1);
    }

    [Theory]
    [InlineData("adaptive")]
    [InlineData("myopic")]
    [InlineData("perfect")]
    public void Orders_are_placed_by_the_price_that_is_expected_on_their_match(string mode)
    {
        double[] requests = Series(
            "orders.requests",
            "pool: { kind: pool.constant_product, token_reserve: 1M TKN, money_reserve: 1M USDC }\n"
                + "fund: { kind: account, holder: rewards, balance: 1M TKN }\n"
                + "crowd: { kind: people.annotators, count: 100, pool: pool, rewards: fund, tasks_per_day: 1, pay: 0.1 USD, minutes: 3 }\n"
                + "orders: { kind: people.orders, contributors: crowd, money: USDC, sellers: shop, fees: till, requests_per_day: 2000, "
                + $"price: 100 USD, value_median: 100 USD, value_sigma: 1, expectation: {mode} }}",
            "orders.price: 200 USD"
        );

        // The logarithm of an order's value over the first price is standard normal.
        foreach (int first in (int[])[10, 44, 49])
        {
            double sum = Enumerable
                .Range(first + 1, 5)
                .Sum(day => 2_000 * NormalLaw.Cdf(-Math.Log(Expected(mode, day))));
            (requests[first + 5] - requests[first]).ShouldBe(sum, 4 * Math.Sqrt(sum));
        }
    }
}
