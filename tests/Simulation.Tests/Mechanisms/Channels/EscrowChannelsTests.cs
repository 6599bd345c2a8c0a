using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Channels;

namespace Souk.Simulation.Tests.Mechanisms.Channels;

public class EscrowChannelsTests
{
    private readonly TokenLedger _ledger;
    private readonly EscrowChannels _channels;
    private readonly int _escrow;
    private readonly int _sender;
    private readonly int _recipient;

    public EscrowChannelsTests()
    {
        AccountChart chart = new();
        _escrow = chart.Add("escrow");
        _sender = chart.Add("sender");
        _recipient = chart.Add("recipient");
        _ledger = new TokenLedger(chart, "AGIX");
        _ledger.Mint(0, _sender, 1_000);
        _channels = new EscrowChannels(_ledger, 0, _escrow);
    }

    [Fact]
    public void Many_calls_are_settled_with_one_claim_and_the_rest_stays()
    {
        int channel = _channels.Open(_sender, _recipient, 500, expirationStep: 30);

        _channels.Claim(channel, amount: 120, signedAmount: 150, sendsBack: false);

        Balances().ShouldBe([380, 500, 120]);
        _channels[channel].ShouldBe(new EscrowChannel(_sender, _recipient, 380, 30, Nonce: 1));
    }

    [Fact]
    public void A_claim_can_send_the_rest_back()
    {
        int channel = _channels.Open(_sender, _recipient, 500, expirationStep: 30);

        _channels.Claim(channel, amount: 120, signedAmount: 120, sendsBack: true);

        Balances().ShouldBe([0, 880, 120]);
        _channels[channel].Value.ShouldBe(0);
    }

    [Fact]
    public void Nobody_claims_more_than_was_signed_for_or_locked()
    {
        int channel = _channels.Open(_sender, _recipient, 500, expirationStep: 30);

        Should.Throw<ArgumentOutOfRangeException>(() => _channels.Claim(channel, 121, 120, sendsBack: false));
        Should.Throw<ArgumentOutOfRangeException>(() => _channels.Claim(channel, 501, 600, sendsBack: false));
        Should.Throw<InvalidOperationException>(() => _channels.Open(_sender, _recipient, 501, 30));
        Balances().ShouldBe([500, 500, 0]);
    }

    [Fact]
    public void The_sender_takes_back_what_is_left_from_the_expiration_on()
    {
        int channel = _channels.Open(_sender, _recipient, 500, expirationStep: 30);

        _channels.ClaimExpired(channel, step: 29).ShouldBe(0);
        _channels.ClaimExpired(channel, step: 30).ShouldBe(500);
        _channels.ClaimExpired(channel, step: 31).ShouldBe(0);
        Balances().ShouldBe([0, 1_000, 0]);
    }

    [Fact]
    public void A_channel_is_extended_and_topped_up_but_never_shortened()
    {
        int channel = _channels.Open(_sender, _recipient, 500, expirationStep: 30);

        _channels.Extend(channel, added: 100, expirationStep: 60);

        _channels[channel].Value.ShouldBe(600);
        _channels.ClaimExpired(channel, step: 59).ShouldBe(0);
        Should.Throw<ArgumentOutOfRangeException>(() => _channels.Extend(channel, 0, expirationStep: 59));
    }

    private Int128[] Balances() => _ledger.Balances(0).ToArray();
}
