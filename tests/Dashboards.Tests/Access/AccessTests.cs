using System.Net;
using System.Net.Http.Headers;
using System.Text;
using Souk.Dashboards.Access;
using Souk.Dashboards.Tests.Recorded;
using Souk.Dashboards.Tests.Samples;

namespace Souk.Dashboards.Tests.Access;

public sealed class AccessTests : IDisposable
{
    private static readonly DateTime s_now = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-access-").FullName;

    private string KeyPath => Path.Combine(_folder, "keys.json");

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Beyond_loopback_a_server_without_authentication_does_not_start()
    {
        AccessException error = await RefusedAsync(
            new AccessPolicy { Address = IPAddress.Any, Hosts = ["souk.example"] }
        );

        error.Message.ShouldContain("--keys");
        error.Message.ShouldContain("0.0.0.0");
    }

    [Fact]
    public async Task Beyond_loopback_a_server_needs_to_know_its_name()
    {
        KeyFile.Add(KeyPath, AccessScope.Read, "", s_now);

        AccessException error = await RefusedAsync(
            new AccessPolicy { Address = IPAddress.Any, Keys = KeyFile.Open(KeyPath) }
        );

        error.Message.ShouldContain("--host");
    }

    [Theory]
    [InlineData("souk.example")]
    [InlineData("https://souk.example/path")]
    public async Task An_origin_is_scheme_and_host(string origin) =>
        (await RefusedAsync(new AccessPolicy { Origins = [origin] })).Message.ShouldContain(origin);

