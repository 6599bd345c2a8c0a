using System.Net;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using Souk.Dashboards.Alarms;
using Souk.Dashboards.Answers;
using Souk.Dashboards.Shelves;
using Souk.Dashboards.Tests.Recorded;
using Souk.DuckDb;

namespace Souk.Dashboards.Tests.Shelves;

public sealed class PageShelfTests : IAsyncDisposable
{
    private readonly MovingData _data = new();
    private readonly ServiceProvider _services = new ServiceCollection().BuildServiceProvider();
    private readonly List<Exception> _failures = [];
    private IReadOnlyList<IndexStop> _stops = [];
    private int _made;

    [Fact]
    public async Task A_page_that_says_nothing_else_by_now_is_not_made_again()
    {
        await using PageShelf shelf = Shelf(timeMax: null);

        (await AskAsync(shelf, "/m/a")).ShouldBe("page 1 of one");
        (await AskAsync(shelf, "/m/a")).ShouldBe("page 1 of one");
        (await AskAsync(shelf, "/m/a", "?by=week")).ShouldBe("page 2 of one");
        _data.State = "two";
        (await AskAsync(shelf, "/m/a")).ShouldBe("page 3 of two");
    }

    [Fact]
    public async Task A_page_is_made_anew_when_indexing_stops_though_no_table_says_so()
    {
        await using PageShelf shelf = Shelf(timeMax: null);
        await AskAsync(shelf, "/alerts");

        _stops = [new IndexStop(1, IsReorg: false, "the endpoint went away.")];

        (await AskAsync(shelf, "/alerts")).ShouldBe("page 2 of one");
        (await AskAsync(shelf, "/alerts")).ShouldBe("page 2 of one");
    }

    [Fact]
    public async Task A_page_that_is_made_anew_takes_the_place_of_the_last_one()
    {
        await using PageShelf shelf = Shelf(timeMax: null);
        await AskAsync(shelf, "/m/b");

        // A hundred pages of a megabyte each are more than fit, and only the last one is kept.
        for (int state = 0; state < 100; state++)
        {
            _data.State = $"{state}";
            await AskAsync(shelf, "/m/a", filler: new string('x', 1 << 20));
        }

        _data.State = "one";
        (await AskAsync(shelf, "/m/b")).ShouldBe("page 1 of one");
    }

    [Fact]
    public async Task A_page_that_takes_long_is_shown_as_it_was_while_it_is_made_behind_the_reader()
    {
        await using PageShelf shelf = Shelf(timeMax: TimeSpan.Zero);
        (await AskAsync(shelf, "/m/a")).ShouldBe("page 1 of one");
        _data.State = "two";
        TaskCompletionSource behind = new();

        string shown = await AskAsync(shelf, "/m/a", onMade: behind.SetResult);

        shown.ShouldBe("page 1 of one, earlier");
        await behind.Task.WaitAsync(TimeSpan.FromMinutes(1), TestContext.Current.CancellationToken);
        while (await AskAsync(shelf, "/m/a") != "page 2 of two")
        {
            await Task.Delay(5, TestContext.Current.CancellationToken);
        }

        _failures.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_page_that_nobody_could_wait_for_is_there_for_who_asks_again()
    {
        await using PageShelf shelf = Shelf(timeMax: TimeSpan.FromMinutes(1));

        await Should.ThrowAsync<ReadTimeException>(AskAsync(shelf, "/m/a", isTooLong: true));

        // Who asks meanwhile waits for it, and makes it no second time.
        (await AskAsync(shelf, "/m/a", isTooLong: true)).ShouldBe("page 1 of one");
        _made.ShouldBe(1);
    }

    [Fact]
    public async Task A_page_that_was_made_ahead_is_there_for_its_first_reader()
    {
        await using PageShelf shelf = Shelf(timeMax: null);
        shelf.Ask = async context =>
            await AskAsync(shelf, context.Request.Path, context.Request.QueryString.ToUriComponent());

        await shelf.MakeAheadAsync(["/m/a?by=week", "/m/b"]);

        (await AskAsync(shelf, "/m/a", "?by=week")).ShouldBe("page 1 of one");
        (await AskAsync(shelf, "/m/b")).ShouldBe("page 2 of one");
        _made.ShouldBe(2);
    }

    [Fact]
    public async Task A_server_makes_a_market_s_page_behind_its_reader_too()
    {
        await using FreshMarket growing = await FreshMarket.StartAsync(
            new DashboardParts { PageTimeMax = TimeSpan.Zero }
        );
        string first = await growing.Client.GetStringAsync("/m/bazaar/supply");
        growing.Connection.Execute(
            """
            insert into chain.block values (1, 60, 61, 0, 60, 0, timestamp '2025-03-02');
            insert into market.transfer values (1, 60, 0, 0, timestamp '2025-03-02', 'bazaar', 10, 0, 3, 820000000000000000000);
            """
        );

        (string shown, bool isEarlier) = await GetAsync(growing.Client);
        (string now, bool isStillEarlier) = (shown, isEarlier);
        while (isStillEarlier)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
            (now, isStillEarlier) = await GetAsync(growing.Client);
        }

        isEarlier.ShouldBeTrue();
        shown.ShouldBe(first);
        first.ShouldNotContain("1002000000000000000000000");
        now.ShouldContain("1002000000000000000000000");
    }

