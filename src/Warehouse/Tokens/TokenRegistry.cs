using System.Globalization;
using System.Text.Json;
using Souk.DuckDb;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Sheets;

namespace Souk.Warehouse.Tokens;

/// <summary>The files of `data/tokens`: tokens, allocations, funding and sales of one system each.</summary>
public static class TokenRegistry
{
    public const string Table = "tokens";

    /// <summary>What shares may add up to: sources round them.</summary>
    private const decimal SharePercentMax = 100.5m;

    private static readonly JsonSerializerOptions s_indented = new() { WriteIndented = true };

    /// <param name="recordedAt">Our time, UTC.</param>
    /// <param name="isDryRun">Check and count, and write nothing.</param>
    /// <exception cref="ImportException">A file cannot be used; nothing was written.</exception>
    public static IReadOnlyList<ImportedFile> Import(
        DuckDBConnection connection,
        IReadOnlyList<string> paths,
        DateTime recordedAt,
        bool isDryRun = false
    ) => SheetImport.Run(connection, Table, TokenShape.Shape, paths, Check, recordedAt, isDryRun);

    /// <summary>Reads files without a warehouse.</summary>
    /// <exception cref="ImportException">A file cannot be used.</exception>
    public static IReadOnlyList<TokenFile> Read(IReadOnlyList<string> paths) =>
        [.. SheetImport.ReadAll(TokenShape.Shape, paths, Check).Select(sheet => new TokenFile(sheet))];

    /// <summary>The JSON schema of the files, for editors.</summary>
    public static string Schema() => SheetSchema.Of(TokenShape.Shape).ToJsonString(s_indented) + "\n";

    private static IEnumerable<string> Check(Sheet sheet) => [.. CheckShares(sheet), .. CheckContracts(sheet)];

    /// <summary>Buckets that are no part of another must not give away more than there is.</summary>
    private static IEnumerable<string> CheckShares(Sheet sheet)
    {
        foreach (string token in sheet.Items("tokens"))
        {
            decimal total = sheet
                .Items("allocations")
                .Where(bucket => sheet.Value("allocations", bucket, "token") == token)
                .Where(bucket => sheet.Value("allocations", bucket, "part_of") is null)
                .Sum(bucket => Percent(sheet.Value("allocations", bucket, "share_percent")));
            if (total > SharePercentMax)
            {
                long line = sheet.Facts.First(fact => fact.Section == "allocations").Line;
                yield return string.Create(
                    CultureInfo.InvariantCulture,
                    $"line {line}: the allocations of {token} add up to {total} %; expected at most 100 (give 'part_of' where a bucket is a part of another)"
                );
            }
        }
    }

    /// <summary>What a contract holds is counted in one bucket.</summary>
    private static IEnumerable<string> CheckContracts(Sheet sheet)
    {
        var listed =
            from fact in sheet.Facts
            where fact.Section == "allocations" && fact.Field == "contracts" && fact.Value is not null
            from contract in fact.Value!.Split(',', StringSplitOptions.TrimEntries)
            select (fact.Line, fact.Item, Contract: contract);
        foreach (var named in listed.GroupBy(of => of.Contract, StringComparer.OrdinalIgnoreCase))
        {
            (long line, string bucket, string contract) = named.Last();
            if (contract.Length == 0)
            {
                yield return $"line {line}: contracts of '{bucket}' has a comma without a name";
            }
            else if (named.Count() > 1)
            {
                yield return $"line {line}: the contract '{contract}' is in the bucket '{named.First().Item}' already";
            }
        }
    }

    private static decimal Percent(string? text) =>
        text is null ? 0 : decimal.Parse(text, CultureInfo.InvariantCulture);
}
