namespace Souk.Indexer.Bench;

/// <summary>The events that the generated logs are of, as data/manifests has them.</summary>
internal static class Events
{
    public const string Transfer = "Transfer(address indexed from, address indexed to, uint256 value)";

    public const string OrderStarted =
        "OrderStarted(address indexed consumer, address payer, uint256 amount, uint256 serviceIndex, uint256 timestamp, "
        + "address indexed publishMarketAddress, uint256 blockNumber)";

    public const string Swapped =
        "Swapped(bytes32 indexed exchangeId, address indexed by, uint256 baseTokenSwappedAmount, "
        + "uint256 datatokenSwappedAmount, address tokenOutAddress, uint256 marketFeeAmount, uint256 oceanFeeAmount, "
        + "uint256 consumeMarketFeeAmount)";

    public const string ChannelClaim =
        "ChannelClaim(uint256 indexed channelId, uint256 nonce, address indexed recipient, uint256 claimAmount, "
        + "uint256 plannedAmount, uint256 sendBackAmount, uint256 keepAmount)";
}
