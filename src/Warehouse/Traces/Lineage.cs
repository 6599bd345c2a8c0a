using System.Numerics;
using Souk.DuckDb;

namespace Souk.Warehouse.Traces;

/// <summary>An asset, all that it is made of however far upstream, who made that, and what each of them was paid.</summary>
/// <param name="Parts">The asset itself first, then by depth and key.</param>
/// <param name="Edges">Between the parts, earliest first.</param>
/// <param name="IsCut">Whether something lies upstream beyond the depth that was asked for.</param>
public sealed record Lineage(
    string Asset,
    IReadOnlyList<LineagePart> Parts,
    IReadOnlyList<LineageEdge> Edges,
    bool IsCut
)
{
    /// <summary>Generations upstream that are followed unless told otherwise.</summary>
    public const int DepthDefault = 32;

    public const int DepthMax = 1000;

    private const string UntilBlock = """
        join (select chain_id, max(number) as last_block from chain.block where time <= $as_of group by chain_id) l
            on l.chain_id = p.chain_id
            and p.block_number <= l.last_block
        """;

    /// <param name="asOf">Rows of later blocks do not count. UTC.</param>
    /// <returns>Null if no such asset is stored.</returns>
    /// <remarks>Nobody needs to have registered it: who has a part in it, what is told of it or a job that used something make
    /// it known.</remarks>
    public static Lineage? Find(
        DuckDBConnection connection,
        string asset,
        int depthMax = DepthDefault,
        DateTime? asOf = null
    )
    {
        Upstream upstream = Upstream.Walk(connection, asset, depthMax, asOf);
        DateTime until = asOf ?? DateTime.MaxValue.Date;
        // Rollups have blocks and no times.
        string query = TraceQuery
            .Read("lineage")
            .Replace("{{until}}", asOf is null ? "" : UntilBlock, StringComparison.Ordinal);
        LineagePart[] parts =
        [
            .. connection
                .Query(query, ReadRow, ("assets", upstream.Depths.Keys.ToArray()), ("as_of", until))
                .GroupBy(row => row.Asset)
                .Select(rows => PartOf(upstream.Depths[rows.Key], rows))
                .OrderBy(part => part.Depth)
                .ThenBy(part => part.Asset, StringComparer.Ordinal),
        ];
        IReadOnlyList<LineageEdge> edges = upstream.Edges();
        bool isKnown =
            parts is not [{ Kind: null, Parties: [] }]
            || edges.Count > 0
            || upstream.IsCut
            || connection.Scalar<bool>(
                "select exists (from market.asset_trait where asset_key = $asset and time <= $as_of)",
                ("asset", asset),
                ("as_of", until)
            );
        return isKnown ? new Lineage(asset, parts, edges, upstream.IsCut) : null;
    }

    private static LineagePart PartOf(int depth, IGrouping<string, Row> rows)
    {
        Row first = rows.First();
        LineageParty[] parties =
        [
            .. rows.Where(row => row.Party is not null)
                .GroupBy(row => row.Party!)
                .Select(party => new LineageParty(
                    party.Key,
                    party.First().Roles,
                    [.. party.Where(row => row.Receipt is not null).Select(row => row.Receipt!)]
                )),
        ];
        return new LineagePart(depth, first.Asset, first.Kind, first.Name, parties);
    }

    private static Row ReadRow(DuckDBDataReader row) =>
        new(
            row.GetString(0),
            row.IsDBNull(1) ? null : row.GetString(1),
            row.IsDBNull(2) ? null : row.GetString(2),
            TraceQuery.ReadAddress(row, 3),
            row.IsDBNull(4) ? "" : row.GetString(4),
            row.IsDBNull(5)
                ? null
                : new LineageReceipt(
                    row.GetString(5),
                    row.GetString(6),
                    row.GetInt32(7),
                    row.GetInt64(8),
                    row.GetFieldValue<BigInteger>(9)
                )
        );

    private sealed record Row(
        string Asset,
        string? Kind,
        string? Name,
        string? Party,
        string Roles,
        LineageReceipt? Receipt
    );
}

/// <summary>One asset or job of a lineage.</summary>
/// <param name="Depth">Edges from the asset that was asked for, by the shortest way.</param>
/// <param name="Kind">'dataset', 'model' or 'service'; null for a job, or where its registration is not indexed.</param>
public sealed record LineagePart(
    int Depth,
    string Asset,
    string? Kind,
    string? Name,
    IReadOnlyList<LineageParty> Parties
);

/// <summary>Somebody who has a part in an asset, or was paid for it.</summary>
/// <param name="Roles">Such as 'contributor, owner'; empty for who was only paid.</param>
public sealed record LineageParty(string Address, string Roles, IReadOnlyList<LineageReceipt> Receipts);

/// <summary>All that one party received for one asset, in one role and token.</summary>
/// <param name="Role">Of the payment legs: 'price', 'royalty', 'reward' or 'fee_share'.</param>
/// <param name="Amount">Base units, of which one token has 10^<paramref name="Decimals"/>.</param>
public sealed record LineageReceipt(string Role, string Token, int Decimals, long Legs, BigInteger Amount);

/// <summary>A W3C PROV relation: <paramref name="Subject"/> <paramref name="Verb"/> <paramref name="Object"/>.</summary>
public sealed record LineageEdge(
    string Subject,
    string Verb,
    string Object,
    DateTime Time,
    string Evidence,
    int ConfidencePpm
);
