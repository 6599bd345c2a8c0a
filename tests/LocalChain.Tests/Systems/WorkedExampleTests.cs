using System.Text.RegularExpressions;
using Souk.LocalChain.Contracts;
using Souk.Warehouse.Values;

namespace Souk.LocalChain.Tests.Systems;

/// <summary>docs/guides/new-market.md as it stands: its YAML and SQL, and nothing else, make a market.</summary>
public sealed partial class WorkedExampleTests
{
    private const int LinesMax = 60;

    [Fact]
    public async Task The_guide_s_two_files_make_a_market_of_under_60_lines()
    {
        await using SystemChain chain = await SystemChain.StartAsync();
        using var indexed = new IndexedSystems();
        string manifests = Directory.CreateDirectory(Path.Combine(indexed.Folder, "guide")).FullName;
        string yaml = BlockOf("yaml");
        string sql = BlockOf("sql");
        await File.WriteAllTextAsync(
            Path.Combine(manifests, "bazaar.yaml"),
            yaml,
            TestContext.Current.CancellationToken
        );
        await File.WriteAllTextAsync(Path.Combine(manifests, "bazaar.sql"), sql, TestContext.Current.CancellationToken);
        indexed.ManifestFolder = manifests;
        OwnContracts own = await OwnContracts.CompileAsync(CancellationToken.None);
        var script = new LogScript(chain, own, "bazaar", manifests);
        await script.TokenAsync("pay_token", "PAY", 18);
        await script.AtAsync("shop");
        Address ada = indexed.Call(chain.Account(1), "ada");
        Address ben = indexed.Call(chain.Account(2), "ben");
        byte[] photos = indexed.Id("photos");
        byte[] captions = indexed.Id("captions");

        await script.EmitAsync(("shop", "Listed", [photos, ada, "Photos", new byte[Hash32.ByteCount]]));
        await script.EmitAsync(("shop", "Listed", [captions, ada, "Captions", photos]));
        await script.EmitAsync(("pay_token", "Transfer", [ben, ada, 40]), ("shop", "Sold", [captions, ben, ada, 40]));
        // Nothing moved here, so nothing was paid.
        await script.EmitAsync(("shop", "Sold", [captions, ben, ada, 41]));
        await indexed.IndexAsync("bazaar", chain);

        (yaml + sql).Split('\n', StringSplitOptions.RemoveEmptyEntries).Length.ShouldBeLessThan(LinesMax);
        indexed
            .RowsOf("asset", "bazaar", "asset_key", "name", "owner_id")
            .ShouldBe(["bazaar/photos Photos ada", "bazaar/captions Captions ada"]);
        indexed
            .RowsOf("provenance", "bazaar", "subject", "verb", "object")
            .ShouldBe(["bazaar/captions was_derived_from bazaar/photos"]);
        indexed.PaymentsOf("bazaar").ShouldBe(["price ben > ada: 40 PAY, bazaar/captions, transfer"]);
    }

    private static string BlockOf(string language)
    {
        string guide = File.ReadAllText(Path.Combine(RepositoryFolder.Find(), "docs", "guides", "new-market.md"));
        return Fence().Matches(guide).Single(block => block.Groups[1].Value == language).Groups[2].Value;
    }

    [GeneratedRegex("```([a-z]+)\n(.*?)```", RegexOptions.Singleline | RegexOptions.CultureInvariant)]
    private static partial Regex Fence();
}
