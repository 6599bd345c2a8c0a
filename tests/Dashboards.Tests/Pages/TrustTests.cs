using System.Text.RegularExpressions;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Recorded;
using Souk.Dashboards.Trust;
using Souk.DuckDb;

namespace Souk.Dashboards.Tests.Pages;

/// <summary>Every number says what it rests on, and leads to its definition, its rows and their transactions.</summary>
public sealed partial class TrustTests(RecordedMarket market, Chromium chromium)
{
    /// <summary>From a link on the market's page to a transaction; the first is the click on that link.</summary>
    private const int StepsMax = 3;

    private static readonly string[] s_pages =
    [
        "/",
        "/m/bazaar",
        "/m/bazaar/supply",
        "/m/bazaar/fees",
        "/m/bazaar/participants",
        "/m/bazaar/datasets",
        "/m/bazaar/provenance",
        "/m/bazaar/quality",
        "/m/bazaar/facts/payment",
        "/unlocks?market=bazaar",
        "/compare",
        "/asset/bazaar/model",
        "/party/0x00000000000000000000000000000000000000a3",
        "/position?market=bazaar",
        "/forecasts",
        "/alerts",
        "/claims?market=bazaar",
        "/metrics/supply?market=bazaar",
        "/scenario/launch/actual?market=bazaar",
    ];

    [GeneratedRegex("href=\"([^\"#][^\"]*)\"")]
    private static partial Regex Link { get; }

    [Fact]
    public async Task Every_number_lies_beside_a_badge_that_says_what_it_rests_on()
    {
        await using Visit visit = await chromium.OpenAsync(new Uri(market.Address, "/status"));

        // [path, numbers, those without a badge …]
        string[][] found = await visit.Page.EvaluateAsync<string[][]>(
            """
            async paths => {
              const told = element => {
                const word = element.closest('[data-badge]')?.dataset.badge;
                for (let at = word && element; at && at.nodeName !== 'MAIN'; at = at.parentElement)
                  if (at.querySelector(`.badge.${word}`)) return true;
                return false;
              };
              const found = [];
              for (const path of paths) {
                const page = new DOMParser().parseFromString(await (await fetch(path)).text(), 'text/html');
                const numbers = [...page.querySelectorAll('main [data-value], main [data-alert] p')];
                found.push([path, String(numbers.length), ...numbers.filter(one => !told(one)).map(one => one.outerHTML.slice(0, 200))]);
              }
              return found;
            }
            """,
            s_pages
        );

        found.Select(page => page[0]).ShouldBe(s_pages);
        found.ShouldAllBe(page => page.Length == 2);
        // Published bands are figures and have no cells of exact values.
        found.Where(page => page[1] == "0").Select(page => page[0]).ShouldBe(["/forecasts"]);
    }

    [Theory]
    [InlineData("select count(*) from market.payment where role = 'price'", Badge.Indexed)]
    [InlineData("select count(party_id) from market.contribution", Badge.Indexed)]
    [InlineData("select entity from PARTY.label", Badge.Reported)]
    [InlineData("select avg(value) from \"reference\".series join chain.block on true", Badge.Reported)]
    [InlineData("select max(p95) from forecast.band join reference.series using (series)", Badge.Modelled)]
    public void An_answer_of_a_query_is_as_sure_as_the_least_of_what_it_reads(string sql, Badge expected) =>
        QueryBadge.Of(sql).ShouldBe(expected);

    [Fact]
    public async Task Tiles_tables_and_concerns_of_a_market_lead_to_a_transaction_in_three_steps()
    {
        string page = await market.PageAsync("/m/bazaar");
        string main = page[page.IndexOf("<main", StringComparison.Ordinal)..];
        string[] doors =
        [
            .. Link.Matches(main)
                .Select(match => match.Groups[1].Value)
                .Where(link =>
                    link.StartsWith("/metrics/", StringComparison.Ordinal)
                    || link.StartsWith("/party/", StringComparison.Ordinal)
                )
                .Distinct(),
        ];

        doors.Length.ShouldBeGreaterThan(8);
        List<string> lost = [];
        foreach (string door in doors)
        {
            if (!await LeadsAsync(door, StepsMax))
            {
                lost.Add(door);
            }
        }

        lost.ShouldBeEmpty();
        foreach (string chart in new[] { "payments", "unlocks", "supply", "emissions" })
        {
            string card = main[main.IndexOf($"data-chart=\"{chart}\"", StringComparison.Ordinal)..];
            card[..card.IndexOf("</figure>", StringComparison.Ordinal)]
                .ShouldContain($"/metrics/{chart}?market=bazaar");
        }
    }

