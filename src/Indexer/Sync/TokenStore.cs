using Souk.DuckDb;
using Souk.Indexer.Manifests;
using Souk.Warehouse.Rollups;
using Souk.Warehouse.Storage;

namespace Souk.Indexer.Sync;

/// <summary>Keeps the tokens that manifests name in the warehouse.</summary>
internal sealed class TokenStore(DuckDBConnection connection, ChainDictionaries dictionaries)
{
    /// <summary>Stores the tokens of a chain's manifests inside the caller's write. Which swaps tell a price is rolled up by what
    /// tokens a market has and how many decimals they have: others take the rolled months away.</summary>
    public void Record(ChainManifest chain)
    {
        List<string> before = Read(chain);
        foreach ((Manifest manifest, TokenEntry token) in chain.Tokens)
        {
            int tokenId = dictionaries.Addresses.IdOf(token.Address);
            connection.Execute(
                "delete from market.token where chain_id = $chain_id and system = $system and token_id = $token_id",
                ("chain_id", chain.ChainId),
                ("system", manifest.System),
                ("token_id", tokenId)
            );
            connection.Execute(
                """
                insert into market.token (chain_id, token_id, system, symbol, decimals, kind, is_market_token)
                values ($chain_id, $token_id, $system, $symbol, $decimals, $kind, $is_market_token)
                """,
                ("chain_id", chain.ChainId),
                ("token_id", tokenId),
                ("system", manifest.System),
                ("symbol", token.Symbol),
                ("decimals", token.Decimals),
                ("kind", token.Kind),
                ("is_market_token", token.Symbol == manifest.Token)
            );
        }

        if (!Read(chain).SequenceEqual(before))
        {
            Rollup.Forget(connection, chain.ChainId);
        }
    }

    private List<string> Read(ChainManifest chain) =>
        connection.Query(
            """
            select concat_ws(' ', system, token_id, decimals)
            from market.token
            where chain_id = $chain_id
            order by all
            """,
            row => row.GetString(0),
            ("chain_id", chain.ChainId)
        );
}
