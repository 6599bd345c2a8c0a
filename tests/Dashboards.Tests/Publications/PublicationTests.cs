using System.Net;
using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Souk.Dashboards.Publications;
using Souk.Dashboards.Tests.Recorded;

namespace Souk.Dashboards.Tests.Publications;

public sealed class PublicationTests(RecordedMarket market) : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("souk-site-");

    public void Dispose() => _folder.Delete(recursive: true);

    [Fact]
    public async Task Every_link_of_a_site_leads_to_a_file_of_it_and_every_file_has_its_hash()
    {
        string site = Path.Combine(_folder.FullName, "site");

        (string digest, IReadOnlyList<string> files) = await new SitePublisher(market.Client).RunAsync(
            site,
            TestContext.Current.CancellationToken
        );

        files.ShouldContain("index.html");
        files.ShouldContain("m/bazaar/supply.html");
        files.ShouldContain("m/bazaar/memo.html");
        files.ShouldContain("metrics/payments+market~bazaar.html");
        files.ShouldContain("dist/charts.js");
        List<string> broken = [];
        foreach (string file in files.Where(file => file.EndsWith(".html")))
        {
            string page = await File.ReadAllTextAsync(Path.Combine(site, file));
            page.ShouldContain(digest);
            foreach (Match link in Regex.Matches(page, "\\b(?:href|src)=\"([^\"]*)\""))
            {
                string target = WebUtility.HtmlDecode(link.Groups[1].Value).Split('#')[0];
                if (target.Length > 0 && !File.Exists(Path.Combine(site, Path.GetDirectoryName(file)!, target)))
                {
                    broken.Add($"{file}: {target}");
                }
            }
        }

        broken.ShouldBeEmpty();
        string[] sums = await File.ReadAllLinesAsync(Path.Combine(site, SitePublisher.HashFile));
        sums.Length.ShouldBe(files.Count - 1);
        foreach (string line in sums)
        {
            string hash = Convert.ToHexStringLower(
                SHA256.HashData(await File.ReadAllBytesAsync(Path.Combine(site, line[66..])))
            );
            line[..64].ShouldBe(hash);
        }

        string bridge = await File.ReadAllTextAsync(Path.Combine(site, "m", "bazaar", "supply+bridge.csv"));
        bridge.ShouldBe(
            await market.Client.GetStringAsync(
                "/m/bazaar/supply?file=bridge.csv",
                TestContext.Current.CancellationToken
            )
        );
        files.ShouldContain("metrics/payments+market~bazaar+payments.csv");
        string sheet = await File.ReadAllTextAsync(Path.Combine(site, "m", "bazaar", "supply.html"));
        sheet.ShouldContain("href=\"../../m/bazaar/supply+bridge.csv\"");
        sheet.ShouldContain("data-needs-server download aria-label=\"PNG: ");
        foreach (string file in files.Where(file => file.EndsWith(".html")))
        {
            string page = await File.ReadAllTextAsync(Path.Combine(site, file));
            Regex.Count(page, "data-files=\"").ShouldBe(Regex.Count(page, "href=\"[^\"]+\\.csv\" download"), file);
        }

        string supply = await File.ReadAllTextAsync(Path.Combine(site, "m", "bazaar.html"));
        supply.ShouldContain("data-value=\"1001180000000000000000000\"");
        supply.ShouldNotContain("<form");
    }

    [Fact]
    public async Task A_folder_that_holds_something_is_refused_and_stays_as_it_is()
    {
        string mine = Path.Combine(_folder.FullName, "mine.txt");
        await File.WriteAllTextAsync(mine, "mine");

        PublicationException refused = await Should.ThrowAsync<PublicationException>(() =>
            new SitePublisher(market.Client).RunAsync(_folder.FullName)
        );

        refused.Message.ShouldContain("is not empty");
        Directory.GetFileSystemEntries(_folder.FullName).ShouldBe([mine]);
    }
}