    [Fact]
    public async Task What_files_declare_stands_beside_a_suspicion()
    {
        await using FreshMarket own = await FreshMarket.StartAsync();
        own.Connection.Execute(
            """
            update chain.range set proof = 'receipts';
            insert into market.control values (1, 1, 90, timestamp '2025-01-02', 'bazaar', 4, 3, 'signer');
            insert into market.control select 1, 2, 90 + id, timestamp '2025-01-03', 'bazaar', id, 11, 'signer' from range(2, 6) t (id);
            insert into market.contribution
            select 1, 5, 90 + id, timestamp '2025-01-06', 'bazaar', 'bazaar/b', id, 1 from range(2, 6) t (id);
            insert into party.declared_label
            select address, case address_id when 3 then 'Oasis' when 4 then 'Dune' else 'A school' end,
                'other', 1000000, 'a letter', timestamp '2025-01-02', null
            from chain.address where address_id in (3, 4, 11);
            """
        );

        string party = await own.Client.GetStringAsync("/party/0x00000000000000000000000000000000000000a3");
        string links = await own.Client.GetStringAsync("/metrics/links?market=bazaar");

        party.ShouldContain("data-dispute>disputed: a letter declares them as Oasis and Dune<");
        party.ShouldContain("aria-labelledby=\"rewarded\" data-badge=\"proved\"");
        links.ShouldContain("data-dispute>disputed: a letter declares them as ");
        string participants = await own.Client.GetStringAsync("/m/bazaar/participants");
        participants.ShouldContain("Suspected by a rule, proven by none.");
        string screen = participants.Split("data-panel=\"sybil_screen\"")[1].Split("</section>")[0];
        screen.ShouldContain(
            "1 group of wallets that look like one person&#x27;s, the likeliest suspected (signer, 90 %)"
        );
        screen.ShouldContain("data-dispute>a letter declares 0x0000");
        screen.ShouldContain(" as A school<");
        string facts = screen.Split("href=\"/m/bazaar/facts/control?")[1].Split('"')[0];
        (await own.Client.GetStringAsync($"/m/bazaar/facts/control?{facts}")).ShouldContain("data-count=\"4\"");
        (await market.PageAsync("/metrics/supply?market=bazaar")).ShouldNotContain("Said against it");
    }

    private async Task<bool> LeadsAsync(string path, int steps)
    {
        if (path.StartsWith("/tx/", StringComparison.Ordinal) || path.StartsWith("/log/", StringComparison.Ordinal))
        {
            using HttpResponseMessage reply = await market.Client.GetAsync(path);
            return (int)reply.StatusCode is 200 or 302;
        }

        if (steps == 0)
        {
            return false;
        }

        string page = await market.PageAsync(path);
        string main = page[page.IndexOf("<main", StringComparison.Ordinal)..];
        string[] next =
        [
            .. Link.Matches(main)
                .Select(match => match.Groups[1].Value)
                .Where(link =>
                    !link.Contains("file=", StringComparison.Ordinal)
                    && (
                        link.StartsWith("/tx/", StringComparison.Ordinal)
                        || link.StartsWith("/log/", StringComparison.Ordinal)
                        || link.Contains("/facts/", StringComparison.Ordinal)
                    )
                )
                .Distinct()
                .OrderBy(link => link.Contains("/facts/", StringComparison.Ordinal))
                .Take(6),
        ];
        foreach (string link in next)
        {
            if (await LeadsAsync(link, steps - 1))
            {
                return true;
            }
        }

        return false;
    }
}
