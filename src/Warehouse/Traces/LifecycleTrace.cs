using System.Numerics;
using Souk.DuckDb;

namespace Souk.Warehouse.Traces;

/// <summary>What the chains say about one asset through three layers: proof of its origin on chain; execution off chain,
/// as far as orders and payments show it; calls to other chains by the parties that took part.</summary>
/// <param name="Steps">By layer, then in the order of time; of each kind no more than were asked for.</param>
public sealed record LifecycleTrace(string Asset, IReadOnlyList<LifecycleStep> Steps)
{
    public const int StepsDefault = 20;

    /// <param name="countMax">Steps of each kind to list, earliest first; <see cref="LifecycleStep.Count"/> is of all.
    /// </param>
    /// <param name="asOf">Rows of later blocks do not count; what came of a document is told as it is known now. UTC.</param>
    /// <returns>Null if nothing is stored of such an asset.</returns>
    public static LifecycleTrace? Find(
        DuckDBConnection connection,
        string asset,
        int countMax = StepsDefault,
        DateTime? asOf = null
    )
    {
        List<LifecycleStep> steps = connection.Query(
            TraceQuery.Read("lifecycle"),
            ReadStep,
            ("asset", asset),
            ("count", countMax),
            ("as_of", asOf ?? DateTime.MaxValue.Date)
        );
        return steps.Count == 0 ? null : new LifecycleTrace(asset, steps);
    }

    /// <summary>Keys of assets, those with most payments first.</summary>
    public static IReadOnlyList<string> FindAssets(DuckDBConnection connection, int countMax) =>
        connection.Query(
            """
            select asset_key
            from (from market.asset select distinct asset_key)
            left join market.payment using (asset_key)
            group by asset_key
            order by count(role) desc, asset_key
            limit $count
            """,
            row => row.GetString(0),
            ("count", countMax)
        );

    public IEnumerable<LifecycleStep> StepsOf(LifecycleLayer layer) => Steps.Where(step => step.Layer == layer);

    /// <summary>Steps of a layer and kind, listed or not.</summary>
    public long CountOf(LifecycleLayer layer, string step) =>
        StepsOf(layer).FirstOrDefault(found => found.Step == step)?.Count ?? 0;

    private static LifecycleStep ReadStep(DuckDBDataReader row) =>
        new(
            (LifecycleLayer)row.GetInt32(0),
            row.GetString(1),
            row.GetInt32(2),
            row.GetInt64(3),
            row.GetInt32(4),
            row.GetFieldValue<DateTime>(5),
            TraceQuery.ReadAddress(row, 6),
            TraceQuery.ReadAddress(row, 7),
            row.IsDBNull(8) ? null : row.GetString(8),
            row.GetInt32(9),
            row.IsDBNull(10) ? null : row.GetFieldValue<BigInteger>(10),
            row.GetString(11),
            row.GetInt64(12)
        );
}

public enum LifecycleLayer
{
    /// <summary>Where the asset comes from: its registration, documents compared with hashes on chain, contributions.
    /// </summary>
    Origin = 1,

    /// <summary>What ran off chain; the chain has its orders and payments only.</summary>
    Execution = 2,

    /// <summary>Tokens that the asset's parties sent to, or received from, other chains.</summary>
    InterChain = 3,
}

/// <summary>One chain log within a trace.</summary>
/// <param name="Step">'asset', 'document' or 'contribution'; 'access' or a payment's role; 'sent' or 'received'.</param>
/// <param name="Time">Of the block, UTC.</param>
/// <param name="Other">Who was paid; null where nobody was.</param>
/// <param name="Token">Its symbol, or its address where no market has it.</param>
/// <param name="Amount">Base units, of which one token has 10^<paramref name="Decimals"/>.</param>
/// <param name="Count">Steps of this layer and kind, listed or not.</param>
public sealed record LifecycleStep(
    LifecycleLayer Layer,
    string Step,
    int ChainId,
    long Block,
    int LogIndex,
    DateTime Time,
    string? Party,
    string? Other,
    string? Token,
    int Decimals,
    BigInteger? Amount,
    string Detail,
    long Count
);
