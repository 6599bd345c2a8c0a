using System.Numerics;
using Souk.DuckDb;
using Souk.Warehouse.Storage;
using Souk.Warehouse.Tests.Metrics;

namespace Souk.Warehouse.Tests.Recomputations;

/// <summary>Markets drawn by a congruence into one warehouse, with every row kept beside it.</summary>
/// <remarks>Three markets share two chains, on which block numbers run against each other and some blocks have one time; a fourth
/// has nothing. Addresses are in the other order than their ids. Tokens have the same symbols on both chains, and one that is paid
/// with is none of a market's.</remarks>
public sealed class DrawnFacts : IDisposable
{
    internal const int PartiesMax = 16;

    /// <summary>Contracts: vesting, staking, a pool, escrow, and two that hold nothing.</summary>
    internal const int Vesting = 21;
    internal const int Staking = 22;
    internal const int Pool = 23;
    internal const int Escrow = 24;
    internal const int Treasury = 25;
    internal const int Contract = 26;
    internal const int Dead = 30;

    internal static readonly string[] Markets = ["m1", "m2", "m3", "m4"];

    private const int SlotsMax = 60;

    private readonly WarehouseFile _warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
    private readonly Dictionary<string, (Dictionary<string, int> Columns, List<object?[]> Values)> _tables = [];
    private readonly Dictionary<string, List<DrawnRow>> _rows = [];
    private readonly Lcg _random = new(1979);
    private int _log;

    public DrawnFacts()
    {
        DrawChains();
        foreach (string market in Markets[..3])
        {
            new DrawnMarket(this, market).Draw();
        }

        new DrawnFiles(this).Draw();
        foreach (string market in Markets[..3])
        {
            new DrawnReviews(this, market).Draw();
        }

        foreach ((string table, var drawn) in _tables)
        {
            _rows[table] = [.. drawn.Values.Select(values => new DrawnRow(drawn.Columns, values))];
            Connection.Execute(
                $"insert into {table} values {string.Join(",\n", drawn.Values.Select(row => $"({string.Join(", ", row.Select(DrawnRow.Sql))})"))}"
            );
        }
    }

    internal DuckDBConnection Connection => _warehouse.Connection;

    /// <summary>In order; several have one time, and one is the midnight that begins a month.</summary>
    internal static DateTime[] Times { get; } =
    [
        .. Enumerable
            .Range(0, SlotsMax)
            .Select(slot => slot / 2)
            .Select(step => new DateTime(2024, 12, 20).AddDays(3 * step).AddHours(step % 4 * 5).AddSeconds(step % 4)),
    ];

    public void Dispose() => _warehouse.Dispose();

    internal IReadOnlyList<DrawnRow> Rows(string table) =>
        _rows.TryGetValue(table, out List<DrawnRow>? rows) ? rows : [];

    internal int Draw(int count) => (int)(_random.Next(24) % count);

    internal bool Chance(int percent) => Draw(100) < percent;

    internal T Pick<T>(params ReadOnlySpan<T> values) => values[Draw(values.Length)];

    /// <summary>Mostly small, sometimes zero, sometimes of 52 bits.</summary>
    internal BigInteger Amount() =>
        _random.Next(
            Draw(12) switch
            {
                0 => 1,
                1 => 52,
                < 5 => 8,
                _ => 20,
            }
        );

    internal int Party() => 5 + Draw(PartiesMax - 5);

    internal static byte[] Address(int id)
    {
        byte[] address = new byte[20];
        if (id == Dead)
        {
            (address[18], address[19]) = (0xDE, 0xAD);
        }
        else if (id != 0)
        {
            address[0] = (byte)(0xF0 - id);
        }

        return address;
    }

    internal string Hex(int id) => "0x" + Convert.ToHexStringLower(Address(id));

    internal long Block(int chain, int slot) => chain == 1 ? 1_000 + slot : 10 + slot;

    /// <summary>The next log of a block: chain, block, log.</summary>
    internal (int Chain, long Block, int Log) NextLog(int chain, int slot) => (chain, Block(chain, slot), _log++);

    internal void Add(string table, params object?[] values)
    {
        if (!_tables.TryGetValue(table, out var drawn))
        {
            string[] names =
            [
                .. Connection.Query(
                    $"select name from pragma_table_info('{table}') order by cid",
                    row => row.GetString(0)
                ),
            ];
            drawn = (names.Index().ToDictionary(name => name.Item, name => name.Index), []);
            _tables[table] = drawn;
        }

        values.Length.ShouldBe(drawn.Columns.Count, table);
        drawn.Values.Add(values);
    }

    private void DrawChains()
    {
        for (int id = 1; id <= Dead; id++)
        {
            Add("chain.address", id, Address(id));
        }

        foreach (string market in Markets)
        {
            Add("chain.system", market, market.ToUpperInvariant(), "GOLD", null);
            Add("market.token", 1, 1, market, "GOLD", 1, "erc20", true);
            Add("market.token", 1, 2, market, "USDC", 2, "erc20", false);
            Add("market.token", 1, 3, market, "SILV", 0, "erc20", false);
            Add("market.token", 2, 1, market, "GOLD", 1, "erc20", true);
            Add("market.token", 2, 2, market, "USDC", 2, "erc20", false);
        }

        foreach (int chain in (int[])[1, 2, 3])
        {
            for (int slot = 0; slot < SlotsMax; slot++)
            {
                // The third chain is nobody's and goes on for longer.
                DateTime time = chain == 3 ? Times[slot].AddDays(400) : Times[slot];
                Add("chain.block", chain, Block(chain, slot), 1, slot, 0, 0, time);
            }

            // Three ranges with a gap between the second and the third.
            foreach (
                (int from, int to, string proof) in (ReadOnlySpan<(int, int, string)>)
                    [(0, 19, "bloom"), (20, 40, "none"), (44, SlotsMax - 1, "bloom")]
            )
            {
                Add("chain.range", chain, Block(chain, from), Block(chain, to), "a node", 0L, 0, 0, 0, 0, proof);
            }

            Add(
                "chain.reorg",
                chain,
                Block(chain, 30),
                0,
                0,
                Block(chain, 32),
                0,
                0,
                Block(chain, 31),
                0,
                0,
                2L,
                5L,
                4L,
                Times[31],
                Times[50]
            );
        }
    }
}
