using System.Text;
using Souk.Kernel.Wire;

namespace Souk.Kernel.Tests.Wire;

/// <summary>Octets after the grammar of RFC 23/ZMTP, "Framing".</summary>
public class FrameStreamTests
{
    [Fact]
    public async Task A_short_last_frame_has_flags_0_and_one_octet_of_size()
    {
        using MemoryStream stream = new();

        await new FrameStream(stream).WriteAsync([new Frame(FrameKinds.Last, "hi"u8.ToArray())], default);

        stream.ToArray().ShouldBe([0x00, 0x02, (byte)'h', (byte)'i']);
    }

    [Fact]
    public async Task A_frame_of_256_octets_is_long_and_has_eight_octets_of_size()
    {
        using MemoryStream stream = new();

        await new FrameStream(stream).WriteAsync([new Frame(FrameKinds.More, new byte[256])], default);

        stream.ToArray()[..9].ShouldBe([0x03, 0, 0, 0, 0, 0, 0, 1, 0]);
        stream.Length.ShouldBe(9 + 256);
    }

    [Fact]
    public async Task READY_of_a_router_is_the_command_that_the_RFC_spells()
    {
        byte[] expected = [0x04, 28, 5, .. "READY"u8, 11, .. "Socket-Type"u8, 0, 0, 0, 6, .. "ROUTER"u8];
        using MemoryStream stream = new();

        await new FrameStream(stream).WriteAsync([Command.Ready("ROUTER").ToFrame()], default);

        stream.ToArray().ShouldBe(expected);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(255)]
    [InlineData(256)]
    [InlineData(3_000_000)]
    public async Task A_frame_comes_back_as_it_went(int bytes)
    {
        byte[] body = Encoding.ASCII.GetBytes(new string('x', bytes));
        using MemoryStream stream = new();
        FrameStream frames = new(stream);
        await frames.WriteAsync([new Frame(FrameKinds.More, body), new Frame(FrameKinds.Last, [7])], default);
        stream.Position = 0;

        Frame first = (await frames.ReadAsync(default)).ShouldNotBeNull();
        Frame second = (await frames.ReadAsync(default)).ShouldNotBeNull();

        first.HasMore.ShouldBeTrue();
        first.Body.ShouldBe(body);
        second.HasMore.ShouldBeFalse();
        (await frames.ReadAsync(default)).ShouldBeNull();
    }

    [Theory]
    [InlineData(new byte[] { 0x08, 0x00 }, "flags 0x08")]
    [InlineData(new byte[] { 0x05, 0x00 }, "flags 0x05")]
    [InlineData(new byte[] { 0x02, 0, 0, 0, 0, 4, 0, 0, 1 }, "67108865 bytes exceeds the limit of 67108864")]
    [InlineData(new byte[] { 0x02, 255, 255, 255, 255, 255, 255, 255, 255 }, "exceeds the limit")]
    [InlineData(new byte[] { 0x00, 0x05, 1, 2 }, "ended inside a frame")]
    public async Task A_broken_frame_is_refused(byte[] octets, string reason)
    {
        using MemoryStream stream = new(octets);

        ZmtpException refusal = await Should.ThrowAsync<ZmtpException>(async () =>
            await new FrameStream(stream).ReadAsync(default)
        );

        refusal.Message.ShouldContain(reason);
    }

    [Fact]
    public void A_READY_whose_property_is_cut_off_is_refused()
    {
        Command ready = Command.Parse([5, .. "READY"u8, 3, (byte)'a', (byte)'b', (byte)'c', 0, 0, 0, 9, 1]);

        Should.Throw<ZmtpException>(() => ready.Properties()).Message.ShouldContain("cut off");
    }
}
