using System.Numerics;
using System.Reflection;
using System.Text.RegularExpressions;
using Souk.DuckDb;

namespace Souk.Warehouse.Unlocks;

/// <summary>What became of tokens after they were released, paid as a reward or sent by the declared wallet of an allocation that no
/// contract holds.</summary>
/// <remarks>Wallets that evidence links into one entity (metric links, confidence 700,000 parts per million or more, so that who
/// funded a wallet first is nobody's second self) are one party: what they send each other is still held. A party's own addresses
/// that nothing links count as somebody else's: tokens sent there are 'unknown'. Follows tokens to the first address that gets
/// them, and in and out of staking; what a declared wallet burns or sends to an exchange is there at once. What it does not follow, <see cref="ReadUnfollowed"/> counts.</remarks>
public static partial class AfterUnlock
{
    /// <summary>As moves.sql names rewards: all others can have been bought in a round.</summary>
    private const string Reward = "reward";

    /// <summary>Days after each release or reward at which its tokens are looked for.</summary>
    public static IReadOnlyList<int> HorizonsDays { get; } = [1, 7, 30, 90];

    /// <summary>Releases, rewards and transfers of declared wallets that <see cref="Trace"/> would follow, or a few more. What it takes grows with them times what their parties hold at
    /// once: a page asks first.</summary>
    public static long CountOrigins(DuckDBConnection connection, string market, DateTime? asOf = null) =>
        connection
            .Query(
                ReadQuery("origins"),
                row => row.GetInt64(0),
                ("as_of", asOf ?? DateTime.MaxValue.Date),
                ("market", market)
            )
            .Single();

    /// <returns>One row per origin, class of holder, horizon and method, in that order. Releases and rewards younger than
    /// the horizon are not in its row.</returns>
    /// <param name="market">The system whose token is followed.</param>
    /// <param name="asOf">Rows of later blocks do not count. UTC.</param>
    public static IReadOnlyList<UnlockFate> Trace(DuckDBConnection connection, string market, DateTime? asOf = null)
    {
        DateTime until = asOf ?? DateTime.MaxValue.Date;
        DateTime last = connection
            .Query(
                "select max(b.time) from chain.block b where b.time <= $until and b.chain_id in (select chain_id from market.token where system = $market)",
                row => row.IsDBNull(0) ? DateTime.MinValue : row.GetFieldValue<DateTime>(0),
                ("until", until),
                ("market", market)
            )
            .Single();
        List<TokenMove> moves = connection.Query(ReadQuery("moves"), ReadMove, ("market", market), ("as_of", until));
        Dictionary<string, RoundCost> costs = RoundCost.ByBucket(connection, market, asOf);
        return
        [
            .. Enum.GetValues<LotMethod>()
                .SelectMany(method => Fates(moves, method, last))
                .Select(fate =>
                    fate.Origin == Reward ? fate : fate with { Cost = costs.GetValueOrDefault(fate.HolderClass) }
                )
                .OrderBy(fate => (fate.Origin, fate.HolderClass, fate.HorizonDays, fate.Method)),
        ];
    }

    /// <returns>Releases and rewards up to <paramref name="asOf"/> that no row of <see cref="Trace"/> ever counts, by origin and
    /// reason.</returns>
    public static IReadOnlyList<UnfollowedUnlock> ReadUnfollowed(
        DuckDBConnection connection,
        string market,
        DateTime? asOf = null
    ) =>
        connection.Query(
            ReadQuery("unfollowed"),
            row => new UnfollowedUnlock(
                row.GetString(0),
                row.GetString(1),
                row.GetInt64(2),
                row.IsDBNull(3) ? null : row.GetFieldValue<BigInteger>(3)
            ),
            ("market", market),
            ("as_of", asOf ?? DateTime.MaxValue.Date)
        );

    private static IEnumerable<UnlockFate> Fates(List<TokenMove> moves, LotMethod method, DateTime last) =>
        from party in moves.GroupBy(move => (move.ChainId, move.TokenId, move.PartyId))
        from lot in Play(party, method).Lots
        where lot.Origin is not null
        from days in HorizonsDays
        where lot.Time.AddDays(days) <= last
        group (lot.Amount, Places: lot.PlacesAt(lot.Time.AddDays(days))) by (lot.Origin, days) into traced
        select new UnlockFate(
            traced.Key.Origin.Name,
            traced.Key.Origin.HolderClass,
            traced.Key.days,
            method,
            traced.Count(),
            Sum(traced.Select(lot => lot.Amount)),
            [.. Enum.GetValues<LotPlace>().Select(place => Sum(traced.Select(lot => lot.Places[(int)place])))]
        );

    private static LotBook Play(IEnumerable<TokenMove> moves, LotMethod method)
    {
        LotBook book = new(method);
        foreach (TokenMove move in moves)
        {
            if (!move.IsIn)
            {
                book.Send(move.Time, Enum.Parse<LotPlace>(move.What, ignoreCase: true), move.Amount);
                continue;
            }

            if (move.OriginAmount > 0)
            {
                book.Receive(new LotOrigin(move.What, move.HolderClass), move.Time, move.OriginAmount);
            }

            if (move.IsStaking)
            {
                book.Unstake(move.Time, move.Amount - move.OriginAmount);
            }
            else
            {
                book.Receive(null, move.Time, move.Amount - move.OriginAmount);
            }
        }

        return book;
    }

    private static BigInteger Sum(IEnumerable<BigInteger> amounts) =>
        amounts.Aggregate(BigInteger.Zero, (sum, amount) => sum + amount);

    private static TokenMove ReadMove(DuckDBDataReader row) =>
        new(
            row.GetInt32(0),
            row.GetInt32(1),
            row.GetInt32(2),
            row.GetString(3),
            row.GetFieldValue<DateTime>(4),
            row.GetBoolean(5),
            row.GetString(6),
            row.GetBoolean(7),
            row.GetFieldValue<BigInteger>(8),
            row.GetFieldValue<BigInteger>(9)
        );

    /// <summary>A query, with the files that it names as `{{wallets}}` in place of their names.</summary>
    private static string ReadQuery(string name)
    {
        using Stream stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"Unlocks/{name}.sql")!;
        using var reader = new StreamReader(stream);
        return UsedQuery().Replace(reader.ReadToEnd(), used => ReadQuery(used.Groups[1].Value));
    }

    [GeneratedRegex(@"\{\{(\w+)\}\}", RegexOptions.CultureInvariant)]
    private static partial Regex UsedQuery();

    /// <summary>A row of moves.sql.</summary>
    private readonly record struct TokenMove(
        int ChainId,
        int TokenId,
        int PartyId,
        string HolderClass,
        DateTime Time,
        bool IsIn,
        string What,
        bool IsStaking,
        BigInteger Amount,
        BigInteger OriginAmount
    );
}
