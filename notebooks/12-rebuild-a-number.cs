// %% [markdown]
// # 12 Rebuild a dashboard number from raw logs
//
// **Question.** The page says how much of the token was burned. Is that what the chain says?
//
// **Answer.** To the base unit. We take the chain logs as the endpoint returned them, decode the token's `Transfer` by hand, add up what
// went to the zero address, and get the number that the page shows.
//
// `Transfer(address,address,uint256)` has its two addresses in the topics and the amount in 32 bytes of data, most significant first
// (EIP-20, Solidity's ABI).

// %%
using System.Numerics;
using Souk;

var warehouse = Warehouse.Open("sample");
Study.Pin(warehouse, "3d0df28b6862");

// %%
const string Transfer = "ddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef";
var logs = warehouse.Sql(
    """
    select l.data, l.topic1_low, l.topic2_low, l.topic_count
    from chain.log l
    join chain.topic t on t.topic_id = l.topic0_id
    join market.token k
        on k.chain_id = l.chain_id and k.token_id = l.address_id and k.system = 'masa' and k.is_market_token
    where t.hash_high = $high and t.hash_low = $low
    order by l.block_number, l.log_index
    """,
    ("high", UInt128.Parse(Transfer[..32], System.Globalization.NumberStyles.HexNumber)),
    ("low", UInt128.Parse(Transfer[32..], System.Globalization.NumberStyles.HexNumber))
);
display($"{logs.RowCount:N0} transfer logs of the token");

// %%
var data = logs.Column<byte[]>("data");
var from = logs.Column<UInt128>("topic1_low");
var to = logs.Column<UInt128>("topic2_low");
BigInteger burned = 0,
    minted = 0;
for (int row = 0; row < data.Count; row++)
{
    var amount = new BigInteger(data[row], isUnsigned: true, isBigEndian: true);
    if (to[row] == 0)
        burned += amount;
    if (from[row] == 0)
        minted += amount;
}

display($"burned {Study.Tokens((Int128)burned, 18)} MASA");

// %% [markdown]
// What the page, the API and the command line show comes from the metric:

// %%
var shown = warehouse.Metric("supply").Frame.OrderBy("day desc").Head(1);
var emissions = warehouse.Metric("emissions").Frame;
display(shown);

// %%
Study.Claim(
    data.All(bytes => bytes.Length == 32) && logs.Where("topic_count <> 3").RowCount == 0,
    "every log has the shape of EIP-20"
);
Study.Equal(
    (BigInteger)emissions.Column<Int128>("burned").Aggregate((Int128)0, (sum, day) => sum + day),
    burned,
    "what was burned, decoded by hand"
);
Study.Equal((BigInteger)shown.Value<Int128>("supply"), minted - burned, "the supply, decoded by hand");
Study.Equal(
    warehouse
        .Sql(
            """
            select count(*) as n
            from market.transfer join market.token using (chain_id, token_id, system)
            where system = 'masa' and is_market_token
            """
        )
        .Value<long>(),
    logs.RowCount,
    "the number of transfers"
);