    [Fact]
    public async Task A_browser_is_told_that_a_page_is_being_made_which_goes_on_when_it_leaves()
    {
        await using PageShelf shelf = Shelf(timeMax: null, firstAnswerAfter: TimeSpan.Zero);
        shelf.Ask = context =>
        {
            PageInMaking page = PageInMaking.Of(context)!;
            return context.Response.WriteAsync(
                $"{context.Request.Path}: {page.Path}, there: {string.Join(' ', page.There)}"
            );
        };
        (await AskAsync(shelf, "/m/a", filler: " <title>A &amp; B</title>")).ShouldStartWith("page 1");
        TaskCompletionSource wait = new();
        using CancellationTokenSource reader = new();

        string told = await AskAsync(shelf, "/m/a", "?as_of=2025-01-31", browser: reader.Token, wait: wait.Task);

        told.ShouldBe("/in-making: /m/a, there: (/m/a, A & B)");
        await reader.CancelAsync();
        Task<string> whole = AskAsync(shelf, "/m/a", "?as_of=2025-01-31&whole=1", browser: CancellationToken.None);
        whole.IsCompleted.ShouldBeFalse();
        wait.SetResult();
        (await whole).ShouldBe("page 2 of one");
        (await AskAsync(shelf, "/m/a", "?as_of=2025-01-31", browser: CancellationToken.None)).ShouldBe("page 2 of one");
        _made.ShouldBe(2);
    }

