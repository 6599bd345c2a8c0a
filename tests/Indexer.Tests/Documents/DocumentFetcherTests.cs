using System.IO.Compression;
using System.Text;
using Souk.Indexer.Documents;

namespace Souk.Indexer.Tests.Documents;

/// <summary>Every limit, against a real server.</summary>
public sealed class DocumentFetcherTests
{
    private static readonly DocumentLimits s_small = new()
    {
        SizeBytesMax = 1_000,
        TimeMax = TimeSpan.FromSeconds(20),
        FirstDelay = TimeSpan.FromMilliseconds(1),
    };

    [Fact]
    public async Task A_document_is_hashed_both_ways()
    {
        await using Gateway gateway = await Gateway.StartAsync(context => Gateway.SayAsync(context, "abc"));

        FetchedDocument document = await FetchAsync(gateway, "/a.json");

        document.Outcome.ShouldBe(DocumentOutcome.Fetched);
        document.MediaType.ShouldBe("application/json");
        document.SizeBytes.ShouldBe(3);
        document.Sha256.ToString().ShouldBe("0xba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        document.Keccak256.ToString().ShouldBe("0x4e03657aea45a94fc7d47ba826c8d667c0d1e6e33a64a036ec44f58fa12d6c45");
    }

    [Theory]
    [InlineData(1_000, DocumentOutcome.Fetched, "")]
    [InlineData(1_001, DocumentOutcome.TooLarge, "larger than 1000 bytes")]
    public async Task Size_is_counted_as_it_comes(int size, DocumentOutcome outcome, string detail)
    {
        // Without a length the answer is chunked.
        await using Gateway gateway = await Gateway.StartAsync(context =>
            Gateway.SayAsync(context, new string('a', size))
        );

        FetchedDocument document = await FetchAsync(gateway, "/");

        (document.Outcome, document.Detail).ShouldBe((outcome, detail));
        (await FetchAsync(gateway, "data:," + new string('a', size))).Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task A_bomb_is_counted_after_decompression()
    {
        using var packed = new MemoryStream();
        await using (var gzip = new GZipStream(packed, CompressionLevel.Optimal, leaveOpen: true))
        {
            await gzip.WriteAsync(new byte[10 << 20]);
        }

        await using Gateway gateway = await Gateway.StartAsync(async context =>
        {
            context.Response.ContentType = "application/json";
            context.Response.Headers.ContentEncoding = "gzip";
            await context.Response.Body.WriteAsync(packed.ToArray());
        });

        FetchedDocument document = await FetchAsync(
            gateway,
            "/",
            s_small with
            {
                SizeBytesMax = (int)packed.Length + 1_000,
            }
        );

        document.Outcome.ShouldBe(DocumentOutcome.TooLarge);
        packed.Length.ShouldBeLessThan(20_000);
    }

    [Theory]
    [InlineData("text/html; charset=utf-8", "media type text/html is not taken")]
    [InlineData("image/png", "media type image/png is not taken")]
    [InlineData("application/javascript", "media type application/javascript is not taken")]
    public async Task Pages_pictures_and_programs_are_not_taken(string type, string detail)
    {
        await using Gateway gateway = await Gateway.StartAsync(context => Gateway.SayAsync(context, "a", type));

        FetchedDocument document = await FetchAsync(gateway, "/");

        (document.Outcome, document.Detail).ShouldBe((DocumentOutcome.Refused, detail));
        (await FetchAsync(gateway, $"data:{type},a")).Detail.ShouldBe(detail);
    }

    [Theory]
    [InlineData(404, DocumentOutcome.Missing, 1)]
    [InlineData(410, DocumentOutcome.Missing, 1)]
    [InlineData(403, DocumentOutcome.Unreachable, 1)]
    [InlineData(206, DocumentOutcome.Unreachable, 1)]
    [InlineData(429, DocumentOutcome.Unreachable, 3)]
    [InlineData(503, DocumentOutcome.Unreachable, 3)]
    public async Task Only_what_may_pass_is_tried_again_and_three_times_at_most(
        int status,
        DocumentOutcome outcome,
        int attempts
    )
    {
        await using Gateway gateway = await Gateway.StartAsync(context =>
            Gateway.SayAsync(context, "no", status: status)
        );

        FetchedDocument document = await FetchAsync(gateway, "/");

        (document.Outcome, document.Detail).ShouldBe((outcome, $"the server answers {status}"));
        gateway.Asked.Count.ShouldBe(attempts);
    }

    [Fact]
    public async Task A_wait_that_the_server_asks_for_is_kept()
    {
        int count = 0;
        await using Gateway gateway = await Gateway.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = "1";
            return Gateway.SayAsync(context, "abc", status: Interlocked.Increment(ref count) == 1 ? 429 : 200);
        });
        var waited = System.Diagnostics.Stopwatch.StartNew();

        (await FetchAsync(gateway, "/")).Outcome.ShouldBe(DocumentOutcome.Fetched);

        waited.ElapsedMilliseconds.ShouldBeInRange(900, 15_000);
        count.ShouldBe(2);
    }

