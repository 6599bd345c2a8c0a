using System.Collections.Immutable;
using System.Text.RegularExpressions;
using Souk.Dashboards.Wordings;

namespace Souk.Dashboards.Facts;

/// <summary>One kind of stored fact, named as its canonical table is.</summary>
/// <param name="Name">Part of addresses, such as "payment".</param>
/// <param name="TitleKey">Of <see cref="Title"/> among words.</param>
/// <param name="PartyKey">Of <see cref="PartyRole"/> among words.</param>
/// <param name="OtherKey">Of <see cref="OtherRole"/> among words; null where there is none.</param>
public sealed partial record FactKind(string Name, string TitleKey, string PartyKey, string? OtherKey = null)
{
    /// <summary>All kinds, in the order of the schema.</summary>
    public static readonly ImmutableArray<FactKind> All =
    [
        new("payment", "facts.payment-legs", "facts.payer", "facts.payee"),
        new("transfer", "facts.token-transfers", "facts.from", "facts.to"),
        new("release", "facts.releases-from-vesting", "facts.wallet", "facts.beneficiary"),
        new("vesting", "facts.vesting-schedules", "facts.wallet", "facts.beneficiary"),
        new("contribution", "facts.contributions", "facts.contributor"),
        new("review", "facts.reviews-of-work", "facts.contributor", "facts.reviewer"),
        new("stake", "facts.stakes-and-unstakes", "facts.staker", "facts.contract"),
        new("activity", "facts.activities", "facts.party"),
        new("asset", "facts.assets", "facts.owner"),
        new("entitlement", "facts.access-grants", "facts.buyer"),
        new("document", "facts.document-references", "facts.contract"),
        new("provenance", "facts.provenance-edges", "facts.party"),
        new("attribution", "facts.attributions", "facts.party"),
        new("royalty_term", "facts.royalty-terms", "facts.party"),
        new("licence", "facts.licences", "facts.licensor"),
        new("attestation", "facts.attestations", "facts.validator"),
        new("message", "facts.messages-between-chains", "facts.party"),
        new("control", "facts.who-controls-what", "facts.controlled", "facts.controller"),
        new("pool_state", "facts.pool-reserves", "facts.pool"),
        new("tick_swap", "facts.swaps-in-pools-of-ticks", "facts.pool"),
        new("tick_liquidity", "facts.liquidity-of-pools-of-ticks", "facts.pool", "facts.owner"),
    ];

    /// <summary>What stands behind macros and rollups: the facts that their rows are made of.</summary>
    private static readonly Dictionary<string, string[]> s_readBy = new()
    {
        ["status"] = ["document"],
        ["sale_at"] = ["payment"],
        ["paid_of"] = ["payment"],
        ["spending_of"] = ["payment"],
        ["earning_of"] = ["payment"],
        ["earned_of"] = ["payment"],
        ["passed_on_between"] = ["payment"],
        ["supply_move_at"] = ["transfer"],
        ["began_at"] = ["transfer"],
        ["holding_of"] = ["transfer"],
        ["overdrawn_of"] = ["transfer"],
        ["swap_at"] = ["pool_state"],
        ["swapped_of"] = ["pool_state"],
        ["reserve_of"] = ["pool_state"],
        ["tick_swap_at"] = ["tick_swap"],
        ["tick_depth_at"] = ["tick_swap", "tick_liquidity"],
        ["tick_exit_at"] = ["tick_swap", "tick_liquidity"],
        ["work_at"] = ["review"],
        ["review_at"] = ["review"],
        ["schedule_at"] = ["vesting", "release", "transfer"],
    };

    /// <summary>Whether its rows are of tokens, so that a symbol tells some from others.</summary>
    public bool IsOfTokens =>
        Name is "payment" or "transfer" or "release" or "vesting" or "stake" or "activity" or "message" || IsOfPools;

    /// <summary>Whether its rows say how pools stand: by reserves, or by ticks.</summary>
    public bool IsOfPools => Name is "pool_state" or "tick_swap" or "tick_liquidity";

    /// <summary>What a reader calls many of them.</summary>
    public string Title => PageWords.Plain(TitleKey);

    /// <summary>Who the first party of a row is.</summary>
    public string PartyRole => PageWords.Plain(PartyKey);

    /// <summary>Who the second is; null where there is none.</summary>
    public string? OtherRole => OtherKey is null ? null : PageWords.Plain(OtherKey);

    public static FactKind? Find(string name) => All.FirstOrDefault(kind => kind.Name == name);

    /// <summary>The kinds that a query reads, in the order of <see cref="All"/>: the rows behind its numbers.</summary>
    public static IReadOnlyList<FactKind> ReadBy(string sql)
    {
        HashSet<string> tables =
        [
            .. CanonicalTable()
                .Matches(sql)
                .Select(match => match.Groups[1].Value)
                .SelectMany(name => s_readBy.GetValueOrDefault(name, [name])),
        ];
        return [.. All.Where(kind => tables.Contains(kind.Name))];
    }

    [GeneratedRegex(@"\b(?:market|rollup|document)\.(\w+)", RegexOptions.CultureInvariant)]
    private static partial Regex CanonicalTable();
}