    [Fact]
    public async Task A_browser_gets_a_page_that_is_there_in_time_and_a_program_waits_for_it()
    {
        await using PageShelf shelf = Shelf(timeMax: null, firstAnswerAfter: TimeSpan.FromMinutes(1));
        shelf.Ask = _ => throw new InvalidOperationException("It is there in time.");

        (await AskAsync(shelf, "/m/a", browser: CancellationToken.None)).ShouldBe("page 1 of one");
        (await AskAsync(shelf, "/m/b")).ShouldBe("page 2 of one");
        // What is no page is not made for others, and so twice here.
        (await AskAsync(shelf, "/m/c", status: 404, browser: CancellationToken.None)).ShouldBe("page 4 of one");
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task A_page_that_one_program_has_made_is_not_made_for_another_one_too(bool isBrowserNext)
    {
        await using PageShelf shelf = Shelf(timeMax: null, firstAnswerAfter: TimeSpan.FromMinutes(1));
        TaskCompletionSource wait = new();

        Task<string> first = AskAsync(shelf, "/m/a", wait: wait.Task);
        Task<string> next = AskAsync(shelf, "/m/a", browser: isBrowserNext ? CancellationToken.None : null);
        wait.SetResult();

        (await first).ShouldBe("page 1 of one");
        (await next).ShouldBe("page 1 of one");
        _made.ShouldBe(1);
    }

    [Fact]
    public async Task Who_waits_for_a_page_of_a_reader_who_fails_has_it_made_again()
    {
        await using PageShelf shelf = Shelf(timeMax: null);
        TaskCompletionSource wait = new();

        Task<string> first = AskAsync(shelf, "/m/a", wait: wait.Task);
        Task<string> next = AskAsync(shelf, "/m/a");
        wait.SetException(new OperationCanceledException("The reader left."));

        await Should.ThrowAsync<OperationCanceledException>(first);
        (await next).ShouldBe("page 1 of one");
        (await AskAsync(shelf, "/m/a")).ShouldBe("page 1 of one");
    }

    [Fact]
    public async Task A_server_s_first_answer_says_what_is_made_and_leads_to_it_without_scripts()
    {
        await using FreshMarket slow = await FreshMarket.StartAsync(
            new DashboardParts { FirstAnswerAfter = TimeSpan.Zero }
        );
        const string Address = "/m/bazaar/supply?as_of=2025-02-01";
        await slow.Client.GetStringAsync("/m/bazaar/supply");
        using HttpRequestMessage request = new(HttpMethod.Get, Address);
        request.Headers.Add("Sec-Fetch-Dest", "document");

        using HttpResponseMessage reply = await slow.Client.SendAsync(request, TestContext.Current.CancellationToken);
        string page = await reply.Content.ReadAsStringAsync(TestContext.Current.CancellationToken);
        string whole = await slow.Client.GetStringAsync($"{Address}&whole=1");

        reply.StatusCode.ShouldBe(HttpStatusCode.Accepted);
        page.ShouldContain("<p role=\"status\" data-unfinished>Nobody has asked for it as of 1 February 2025");
        page.ShouldContain($"<noscript><a href=\"{Address}&amp;whole=1\">");
        page.ShouldContain("action=\"/m/bazaar/supply\"");
        page.ShouldMatch("<li><a href=\"/m/bazaar/supply\">[^<]+, as of now \\(/m/bazaar/supply\\)</a></li>");
        whole.ShouldContain("class=\"tabs\"");
        whole.ShouldNotContain("data-unfinished");
        whole.ShouldBe(await slow.Client.GetStringAsync(Address));
        using HttpRequestMessage choice = new(HttpMethod.Get, "/m/bazaar/supply?as_of=2025-02-02");
        choice.Headers.Add(FirstAnswer.Header, "1");
        using HttpResponseMessage late = await slow.Client.SendAsync(choice, TestContext.Current.CancellationToken);
        late.StatusCode.ShouldBe(HttpStatusCode.Accepted, "a script shows it in the page");
        using HttpResponseMessage alone = await slow.Client.GetAsync(PageInMaking.Address);
        alone.StatusCode.ShouldBe(HttpStatusCode.NotFound);
    }

    [Theory]
    [InlineData("GET", 404, "")]
    [InlineData("GET", 200, "?file=index.json")]
    [InlineData("POST", 200, "")]
    public async Task What_is_no_page_or_a_file_of_one_is_made_each_time(string method, int status, string query)
    {
        await using PageShelf shelf = Shelf(timeMax: null);

        await AskAsync(shelf, "/m/a", query, method, status);
        await AskAsync(shelf, "/m/a", query, method, status);

        _made.ShouldBe(2);
    }

    private static async Task<(string Page, bool IsEarlier)> GetAsync(HttpClient client)
    {
        using HttpResponseMessage reply = await client.GetAsync("/m/bazaar/supply");
        return (await reply.Content.ReadAsStringAsync(), reply.Headers.Contains(PageShelf.EarlierHeader));
    }

    public async ValueTask DisposeAsync() => await _services.DisposeAsync();

    private PageShelf Shelf(TimeSpan? timeMax, TimeSpan? firstAnswerAfter = null) =>
        new(_data, _services, () => _stops, timeMax, firstAnswerAfter, _failures.Add);

    private async Task<string> AskAsync(
        PageShelf shelf,
        string path,
        string query = "",
        string method = "GET",
        int status = 200,
        bool isTooLong = false,
        Action? onMade = null,
        string filler = "",
        CancellationToken? browser = null,
        Task? wait = null
    )
    {
        using MemoryStream body = new();
        DefaultHttpContext context = new() { RequestServices = _services };
        context.Request.Method = method;
        context.Request.Path = path;
        context.Request.QueryString = new QueryString(query);
        context.Response.Body = body;
        if (browser is { } leaves)
        {
            context.Request.Headers["Sec-Fetch-Dest"] = "document";
            context.RequestAborted = leaves;
        }

        context.SetEndpoint(new Endpoint(null, new EndpointMetadataCollection(new KeptPageAttribute()), "page"));
        await shelf.AnswerAsync(
            context,
            async asked =>
            {
                if (isTooLong && !ReadingBehind.IsOn)
                {
                    throw new ReadTimeException(TimeSpan.FromSeconds(20));
                }

                await (wait ?? Task.CompletedTask);
                _made++;
                asked.Response.StatusCode = status;
                await asked.Response.WriteAsync($"page {_made} of {_data.State}{filler}");
                onMade?.Invoke();
            }
        );
        string page = System.Text.Encoding.UTF8.GetString(body.ToArray());
        return context.Response.Headers.ContainsKey(PageShelf.EarlierHeader) ? $"{page}, earlier" : page;
    }

    /// <summary>A warehouse of which only the state is asked.</summary>
    private sealed class MovingData : IDashboardData
    {
        public string State { get; set; } = "one";

        public Task<string> ReadStateAsync(CancellationToken cancellation) => Task.FromResult(State);

        public void ForgetState() { }

        public Task<IReadOnlyList<MarketSummary>> ListMarketsAsync(CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<MarketOverview?> ReadMarketAsync(string system, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<Forecast?> ForecastAsync(string system, ForecastRequest request, CancellationToken cancellation) =>
            throw new NotSupportedException();

        public Task<T> ReadAsync<T>(Func<DuckDBConnection, T> read, CancellationToken cancellation) =>
            throw new NotSupportedException();
    }
}
