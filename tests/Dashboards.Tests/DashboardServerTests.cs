using System.Net;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Samples;

namespace Souk.Dashboards.Tests;

public sealed class DashboardServerTests(Chromium chromium)
{
    [Fact]
    public async Task A_port_that_is_in_use_is_named()
    {
        int port = chromium.Address.Port;

        PortInUseException error = await Should.ThrowAsync<PortInUseException>(() =>
            DashboardServer.StartAsync(new FictionalMarket(), port)
        );

        error.Port.ShouldBe(port);
        error.Message.ShouldContain($"Port {port} on 127.0.0.1 is in use");
    }

    [Fact]
    public async Task Health_answers_ok()
    {
        using HttpClient client = new() { BaseAddress = chromium.Address };

        (await client.GetStringAsync("/healthz")).ShouldBe("{\"status\":\"ok\"}\n");
    }

    [Fact]
    public async Task A_request_under_another_host_name_is_refused()
    {
        using HttpClient client = new() { BaseAddress = chromium.Address };
        using HttpRequestMessage request = new(HttpMethod.Get, "/");
        request.Headers.Host = "elsewhere.example";

        using HttpResponseMessage reply = await client.SendAsync(request);

        reply.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
    }
}