    [Fact]
    public async Task With_keys_a_request_without_one_is_refused_and_a_browser_is_asked_for_it()
    {
        KeyFile.Add(KeyPath, AccessScope.Read, "", s_now);
        await using FreshMarket market = await ServeAsync(new AccessPolicy { Keys = KeyFile.Open(KeyPath) });

        using HttpResponseMessage page = await market.Client.GetAsync("/");
        using HttpResponseMessage answer = await market.Client.GetAsync("/api/v1/markets");
        using HttpResponseMessage health = await market.Client.GetAsync("/healthz");

        page.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        page.Headers.WwwAuthenticate.Single().Scheme.ShouldBe("Basic");
        (await page.Content.ReadAsStringAsync()).ShouldNotContain("Bazaar");
        answer.StatusCode.ShouldBe(HttpStatusCode.Unauthorized);
        (await answer.Content.ReadAsStringAsync()).ShouldContain("Authorization: Bearer");
        health.StatusCode.ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_key_opens_as_bearer_and_as_password_what_its_scopes_name_and_nothing_once_revoked()
    {
        string key = KeyFile.Add(KeyPath, AccessScope.Read, "", s_now);
        await using FreshMarket market = await ServeAsync(new AccessPolicy { Keys = KeyFile.Open(KeyPath) });
        AuthenticationHeaderValue bearer = new("Bearer", key);
        AuthenticationHeaderValue basic = new("Basic", Convert.ToBase64String(Encoding.UTF8.GetBytes($"me:{key}")));

        (await StatusAsync(market, "/api/v1/markets", bearer)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(market, "/m/bazaar", basic)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(market, "/api/v1/scenarios/masa-like/bands", bearer)).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(market, "/api/v1/markets/bazaar/forecast", bearer)).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(market, "/api/v1/sql", bearer)).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(market, "/explore", bearer)).ShouldBe(HttpStatusCode.Forbidden);
        (await StatusAsync(market, "/responses?scenario=", bearer)).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(market, "/responses?scenario=masa-like", bearer)).ShouldBe(HttpStatusCode.Forbidden);
        KeyFile.Revoke(KeyPath, key.Split('_')[1], s_now);
        File.SetLastWriteTimeUtc(KeyPath, s_now);
        (await StatusAsync(market, "/api/v1/markets", bearer)).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Fact]
    public async Task A_proxys_header_is_believed_from_its_address_alone()
    {
        await using FreshMarket trusted = await ServeAsync(new AccessPolicy { ProxyHeader = "X-User" });
        await using FreshMarket distrusted = await ServeAsync(
            new AccessPolicy { ProxyHeader = "X-User", ProxyAddresses = [IPAddress.Parse("192.0.2.7")] }
        );

        (await StatusAsync(trusted, "/api/v1/markets", user: "ada")).ShouldBe(HttpStatusCode.OK);
        (await StatusAsync(trusted, "/api/v1/markets")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(trusted, "/api/v1/markets", user: "")).ShouldBe(HttpStatusCode.Unauthorized);
        (await StatusAsync(distrusted, "/api/v1/markets", user: "ada")).ShouldBe(HttpStatusCode.Unauthorized);
    }

    [Theory]
    [InlineData("127.0.0.1", 200)]
    [InlineData("localhost", 200)]
    [InlineData("souk.example", 200)]
    [InlineData("attacker.example", 400)]
    [InlineData("127.0.0.1.attacker.example", 400)]
    [InlineData("souk.example.attacker.example", 400)]
    public async Task Other_host_names_are_refused(string host, int status)
    {
        await using FreshMarket market = await ServeAsync(new AccessPolicy { Hosts = ["souk.example"] });
        using HttpRequestMessage request = new(HttpMethod.Get, "/api/v1/markets");
        request.Headers.Host = $"{host}:{market.Address.Port}";

        using HttpResponseMessage reply = await market.Client.SendAsync(request);

        reply.StatusCode.ShouldBe((HttpStatusCode)status);
    }

    [Theory]
    [InlineData("GET", "https://attacker.example", "", 403)]
    [InlineData("GET", "null", "", 403)]
    [InlineData("POST", "https://attacker.example", "", 403)]
    [InlineData("POST", "", "cross-site", 403)]
    [InlineData("POST", "", "same-site", 403)]
    [InlineData("GET", "", "cross-site", 200)]
    [InlineData("GET", "https://research.example", "", 200)]
    [InlineData("GET", "http://research.example", "", 403)]
    [InlineData("GET", "same", "", 200)]
    public async Task Pages_of_other_sites_cannot_ask(string method, string origin, string fetchSite, int status)
    {
        await using FreshMarket market = await ServeAsync(new AccessPolicy { Origins = ["https://research.example"] });
        using HttpRequestMessage request = new(new HttpMethod(method), "/api/v1/markets");
        if (origin.Length > 0)
        {
            request.Headers.Add("Origin", origin == "same" ? market.Address.GetLeftPart(UriPartial.Authority) : origin);
        }

        if (fetchSite.Length > 0)
        {
            request.Headers.Add("Sec-Fetch-Site", fetchSite);
        }

        using HttpResponseMessage reply = await market.Client.SendAsync(request);

        reply.StatusCode.ShouldBe((HttpStatusCode)status);
        reply.Headers.Contains("Access-Control-Allow-Origin").ShouldBe(origin == "https://research.example");
    }

    [Fact]
    public async Task Too_many_requests_are_told_when_to_come_again_and_files_of_a_page_do_not_count()
    {
        await using FreshMarket market = await ServeAsync(new AccessPolicy { RequestsPerMinute = 24 });

        using HttpResponseMessage first = await market.Client.GetAsync("/api/v1/metrics/supply");
        using HttpResponseMessage second = await market.Client.GetAsync("/api/v1/metrics/supply");
        HttpStatusCode status = HttpStatusCode.OK;
        HttpResponseMessage reply = second;
        // One more may come each second: ask faster than that.
        for (int attempt = 0; attempt < 20 && status == HttpStatusCode.OK; attempt++)
        {
            reply = await market.Client.GetAsync("/api/v1/metrics/supply");
            status = reply.StatusCode;
        }

        first.StatusCode.ShouldBe(HttpStatusCode.OK);
        status.ShouldBe(HttpStatusCode.TooManyRequests);
        reply.Headers.RetryAfter!.Delta!.Value.TotalSeconds.ShouldBeInRange(1, 60);
        (await reply.Content.ReadAsStringAsync()).ShouldContain("24 a minute");
        (await StatusAsync(market, "/site.css")).ShouldBe(HttpStatusCode.OK);
    }

    [Fact]
    public async Task A_body_beyond_the_limit_is_refused()
    {
        await using FreshMarket market = await ServeAsync(new AccessPolicy());
        using StringContent content = new(new string('x', (1 << 20) + 1), Encoding.UTF8, "application/json");

        using HttpResponseMessage reply = await market.Client.PostAsync("/api/v1/sql", content);

        reply.StatusCode.ShouldBe(HttpStatusCode.RequestEntityTooLarge);
    }

    [Theory]
    [InlineData("{\"sql\": \"\\ud800\"}")]
    [InlineData("{\"sql\": \"select 1\", \"format\": \"\\udfff\"}")]
    public async Task A_body_whose_text_is_none_is_refused(string body)
    {
        await using FreshMarket market = await ServeAsync(new AccessPolicy());
        using StringContent content = new(body, Encoding.UTF8, "application/json");

        using HttpResponseMessage reply = await market.Client.PostAsync("/api/v1/sql", content);

        reply.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        (await reply.Content.ReadAsStringAsync()).ShouldContain("\"error\"");
    }

    private static Task<FreshMarket> ServeAsync(AccessPolicy policy) =>
        FreshMarket.StartAsync(new DashboardParts { Access = policy, ScenarioFolder = RecordedMarket.ScenarioFolder });

    private static Task<AccessException> RefusedAsync(AccessPolicy policy) =>
        Should.ThrowAsync<AccessException>(() =>
            DashboardServer.StartAsync(new FictionalMarket(), port: 0, parts: new DashboardParts { Access = policy })
        );

    private static async Task<HttpStatusCode> StatusAsync(
        FreshMarket market,
        string path,
        AuthenticationHeaderValue? key = null,
        string? user = null
    )
    {
        using HttpRequestMessage request = new(HttpMethod.Get, path);
        request.Headers.Authorization = key;
        if (user is not null)
        {
            request.Headers.TryAddWithoutValidation("X-User", user);
        }

        using HttpResponseMessage reply = await market.Client.SendAsync(request);
        return reply.StatusCode;
    }
}
