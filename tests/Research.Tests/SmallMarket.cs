using Souk.DuckDb;
using Souk.Warehouse.Storage;

namespace Souk.Research.Tests;

/// <summary>A market small enough to check by hand. GOLD and USDC have no decimals; the last block is of 2025-03-31.</summary>
internal static class SmallMarket
{
    public const string System = "masa";

    /// <summary>2025-01-01T00:00:00Z.</summary>
    public const long StartSeconds = 1_735_689_600;

    private const int Minter = 3;
    private const int Wallet = 4;
    private const int Pool = 5;
    private const int Insider = 6;
    private const int Miner = 7;
    private const int Shop = 8;
    private const int Treasury = 9;
    private const int Buyer = 10;
    private const int Seller = 11;

    public static WarehouseFile Open(bool hasPool = true)
    {
        WarehouseFile warehouse = WarehouseFile.Open(WarehouseFile.InMemory);
        DuckDBConnection connection = warehouse.Connection;
        connection.Execute(
            $"""
            insert into chain.address select id, unhex(printf('%040x', id)) from range(1, {Seller + 1}) party (id);
            insert into chain.system values ('masa', 'Masa', 'GOLD', 'Test label');
            insert into market.token values (1, 1, 'masa', 'GOLD', 0, 'erc20', true), (1, 2, 'masa', 'USDC', 0, 'erc20', false);
            insert into chain.block values
                (1, 0, 1, 1, 0, 0, timestamp '2025-01-01 00:00:00'),
                (1, 1, 2, 2, 1, 1, timestamp '2025-03-01 00:00:00'),
                (1, 2, 3, 3, 2, 2, timestamp '2025-03-31 12:00:00');
            insert into market.holder values (1, 0, {Wallet}, 'masa', 'vesting'), (1, 0, {Pool}, 'masa', 'pool');
            insert into market.vesting values
                (1, 0, 'masa', {Wallet}, 'Team', 1, {Insider}, {StartSeconds}, {StartSeconds + (31 * 86_400)}, {1_000
                * 86_400});
            insert into market.release values (1, 1, 1, 0, timestamp '2025-03-01', 'masa', {Wallet}, 1, 50000, 0);
            insert into market.contribution values (1, 2, 9, timestamp '2025-03-31 12:00:00', 'masa', 'masa/a', {Seller}, 1);
            insert into market.payment values
                (1, 2, 8, 0, timestamp '2025-03-31 12:00:00', 'masa', 'price', 2, {Buyer}, {Seller}, 90, null, 'transfer', 1),
                (1, 2, 8, 0, timestamp '2025-03-31 12:00:00', 'masa', 'protocol_fee', 2, {Buyer}, {Pool}, 10, null, 'transfer', 2),
                (1, 2, 7, 0, timestamp '2025-03-31 12:00:00', 'masa', 'burn', 1, {Shop}, 0, 5, null, 'transfer', 3),
                (1, 2, 7, 0, timestamp '2025-03-31 12:00:00', 'masa', 'fee_share', 1, {Shop}, {Treasury}, 15, null, 'transfer', 4);
            """
        );
        Transfer(connection, 0, "2025-01-01", 0, Minter, 1_000_000);
        Transfer(connection, 0, "2025-01-01", Minter, Wallet, 400_000);
        Transfer(connection, 0, "2025-01-01", Minter, Pool, 100_000);
        Transfer(connection, 1, "2025-03-01", Wallet, Insider, 50_000);
        Transfer(connection, 1, "2025-03-01", 0, Miner, 900);
        Transfer(connection, 2, "2025-03-31", Pool, Shop, 20);
        Transfer(connection, 2, "2025-03-31", Shop, 0, 5);
        Transfer(connection, 2, "2025-03-31", Shop, Treasury, 15);
        if (hasPool)
        {
            connection.Execute(
                $"insert into market.pool_state values (1, 2, 6, timestamp '2025-03-31', 'masa', {Pool}, 1, 2, 99980, 5010, 'uniswap_v2', 3000, 0)"
            );
        }

        return warehouse;
    }

    private static void Transfer(DuckDBConnection connection, long block, string day, int from, int to, long amount) =>
        connection.Execute(
            $"insert into market.transfer values (1, $block, 0, 0, timestamp '{day}', 'masa', 1, $from, $to, $amount)",
            ("block", block),
            ("from", from),
            ("to", to),
            ("amount", amount)
        );
}
