using System.Security.Cryptography;
using System.Text;

namespace Souk.Warehouse.Handouts;

/// <summary>Something that left the warehouse as a file, as the log of handouts knows it.</summary>
/// <param name="Kind">What it is.</param>
/// <param name="System">The market; null where all of them were asked for.</param>
/// <param name="Subject">What was asked for, such as a market, a page or a forecast's name.</param>
/// <param name="Parameters">How, in words; empty where nothing was chosen.</param>
/// <param name="Digest">SHA-256 of what was written, lower-case hexadecimal.</param>
public sealed record Handout(HandoutKind Kind, string? System, string Subject, string Parameters, string Digest)
{
    /// <summary>The digest of several files: SHA-256 over their names and hashes, by name.</summary>
    public static string DigestOf(IEnumerable<(string Name, byte[] Bytes)> files) =>
        DigestOf(
            Encoding.UTF8.GetBytes(
                string.Concat(
                    files
                        .OrderBy(file => file.Name, StringComparer.Ordinal)
                        .Select(file => $"{DigestOf(file.Bytes)}  {file.Name}\n")
                )
            )
        );

    /// <summary>The digest of one file.</summary>
    public static string DigestOf(byte[] bytes) => Convert.ToHexStringLower(SHA256.HashData(bytes));
}

/// <summary>What is handed out.</summary>
public enum HandoutKind
{
    /// <summary>One page of PDF (`souk export memo`).</summary>
    Memo,

    /// <summary>Charts and tables of a page (`souk export page`).</summary>
    Page,

    /// <summary>All readable pages (`souk publish`).</summary>
    Site,

    /// <summary>All that is stored (`souk export`); its digest is that of the facts.</summary>
    Export,

    /// <summary>A metric with its definition (`souk metrics get --xlsx`).</summary>
    Workbook,

    /// <summary>A published forecast that was fitted to metrics; its digest is its hash.</summary>
    Forecast,

    /// <summary>No file: what earlier ones said was asked again (`souk handouts --check`).</summary>
    Check,
}