    [Fact]
    public async Task A_wait_beyond_the_limit_is_left_to_a_later_run()
    {
        await using Gateway gateway = await Gateway.StartAsync(context =>
        {
            context.Response.Headers.RetryAfter = TimeProvider.System.GetUtcNow().AddHours(3).ToString("r");
            return Gateway.SayAsync(context, "no", status: 503);
        });
        var waited = System.Diagnostics.Stopwatch.StartNew();

        FetchedDocument document = await FetchAsync(gateway, "/");

        document.Outcome.ShouldBe(DocumentOutcome.Unreachable);
        document.Detail.ShouldStartWith("the server answers 503 and asks to wait 0.02:59:");
        gateway.Asked.Count.ShouldBe(1);
        waited.ElapsedMilliseconds.ShouldBeLessThan(10_000);
    }

    [Fact]
    public async Task What_fails_once_is_fetched_the_second_time()
    {
        int count = 0;
        await using Gateway gateway = await Gateway.StartAsync(context =>
            Gateway.SayAsync(context, "abc", status: Interlocked.Increment(ref count) == 1 ? 502 : 200)
        );

        (await FetchAsync(gateway, "/")).Outcome.ShouldBe(DocumentOutcome.Fetched);
        count.ShouldBe(2);
    }

    [Fact]
    public async Task Three_redirects_are_followed_and_a_fourth_is_not()
    {
        await using Gateway gateway = await Gateway.StartAsync(context =>
        {
            int left = context.Request.Path.Value![1] - '0';
            if (left == 0)
            {
                return Gateway.SayAsync(context, "abc");
            }

            context.Response.Redirect($"/{left - 1}");
            return Task.CompletedTask;
        });

        (await FetchAsync(gateway, "/3")).Outcome.ShouldBe(DocumentOutcome.Fetched);
        FetchedDocument fourth = await FetchAsync(gateway, "/4");
        (fourth.Outcome, fourth.Detail).ShouldBe((DocumentOutcome.Refused, "redirected more than 3 times"));
        gateway.Asked.ShouldBe(["/3", "/2", "/1", "/0", "/4", "/3", "/2", "/1"]);
    }

    [Theory]
    [InlineData("http://169.254.169.254/latest", "redirected: the manifest does not allow the host 169.254.169.254")]
    [InlineData("file://localhost/etc/passwd", "redirected: file: is not http or https")]
    [InlineData("//evil.example/a", "redirected: the manifest does not allow the host evil.example")]
    public async Task A_redirect_never_leaves_the_allowed_hosts(string location, string detail)
    {
        await using Gateway gateway = await Gateway.StartAsync(context =>
        {
            context.Response.StatusCode = 302;
            context.Response.Headers.Location = location;
            return Task.CompletedTask;
        });

        FetchedDocument document = await FetchAsync(gateway, "/");

        (document.Outcome, document.Detail).ShouldBe((DocumentOutcome.Refused, detail));
    }

