using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Numerics;

public class Philox4x32Tests
{
    // Random123, tests/kat_vectors, the three lines `philox4x32 10`: counter, key, output.
    [Theory]
    [InlineData(0u, 0u, 0u, 0u, 0u, 0u, 0x6627e8d5u, 0xe169c58du, 0xbc57ac4cu, 0x9b00dbd8u)]
    [InlineData(
        0xffffffffu,
        0xffffffffu,
        0xffffffffu,
        0xffffffffu,
        0xffffffffu,
        0xffffffffu,
        0x408f276du,
        0x41c83b0eu,
        0xa20bc7c6u,
        0x6d5451fdu
    )]
    [InlineData(
        0x243f6a88u,
        0x85a308d3u,
        0x13198a2eu,
        0x03707344u,
        0xa4093822u,
        0x299f31d0u,
        0xd16cfe09u,
        0x94fdccebu,
        0x5001e420u,
        0x24126ea1u
    )]
    public void Block_gives_the_known_answers_of_Random123(
        uint c0,
        uint c1,
        uint c2,
        uint c3,
        uint k0,
        uint k1,
        uint w0,
        uint w1,
        uint w2,
        uint w3
    )
    {
        Philox4x32.Block(k0, k1, c0, c1, c2, c3).ShouldBe(new RandomBlock(w0, w1, w2, w3));
    }

    [Fact]
    public void Every_part_of_the_counter_and_key_changes_the_draw()
    {
        RandomStream stream = new(Seed: 1, Replicate: 2);

        RandomBlock[] draws =
        [
            stream.Draw(DrawKind.BuyerDecision, agent: 3, step: 4, draw: 5),
            stream.Draw(DrawKind.BuyerDecision, agent: 3, step: 4, draw: 6),
            stream.Draw(DrawKind.BuyerDecision, agent: 3, step: 5, draw: 5),
            stream.Draw(DrawKind.BuyerDecision, agent: 4, step: 4, draw: 5),
            stream.Draw(DrawKind.OrderSize, agent: 3, step: 4, draw: 5),
            new RandomStream(Seed: 2, Replicate: 2).Draw(DrawKind.BuyerDecision, agent: 3, step: 4, draw: 5),
            new RandomStream(Seed: 1, Replicate: 3).Draw(DrawKind.BuyerDecision, agent: 3, step: 4, draw: 5),
        ];

        draws.Distinct().Count().ShouldBe(7);
    }

    [Fact]
    public void A_uniform_is_never_zero_and_never_one()
    {
        new RandomBlock(0, 0, 0, 0).First.ShouldBeGreaterThan(0);
        new RandomBlock(uint.MaxValue, uint.MaxValue, 0, 0).First.ShouldBeLessThan(1);
        new RandomBlock(0, 0, uint.MaxValue, uint.MaxValue).Second.ShouldBeLessThan(1);
    }
}
