using System.Numerics;
using Souk.Dashboards.Amounts;

namespace Souk.Dashboards.Answers;

/// <summary>The payment legs of one role and token on one day.</summary>
/// <param name="Day">In UTC.</param>
/// <param name="Role">price, protocol_fee, market_fee, provider_fee, royalty, reward, escrow_in, release, refund, burn, mint.</param>
/// <param name="Token">What was paid; legs in other tokens than the market's are counted but never added to its amounts.</param>
/// <param name="LegCount">How many legs.</param>
/// <param name="Amount">Their sum in base units.</param>
public sealed record PaymentDay(DateOnly Day, string Role, TokenUnit Token, long LegCount, BigInteger Amount);
