using System.Text;

namespace Souk.Dashboards.Exports;

/// <summary>Names of downloaded files: system, metric and label, in lower case with hyphens.</summary>
public static class ExportName
{
    public static string Of(string system, string metric, string? label, string extension) =>
        $"{Of(system, metric, label)}.{extension}";

    /// <summary>Without an extension: plotly adds its own.</summary>
    public static string Of(string system, string metric, string? label) => Slug($"{system} {metric} {label}");

    private static string Slug(string text)
    {
        var slug = new StringBuilder();
        foreach (char letter in text.ToLowerInvariant())
        {
            if (char.IsAsciiLetterOrDigit(letter))
            {
                slug.Append(letter);
            }
            else if (slug.Length > 0 && slug[^1] != '-')
            {
                slug.Append('-');
            }
        }

        return slug.ToString().TrimEnd('-');
    }
}
