using System.Net;
using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Api;
using Souk.Dashboards.Tests.Browsers;
using Souk.Dashboards.Tests.Recorded;

namespace Souk.Dashboards.Tests.Pages;

public sealed class FailurePageTests(Chromium chromium, RecordedMarket market)
{
    [Theory]
    [InlineData("/market/nowhere")]
    [InlineData("/scenario/nowhere")]
    public async Task An_unknown_market_leads_to_the_indexed_ones(string path)
    {
        using HttpClient client = new() { BaseAddress = chromium.Address };

        using HttpResponseMessage reply = await client.GetAsync(path);

        string page = await reply.Content.ReadAsStringAsync();
        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        page.ShouldContain($"<code>{path}</code>");
        page.ShouldContain("<a href=\"/market/oasis\">Oasis</a>");
    }

    [Fact]
    public async Task A_failed_request_gets_a_plain_page_without_the_cause()
    {
        using HttpClient client = new() { BaseAddress = chromium.Address };

        using HttpResponseMessage reply = await client.GetAsync("/market/broken");

        string page = await reply.Content.ReadAsStringAsync();
        reply.StatusCode.ShouldBe(HttpStatusCode.InternalServerError);
        page.ShouldContain("This page could not be made");
        page.ShouldNotContain("fictional warehouse");
    }

    /// <summary>A form that one server made is sent to another, as after a restart on the same port.</summary>
    [Theory]
    [InlineData("/explore", "/explore", "Sql", "select '<b>' as a\nfrom range(3)")]
    [InlineData("/explore?handler=Save", "/explore", "Sql", "select 42")]
    [InlineData("/scenario/new", "/scenario/new", "Table", "bucket,percent\nTeam,100")]
    [InlineData("/scenario?market=oasis", "/scenario?market=oasis", "Other", "")]
    [InlineData(
        "/scenarios/fees-and-burns?set=burn.use.amount=5+TKN",
        "/scenarios/fees-and-burns?set=burn.use.amount=5+TKN",
        "Other",
        ""
    )]
    public async Task A_form_that_is_older_than_the_server_is_told_so_and_what_was_typed_is_shown(
        string address,
        string again,
        string field,
        string typed
    )
    {
        using HttpClient client = new();
        string opened = await client.GetStringAsync(new Uri(market.Client.BaseAddress!, "/explore"));
        string token = opened.Split("name=\"__RequestVerificationToken\"")[1].Split("value=\"")[1].Split('"')[0];
        using FormUrlEncodedContent form = new(
            new Dictionary<string, string> { ["__RequestVerificationToken"] = token, [field] = typed }
        );

        using HttpResponseMessage reply = await client.PostAsync(new Uri(chromium.Address, address), form);

        string page = await reply.Content.ReadAsStringAsync();
        reply.StatusCode.ShouldBe(HttpStatusCode.BadRequest);
        page.ShouldContain("<h1>This form is too old</h1>");
        WebUtility.HtmlDecode(page).ShouldContain($"<a href=\"{again}\">the page anew</a>");
        page.ShouldNotContain("status 0");
        page.ShouldNotContain("<b>");
        string[] shown = page.Split("<textarea id=\"typed\"");
        shown.Length.ShouldBe(typed.Length > 0 ? 2 : 1);
        if (typed.Length > 0)
        {
            WebUtility.HtmlDecode(shown[1].Split('>', 2)[1].Split("</textarea>")[0]).Trim().ShouldBe(typed);
        }
    }

    /// <summary>An empty field comes as none at all.</summary>
    [Theory]
    [InlineData("/explore")]
    [InlineData("/explore?handler=Save")]
    [InlineData("/explore?handler=Picture&format=png")]
    [InlineData("/explore?handler=File&format=csv")]
    public async Task An_empty_query_is_refused_on_its_page(string address)
    {
        (HttpStatusCode status, string page, _) = await market.PostAsync("/explore", address, [("Sql", "")]);

        ((int)status).ShouldBeInRange(400, 503);
        status.ShouldNotBe(HttpStatusCode.InternalServerError, market.Explain());
        page.ShouldContain("role=\"alert\"");
    }

    [Fact]
    public async Task Changes_that_cannot_be_read_are_not_saved_as_if_there_were_none()
    {
        (HttpStatusCode status, string page, string? location) = await market.PostAsync(
            "/explore",
            "/scenarios/fees-and-burns?set=burn.use.amount=many+TKN",
            []
        );

        status.ShouldBe(HttpStatusCode.BadRequest);
        location.ShouldBeNull();
        page.ShouldContain("role=\"alert\"");
        page.ShouldContain("many TKN");
    }

    [Fact]
    public async Task A_page_that_fails_while_it_is_drawn_leaves_room_for_the_page_of_failures()
    {
        DefaultHttpContext context = new();
        context.Response.ContentType = "text/html; charset=utf-8";
        context.Response.ContentLength = 7;
        context.Response.Headers.ContentDisposition = "attachment";

        await FailureAnswer.WriteAsync(context, new InvalidOperationException("while it was drawn"));

        context.Response.StatusCode.ShouldBe(500);
        context.Response.ContentType.ShouldBeNull();
        context.Response.ContentLength.ShouldBeNull();
        context.Response.Headers.ContentDisposition.ShouldBeEmpty();
    }

    [Fact]
    public async Task A_form_for_a_page_that_is_not_there_is_told_its_status()
    {
        using HttpClient client = new() { BaseAddress = chromium.Address };
        using FormUrlEncodedContent form = new([]);

        using HttpResponseMessage reply = await client.PostAsync("/nowhere", form);

        reply.StatusCode.ShouldBe(HttpStatusCode.NotFound);
        (await reply.Content.ReadAsStringAsync()).ShouldContain("There is no such page");
    }
}
