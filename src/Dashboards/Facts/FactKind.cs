using System.Collections.Immutable;
using System.Text.RegularExpressions;

namespace Souk.Dashboards.Facts;

/// <summary>One kind of stored fact, named as its canonical table is.</summary>
/// <param name="Name">Part of addresses, such as "payment".</param>
/// <param name="Title">What a reader calls many of them.</param>
/// <param name="PartyRole">Who the first party of a row is.</param>
/// <param name="OtherRole">Who the second is; null where there is none.</param>
public sealed partial record FactKind(string Name, string Title, string PartyRole, string? OtherRole = null)
{
    /// <summary>All kinds, in the order of the schema.</summary>
    public static readonly ImmutableArray<FactKind> All =
    [
        new("payment", "Payment legs", "Payer", "Payee"),
        new("transfer", "Token transfers", "From", "To"),
        new("release", "Releases from vesting", "Wallet", "Beneficiary"),
        new("vesting", "Vesting schedules", "Wallet", "Beneficiary"),
        new("contribution", "Contributions", "Contributor"),
        new("review", "Reviews of work", "Contributor", "Reviewer"),
        new("stake", "Stakes and unstakes", "Staker", "Contract"),
        new("activity", "Activities", "Party"),
        new("asset", "Assets", "Owner"),
        new("entitlement", "Access grants", "Buyer"),
        new("document", "Document references", "Contract"),
        new("provenance", "Provenance edges", "Party"),
        new("attribution", "Attributions", "Party"),
        new("royalty_term", "Royalty terms", "Party"),
        new("licence", "Licences", "Licensor"),
        new("attestation", "Attestations", "Validator"),
        new("message", "Messages between chains", "Party"),
        new("control", "Who controls what", "Controlled", "Controller"),
        new("pool_state", "Pool reserves", "Pool"),
    ];

    public static FactKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The kinds that a query reads, in the order of <see cref="All"/>: the rows behind its numbers.</summary>
    public static IReadOnlyList<FactKind> ReadBy(string sql)
    {
        HashSet<string> tables = [.. CanonicalTable().Matches(sql).Select(match => match.Groups[1].Value)];
        if (sql.Contains("document.status", StringComparison.Ordinal))
        {
            tables.Add("document");
        }

        // Sales are payments with who bought.
        if (tables.Contains("sale_at"))
        {
            tables.Add("payment");
        }

        if (tables.Overlaps(["work_at", "review_at"]))
        {
            tables.Add("review");
        }

        if (tables.Contains("schedule_at"))
        {
            tables.UnionWith(["vesting", "release", "transfer"]);
        }

        return [.. All.Where(kind => tables.Contains(kind.Name))];
    }

    [GeneratedRegex(@"\bmarket\.(\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex CanonicalTable();
}
