using Souk.Indexer.Sync;

namespace Souk.Indexer.Tests.Sync;

public sealed class SnakeCaseTests
{
    [Theory]
    [InlineData("newTokenAddress", "new_token_address")]
    [InlineData("NFTCreated", "nft_created")]
    [InlineData("ERC20Released", "erc20_released")]
    [InlineData("BaseURISet", "base_uri_set")]
    [InlineData("SWAP_FEES", "swap_fees")]
    [InlineData("_templateAddress", "template_address")]
    [InlineData("PublishMarketFeeAddress", "publish_market_fee_address")]
    [InlineData("amount0In", "amount0_in")]
    [InlineData("token0", "token0")]
    [InlineData("", "")]
    public void Names_become_words(string name, string expected) => SnakeCase.Of(name).ShouldBe(expected);
}
