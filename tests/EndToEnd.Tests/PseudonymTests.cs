using System.Security.Cryptography;
using System.Text.RegularExpressions;
using Souk.DuckDb;

namespace Souk.EndToEnd.Tests;

/// <summary>Exports and statements under pseudonyms: consistent, keyed, and without an address of the chain.</summary>
[Collection(ServedSampleTests.Name)]
public sealed partial class PseudonymTests(ServedSample sample)
{
    private static readonly byte[] s_key = [.. Enumerable.Range(0, 32).Select(n => (byte)n)];

    [GeneratedRegex("0x[0-9a-f]{40}(?![0-9a-f])", RegexOptions.IgnoreCase)]
    private static partial Regex Addresses { get; }

    [Fact]
    public async Task An_export_holds_pseudonyms_in_every_column_and_the_same_sums()
    {
        string folder = Path.Combine(sample.Folder, "pseudonymous");
        (int exitCode, _, string errors) = await SoukProcess.RunAsync(
            "export",
            "--db",
            sample.File,
            "--out",
            folder,
            "--format",
            "csv",
            "--pseudonymise",
            KeyFile()
        );
        exitCode.ShouldBe(0, errors);
        HashSet<string> told = [];
        foreach (string file in Directory.EnumerateFiles(folder, "*.csv", SearchOption.AllDirectories))
        {
            told.UnionWith(
                Addresses.Matches(await File.ReadAllTextAsync(file)).Select(found => found.Value.ToLowerInvariant())
            );
        }

        string[] known = [.. Ask("select '0x' || lower(hex(address)) from chain.address")];
        string[] expected = [.. known.Select(Pseudonym)];
        told.Intersect(known).ShouldAllBe(address => address.StartsWith("0x000000000000000000000000000000000000"));
        told.Intersect(expected).Count().ShouldBeGreaterThan(100);
        using var memory = new DuckDBConnection("Data Source=:memory:");
        memory.Open();
        memory
            .Query(
                $"select sum(amount::hugeint)::varchar from read_csv('{folder}/market.payment/**/*.csv', all_varchar = true, union_by_name = true)",
                row => row.GetString(0)
            )
            .ShouldBe(Ask("select sum(amount)::varchar from market.payment"));
        Ask("select count(*)::varchar from chain.log").ShouldNotBe(["0"]);
    }

    [Fact]
    public async Task A_statement_has_the_same_pseudonyms()
    {
        string party = Ask(
                "select '0x' || lower(hex(address)) from market.payment join chain.address on address_id = payee_id where role = 'reward' order by 1 limit 1"
            )
            .Single();

        (int exitCode, string plain, _) = await SoukProcess.RunAsync("statement", party, "--db", sample.File);
        (_, string hidden, string errors) = await SoukProcess.RunAsync(
            "statement",
            party,
            "--db",
            sample.File,
            "--pseudonymise",
            KeyFile()
        );

        exitCode.ShouldBe(0);
        plain.ShouldContain(party);
        hidden.ShouldBe(Addresses.Replace(plain, found => Pseudonym(found.Value.ToLowerInvariant())), errors);
    }

    [Theory]
    [InlineData("no-such-key", "head -c 32")]
    [InlineData("short-key", "16 or more")]
    public async Task A_bad_key_is_refused_and_nothing_is_written(string name, string reason)
    {
        await File.WriteAllTextAsync(Path.Combine(sample.Folder, "short-key"), "secret");
        string folder = Path.Combine(sample.Folder, name + "-export");

        (int exitCode, _, string errors) = await SoukProcess.RunAsync(
            "export",
            "--db",
            sample.File,
            "--out",
            folder,
            "--pseudonymise",
            Path.Combine(sample.Folder, name)
        );

        exitCode.ShouldBe(3);
        errors.ShouldContain(reason);
        Directory.Exists(folder).ShouldBeFalse();
    }

    private string KeyFile()
    {
        string file = Path.Combine(sample.Folder, "key");
        File.WriteAllBytes(file, s_key);
        return file;
    }

    /// <summary>What docs/API.md says: the first 20 bytes of HMAC-SHA256.</summary>
    private static string Pseudonym(string address)
    {
        byte[] bytes = Convert.FromHexString(address[2..]);
        return bytes.AsSpan(0, 18).ContainsAnyExcept((byte)0)
            ? "0x" + Convert.ToHexStringLower(HMACSHA256.HashData(s_key, bytes)[..20])
            : address;
    }

    private List<string> Ask(string sql)
    {
        using var connection = new DuckDBConnection($"Data Source={sample.File};access_mode=READ_ONLY");
        connection.Open();
        return connection.Query(sql, row => row.GetString(0));
    }
}
