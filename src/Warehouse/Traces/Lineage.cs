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

    /// <returns>Null if no such asset is stored.</returns>
    public static Lineage? Find(DuckDBConnection connection, string asset, int depthMax = DepthDefault)
    {
        List<Row> rows = connection.Query(TraceQuery.Read("lineage"), ReadRow, ("asset", asset), ("depth", depthMax));
        if (rows.Count == 0)
        {
            return null;
        }

        LineagePart[] parts = [.. rows.GroupBy(row => row.Asset).Select(PartOf)];
        List<LineageEdge> edges = connection.Query(
            TraceQuery.Read("edges"),
            ReadEdge,
            ("assets", string.Join('\n', parts.Select(part => part.Asset)))
        );
        return new Lineage(asset, parts, edges, rows.Exists(row => row.IsCut));
    }

    private static LineagePart PartOf(IGrouping<string, Row> rows)
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
        return new LineagePart(first.Depth, first.Asset, first.Kind, first.Name, parties);
    }

    private static Row ReadRow(DuckDBDataReader row) =>
        new(
            row.GetInt32(0),
            row.GetString(1),
            row.IsDBNull(2) ? null : row.GetString(2),
            row.IsDBNull(3) ? null : row.GetString(3),
            TraceQuery.ReadAddress(row, 4),
            row.IsDBNull(5) ? "" : row.GetString(5),
            row.IsDBNull(6)
                ? null
                : new LineageReceipt(
                    row.GetString(6),
                    row.GetString(7),
                    row.GetInt32(8),
                    row.GetInt64(9),
                    row.GetFieldValue<BigInteger>(10)
                ),
            row.GetBoolean(11)
        );

    private static LineageEdge ReadEdge(DuckDBDataReader row) =>
        new(
            row.GetString(0),
            row.GetString(1),
            row.GetString(2),
            row.GetFieldValue<DateTime>(3),
            row.GetString(4),
            row.GetInt32(5)
        );

    private sealed record Row(
        int Depth,
        string Asset,
        string? Kind,
        string? Name,
        string? Party,
        string Roles,
        LineageReceipt? Receipt,
        bool IsCut
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
