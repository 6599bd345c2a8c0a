using System.IO.Compression;
using System.Net;
using System.Security.Cryptography;
using System.Text;
using System.Text.RegularExpressions;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Publications;

/// <summary>Writes the readable pages of a server as files that need none, with hashes of all of them.</summary>
/// <remarks>Each chart and table has its rows as CSV beside its page. Links between the pages and to those rows become relative;
/// links to what needs a server, as other formats do, lose their target and stay as words; forms say that they need one. The
/// digest is SHA-256 over the files before pages are stamped with it, by file name, so the same warehouse and program give the
/// same site.</remarks>
/// <param name="client">Asks the server; its base address is the server's.</param>
public sealed partial class SitePublisher(HttpClient client)
{
    /// <summary>More pages are refused.</summary>
    public const int PagesMax = 5_000;

    /// <summary>Lists the hash of every other file, as `sha256sum -c` reads it.</summary>
    public const string HashFile = "SHA256SUMS";

    private const string Stamp = "</footer>";

    private readonly SortedDictionary<string, string> _texts = new(StringComparer.Ordinal);

    /// <summary>Addresses that a page links to and the server does not know, as of an asset that was never registered.</summary>
    private readonly HashSet<string> _missing = [];

    /// <param name="folder">Made where it is missing; has to be empty.</param>
    /// <returns>The digest, and the files by name.</returns>
    /// <exception cref="PublicationException">The folder holds something, or a page cannot be read.</exception>
    public async Task<(string Digest, IReadOnlyList<string> Files)> RunAsync(
        string folder,
        CancellationToken cancellation = default
    )
    {
        if (File.Exists(folder) || (Directory.Exists(folder) && Directory.EnumerateFileSystemEntries(folder).Any()))
        {
            throw new PublicationException($"{folder} is not empty, and stays as it is. Name another folder.");
        }

        await ReadAllAsync(cancellation);
        string digest = DigestOf(_texts);
        foreach (string page in _texts.Keys.Where(file => file.EndsWith(".html", StringComparison.Ordinal)).ToArray())
        {
            _texts[page] = _texts[page]
                .Replace(
                    Stamp,
                    $"<p>{PageWords.Of("publications.published-as-files-digest-of")} <code>{digest}</code></p>{Stamp}",
                    StringComparison.Ordinal
                );
        }

        _texts[HashFile] = string.Concat(_texts.Select(text => $"{HashOf(text.Value)}  {text.Key}\n"));
        foreach ((string file, string text) in _texts)
        {
            string path = Path.Combine(folder, file.Replace('/', Path.DirectorySeparatorChar));
            Directory.CreateDirectory(Path.GetDirectoryName(path)!);
            await File.WriteAllTextAsync(path, text, cancellation);
        }

        return (digest, [.. _texts.Keys]);
    }

    // Links are made plain once it is known which of them lead to a page.
    private async Task ReadAllAsync(CancellationToken cancellation)
    {
        List<(string Address, string File, string Text)> found = [];
        Queue<string> waiting = new(["/"]);
        HashSet<string> seen = ["/"];
        HashSet<string> bundles = [];
        while (waiting.TryDequeue(out string? address))
        {
            if (seen.Count > PagesMax)
            {
                throw new PublicationException($"The site has more than {PagesMax} pages.");
            }

            if (await ReadAsync(address, cancellation) is not { } text)
            {
                _missing.Add(address);
                continue;
            }

            found.Add((address, SiteAddress.FileOf(address), text));
            IReadOnlyList<string> links = SiteAddress.IsFile(address) ? [.. ModulesOf(text)] : [.. LinksOf(text)];
            foreach (string link in links.Where(IsPublished).Where(seen.Add))
            {
                waiting.Enqueue(link);
            }

            foreach (string bundle in links.Select(SiteAddress.BundleOf).OfType<string>().Where(bundles.Add))
            {
                await ReadRowsAsync(bundle, cancellation);
            }
        }

        foreach ((string address, string file, string text) in found)
        {
            Add(address, file, SiteAddress.IsFile(address) ? PlainScript(text) : PlainPage(text, file));
        }
    }

