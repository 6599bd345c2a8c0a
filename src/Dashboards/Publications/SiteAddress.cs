using System.Text;

namespace Souk.Dashboards.Publications;

/// <summary>Which addresses of a server a static site has, and the file of each.</summary>
internal static class SiteAddress
{
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

        (string path, string query) = Split(address);
        string name = path == "/" ? "index" : path.Trim('/');
        name += query.Length > 0 ? "+" + query : "";
        StringBuilder file = new();
        foreach (char letter in name)
        {
            file.Append(char.IsAsciiLetterOrDigit(letter) || letter is '/' or '-' or '_' or '+' ? letter : '~');
        }

        return file + ".html";
    }

    /// <summary>From one file of the site to another.</summary>
    public static string Relative(string from, string to) =>
        string.Concat(Enumerable.Repeat("../", from.Count(letter => letter == '/'))) + to;

    private static (string Path, string Query) Split(string address)
    {
        string[] parts = address.Split('?', 2);
        return (parts[0], parts.Length > 1 ? parts[1] : "");
    }
}
