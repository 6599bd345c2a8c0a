using System.Security.Cryptography;
using Souk.Simulation.Policies;
using Souk.Simulation.Scores;

namespace Souk.Simulation.Tests.Catalogues.Attestations;

public class AttestationTests
{
    private static CatalogueRun Run(string more, string horizon = "50 days", string balance = "1M USDC") =>
        CatalogueRun.Of(
            CatalogueRun.Text(
                $"nodes: {{ kind: account, balance: {balance} }}\nfund: {{ kind: account }}\n"
                    + $"record: {{ kind: data.attestations, attesters: nodes, treasury: fund, bond: 100 USDC, {more} }}",
                horizon: horizon
            )
        );

    [Theory]
    [InlineData(5)]
    [InlineData(2.5)]
    public void One_lies_where_the_gain_is_above_the_chance_of_a_check_times_the_bond(double gain)
    {
        CatalogueRun run = Run($"batches: 100, checks: 5 %, gain: {gain} USD, gain_sigma: 1");

        // 5 USD are at stake. Of 5,000 batches, lognormal gains above that are lies, and 95 % of lies are not checked.
        double lies = 1 - NormalLaw.Cdf(Math.Log(5 / gain));
        run.Series("record.attested")[49].ShouldBe(5_000);
        run.Series("record.risk")[49].ShouldBe(0.95 * lies, 0.02);
        double found = run.Series("record.found")[49];
        found.ShouldBe(5_000 * 0.05 * lies, 35);
        run.Held("fund", "USDC").ShouldBe((Int128)found * 100_000_000);
        run.Series("record.lost")[49].ShouldBe(found * 100);
    }

    [Fact]
    public void Enough_checks_leave_no_lie_and_none_leave_nothing_but_lies()
    {
        Run("checks: 5 %, gain: 4.99 USD, gain_sigma: 0").Series("record.risk")[49].ShouldBe(0);
        Run("checks: 0, gain: 0.01 USD, gain_sigma: 0").Series("record.risk")[49].ShouldBe(1);
    }

    [Fact]
    public void Who_has_lost_the_bond_attests_no_more()
    {
        CatalogueRun run = Run("batches: 10, checks: 100 %, gain: 1000 USD, gain_sigma: 0", balance: "250 USDC");

        run.Series("record.attested").ShouldAllBe(count => count == 2);
        run.Held("nodes", "USDC").ShouldBe(50_000_000);
    }

    [Fact]
    public void The_record_can_be_computed_again_from_what_was_attested()
    {
        CatalogueRun run = Run("checks: 100 %, gain: 1 USD, gain_sigma: 0", "2 days");

        // 32 bytes before it, day, attester and batch as four bytes each, true and checked as one each.
        byte[] first = SHA256.HashData([.. new byte[32], 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
        byte[] second = SHA256.HashData([.. first, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0, 0, 0, 1, 1]);
        run.Series("record.fingerprint").ShouldBe([Number(first), Number(second)]);
    }

    [Fact]
    public void A_record_with_another_attestation_has_another_fingerprint_from_there_on()
    {
        Span<byte> honest = stackalloc byte[32];
        Span<byte> forged = stackalloc byte[32];
        new Attestation(Day: 3, Attester: 1, Batch: 0, IsTrue: true, IsChecked: false).Chain(new byte[32], honest);
        new Attestation(Day: 3, Attester: 1, Batch: 0, IsTrue: true, IsChecked: true).Chain(new byte[32], forged);
        honest.SequenceEqual(forged).ShouldBeFalse();

        Attestation next = new(Day: 4, Attester: 0, Batch: 0, IsTrue: true, IsChecked: false);
        next.Chain(honest, honest);
        next.Chain(forged, forged);

        honest.SequenceEqual(forged).ShouldBeFalse();
    }

    private static double Number(byte[] digest) => Convert.ToInt64(Convert.ToHexString(digest[..6]), 16);
}