    /// <summary>Adds the rows of all charts and tables of a page.</summary>
    private async Task ReadRowsAsync(string bundle, CancellationToken cancellation)
    {
        await using Stream answer = await client.GetStreamAsync(bundle, cancellation);
        using ZipArchive archive = new(answer, ZipArchiveMode.Read);
        foreach (ZipArchiveEntry entry in archive.Entries)
        {
            string address = SiteAddress.InBundle(bundle, entry.FullName);
            using StreamReader rows = new(entry.Open(), Encoding.UTF8);
            Add(address, SiteAddress.FileOf(address), await rows.ReadToEndAsync(cancellation));
        }
    }

    private void Add(string address, string file, string text)
    {
        if (!_texts.TryAdd(file, text))
        {
            throw new PublicationException($"{address} and another page would both be the file {file}.");
        }
    }

    /// <returns>Null where there is no such page.</returns>
    private async Task<string?> ReadAsync(string address, CancellationToken cancellation)
    {
        using HttpResponseMessage reply = await client.GetAsync(address, cancellation);
        return reply.StatusCode switch
        {
            HttpStatusCode.OK => await reply.Content.ReadAsStringAsync(cancellation),
            HttpStatusCode.NotFound when address != "/" => null,
            _ => throw new PublicationException($"{address} answers {(int)reply.StatusCode}."),
        };
    }

    private static IEnumerable<string> LinksOf(string page) =>
        Targets()
            .Matches(page)
            .Select(match => WebUtility.HtmlDecode(match.Groups["target"].Value).Split('#')[0])
            .Append("/plotly.js");

    private static IEnumerable<string> ModulesOf(string script) =>
        Modules().Matches(script).Select(match => $"/dist/{match.Groups["name"].Value}");

    private string PlainPage(string page, string file) =>
        Targets()
            .Replace(
                Forms()
                    .Replace(
                        page,
                        $"<p class=\"note\">{PageWords.Of("publications.this-takes-a-server")} <code>souk serve</code>.</p>"
                    ),
                match => Plain(match, file)
            );

    private string Plain(Match match, string file)
    {
        string target = WebUtility.HtmlDecode(match.Groups["target"].Value);
        string[] parts = target.Split('#', 2);
        string anchor = parts.Length > 1 ? "#" + parts[1] : "";
        return target.StartsWith('#') ? match.Value
            : _missing.Contains(parts[0]) ? "data-missing"
            : IsPublished(parts[0]) || HasRows(parts[0])
                ? $"{match.Groups["name"].Value}=\"{SiteAddress.Relative(file, SiteAddress.FileOf(parts[0]))}{WebUtility.HtmlEncode(anchor)}\""
            : "data-needs-server";
    }

    private static bool IsPublished(string address) => SiteAddress.IsPage(address) || SiteAddress.IsFile(address);

    private bool HasRows(string address) =>
        SiteAddress.BundleOf(address) is not null && _texts.ContainsKey(SiteAddress.FileOf(address));

    // Where the site lies is not known: scripts find their neighbour from where they are.
    private static string PlainScript(string script) =>
        script.Replace("\"/plotly.js\"", "new URL(\"../plotly.js\", import.meta.url).href", StringComparison.Ordinal);

    private static string DigestOf(SortedDictionary<string, string> texts) =>
        HashOf(string.Concat(texts.Select(text => $"{HashOf(text.Value)}  {text.Key}\n")));

    private static string HashOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)));

    [GeneratedRegex("\\b(?<name>href|src)=\"(?<target>[^\"]*)\"")]
    private static partial Regex Targets();

    [GeneratedRegex("<form\\b(?![^>]*data-position).*?</form>", RegexOptions.Singleline)]
    private static partial Regex Forms();

    [GeneratedRegex("\"\\./(?<name>[a-z]+\\.js)\"")]
    private static partial Regex Modules();
}
