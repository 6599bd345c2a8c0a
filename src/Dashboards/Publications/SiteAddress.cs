using System.Text;
using Souk.Dashboards.Exhibits;

namespace Souk.Dashboards.Publications;

/// <summary>Which addresses of a server a static site has, and the file of each.</summary>
internal static class SiteAddress
{
    private const string RowsFormat = ".csv";
    private const string BundleFile = ExhibitFilter.Parameter + "=" + ExhibitFilter.Bundle;
    private static readonly string[] s_pages =
    [
        "/",
        "/unlocks",
        "/compare",
        "/claims",
        "/responses",
        "/position",
        "/forecasts",
        "/alerts",
        "/metrics",
        "/status",
    ];

    private static readonly string[] s_below = ["/m/", "/market/", "/metrics/", "/forecasts/", "/asset/"];

    /// <summary>Pages that a reader can read without a server; those that compute, list rows or take queries are not among them.</summary>
    public static bool IsPage(string address)
    {
        (string path, string query) = Split(address);
        return (s_pages.Contains(path) || s_below.Any(folder => path.StartsWith(folder, StringComparison.Ordinal)))
            && !path.Contains("/facts/", StringComparison.Ordinal)
            && (query.Length == 0 || (query.StartsWith("market=", StringComparison.Ordinal) && !query.Contains('&')));
    }

    /// <summary>Where the rows of all charts and tables of a page are, of an address of some of them: the plainest of their files,
    /// which stand in for the others.</summary>
    /// <returns>Null where it is none, or of a page that the site has not.</returns>
    public static string? BundleOf(string address) =>
        RowsOf(address) is { } rows && IsPage(rows.Page)
            ? rows.Page + (rows.Page.Contains('?', StringComparison.Ordinal) ? "&" : "?") + BundleFile
            : null;

    /// <summary>The address of a file of a bundle.</summary>
    public static string InBundle(string bundle, string file) =>
        bundle.Replace(ExhibitFilter.Bundle, file, StringComparison.Ordinal);

    public static bool IsFile(string address) =>
        !address.Contains('?', StringComparison.Ordinal)
        && (
            address.EndsWith(".css", StringComparison.Ordinal)
            || address.EndsWith(".svg", StringComparison.Ordinal)
            || address.EndsWith(".js", StringComparison.Ordinal)
        );

    /// <summary>The file below the site's folder, with "/": letters, digits and a few signs, so that every file system takes it.</summary>
    public static string FileOf(string address)
    {
        if (IsFile(address))
        {
            return address.TrimStart('/');
        }

        if (RowsOf(address) is { } rows)
        {
            string beside = FileOf(rows.Page);
            return $"{beside[..beside.LastIndexOf('.')]}+{Plain(rows.Key).Replace('/', '~')}{RowsFormat}";
        }

        (string path, string query) = Split(address);
        string name = path == "/" ? "index" : path.Trim('/');
        name += query.Length > 0 ? "+" + query : "";
        return Plain(name) + ".html";
    }

    /// <summary>From one file of the site to another.</summary>
    public static string Relative(string from, string to) =>
        string.Concat(Enumerable.Repeat("../", from.Count(letter => letter == '/'))) + to;

    private static string Plain(string name)
    {
        StringBuilder plain = new(name.Length);
        foreach (char letter in name)
        {
            plain.Append(char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_' or '+' ? letter : '~');
        }

        return plain.ToString();
    }

    /// <summary>The page that an address of rows is of, and the key of what they are; null where it is no such address.</summary>
    private static (string Page, string Key)? RowsOf(string address)
    {
        (string path, string query) = Split(address);
        string[] fields = query.Split('&');
        string file = ExhibitFilter.Parameter + "=";
        return
            fields[^1].StartsWith(file, StringComparison.Ordinal)
            && fields[^1].EndsWith(RowsFormat, StringComparison.Ordinal)
            ? (
                path + (fields.Length > 1 ? "?" + string.Join('&', fields[..^1]) : ""),
                Uri.UnescapeDataString(fields[^1][file.Length..^RowsFormat.Length])
            )
            : null;
    }

    private static (string Path, string Query) Split(string address)
    {
        string[] parts = address.Split('?', 2);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }
}