    [Fact]
    public async Task A_redirect_to_another_server_of_this_machine_is_not_followed()
    {
        await using Gateway secret = await Gateway.StartAsync(context => Gateway.SayAsync(context, "secret"));
        await using Gateway gateway = await Gateway.StartAsync(context =>
        {
            context.Response.Redirect(secret.At("/admin"));
            return Task.CompletedTask;
        });

        FetchedDocument document = await FetchAsync(gateway, "/");

        document.Outcome.ShouldBe(DocumentOutcome.Refused);
        secret.Asked.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_silent_server_is_left_and_a_slow_one_has_a_limit_in_all()
    {
        await using Gateway silent = await Gateway.StartAsync(context =>
            Task.Delay(Timeout.Infinite, context.RequestAborted)
        );
        await using Gateway slow = await Gateway.StartAsync(async context =>
        {
            context.Response.ContentType = "text/plain";
            while (!context.RequestAborted.IsCancellationRequested)
            {
                await context.Response.Body.WriteAsync("a"u8.ToArray(), context.RequestAborted);
                await context.Response.Body.FlushAsync(context.RequestAborted);
                await Task.Delay(10, context.RequestAborted);
            }
        });

        FetchedDocument unanswered = await FetchAsync(
            silent,
            "/",
            s_small with
            {
                SilenceMax = TimeSpan.FromMilliseconds(50),
                AttemptsMax = 2,
            }
        );
        FetchedDocument endless = await FetchAsync(
            slow,
            "/",
            s_small with
            {
                SizeBytesMax = 1 << 20,
                TimeMax = TimeSpan.FromMilliseconds(400),
            }
        );

        (unanswered.Outcome, unanswered.Detail).ShouldBe((DocumentOutcome.Unreachable, "silent for 0.05 s"));
        silent.Asked.Count.ShouldBe(2);
        (endless.Outcome, endless.Detail).ShouldBe((DocumentOutcome.Unreachable, "not whole within 0.4 s"));
        slow.Asked.Count.ShouldBe(1);
    }

    [Fact]
    public async Task A_dead_server_is_unreachable_and_cancelling_is_no_outcome()
    {
        Gateway gateway = await Gateway.StartAsync(context => Task.Delay(Timeout.Infinite, context.RequestAborted));
        using var stop = new CancellationTokenSource();
        using var fetcher = new DocumentFetcher(s_small, TimeProvider.System);
        Task<FetchedDocument> running = fetcher.FetchAsync(gateway.At("/"), gateway.Rules, stop.Token);

        await stop.CancelAsync();

        await Should.ThrowAsync<OperationCanceledException>(() => running.WaitAsync(TimeSpan.FromSeconds(5)));
        await gateway.DisposeAsync();
        (await FetchAsync(gateway, "/")).Outcome.ShouldBe(DocumentOutcome.Unreachable);
    }

    [Theory]
    [InlineData("hello world", true)]
    [InlineData("hello mars", false)]
    public async Task An_ipfs_document_is_compared_with_its_id(string text, bool agrees)
    {
        await using Gateway gateway = await Gateway.StartAsync(context => Gateway.SayAsync(context, text));
        string id = ContentId.OfRaw("hello world"u8);

        FetchedDocument document = await FetchAsync(gateway, "ipfs://" + id);

        document.ContentIdAgrees.ShouldBe(agrees);
        gateway.Asked.ShouldBe(["/ipfs/" + id]);
        (await FetchAsync(gateway, $"ipfs://{id}/a.json")).ContentIdAgrees.ShouldBeNull();
    }

    [Fact]
    public async Task No_cookie_and_no_credential_is_sent()
    {
        var heads = new StringBuilder();
        await using Gateway gateway = await Gateway.StartAsync(context =>
        {
            heads.AppendJoin(' ', context.Request.Headers.Keys.Order()).Append('\n');
            context.Response.Headers.SetCookie = "a=b; Path=/";
            return Gateway.SayAsync(context, "abc");
        });
        using var fetcher = new DocumentFetcher(s_small, TimeProvider.System);

        await fetcher.FetchAsync(gateway.At("/1"), gateway.Rules, CancellationToken.None);
        await fetcher.FetchAsync(gateway.At("/2"), gateway.Rules, CancellationToken.None);

        heads.ToString().ShouldBe("Accept Accept-Encoding Host User-Agent\nAccept Accept-Encoding Host User-Agent\n");
    }

    private static async Task<FetchedDocument> FetchAsync(
        Gateway gateway,
        string uriOrPath,
        DocumentLimits? limits = null
    )
    {
        using var fetcher = new DocumentFetcher(limits ?? s_small, TimeProvider.System);
        string uri = uriOrPath.StartsWith('/') ? gateway.At(uriOrPath) : uriOrPath;
        return await fetcher.FetchAsync(uri, gateway.Rules, CancellationToken.None);
    }
}
