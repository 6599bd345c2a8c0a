using System.Text.Json.Nodes;
using Souk.Kernel.Messages;

namespace Souk.Kernel.Tests.Messages;

public class MessageTests
{
    private static readonly MessageCodec _codec = new(new MessageSigner("key"));

    private static JupyterMessage Sample =>
        new(
            ["peer"u8.ToArray()],
            new JsonObject { ["msg_type"] = "execute_request", ["msg_id"] = "1" },
            [],
            [],
            new JsonObject { ["code"] = "\"größer\" + '😀'" }
        );

    /// <summary>RFC 4231, test case 2; the data is cut where a message would be.</summary>
    [Fact]
    public void A_signature_is_HMAC_SHA256_over_all_parts()
    {
        byte[][] parts = ["what do ya "u8.ToArray(), "want "u8.ToArray(), [], "for nothing?"u8.ToArray()];

        new MessageSigner("Jefe")
            .Sign(parts)
            .ShouldBe("5bdcc146bf60754e6a042426089575c75a003f089d2739839dec58b964ec3843");
    }

    [Fact]
    public void A_message_comes_back_as_it_went()
    {
        JupyterMessage back = _codec.Decode(_codec.Encode(Sample));

        back.Type.ShouldBe("execute_request");
        back.Route.ShouldBe(["peer"u8.ToArray()]);
        JupyterMessage.Text(back.Content, "code").ShouldBe("\"größer\" + '😀'");
    }

    [Fact]
    public void A_message_with_another_key_is_refused()
    {
        IReadOnlyList<byte[]> parts = new MessageCodec(new MessageSigner("other")).Encode(Sample);

        Should.Throw<KernelException>(() => _codec.Decode(parts)).Message.ShouldContain("wrong signature");
    }

    [Fact]
    public void A_message_that_was_changed_on_its_way_is_refused()
    {
        List<byte[]> parts = [.. _codec.Encode(Sample)];
        parts[^1] = """{"code":"Delete()"}"""u8.ToArray();

        Should.Throw<KernelException>(() => _codec.Decode(parts)).Message.ShouldContain("wrong signature");
    }

    [Fact]
    public void A_message_without_its_parts_is_refused()
    {
        Should.Throw<KernelException>(() => _codec.Decode(["peer"u8.ToArray(), "<IDS|MSG>"u8.ToArray()]));
        Should.Throw<KernelException>(() => _codec.Decode([]));
    }

    [Theory]
    [InlineData("\"tcp\"", "\"ipc\"", "transport ipc")]
    [InlineData("127.0.0.1", "0.0.0.0", "not on this machine")]
    [InlineData("\"secret\"", "\"\"", "key is empty")]
    [InlineData("hmac-sha256", "hmac-md5", "hmac-md5 is not offered")]
    [InlineData("5001", "70000", "Port 70000")]
    public void A_connection_file_that_asks_for_something_else_is_refused(string part, string other, string reason)
    {
        string json = """
            {"transport":"tcp","ip":"127.0.0.1","shell_port":5001,"control_port":5002,"iopub_port":5003,
             "stdin_port":5004,"hb_port":5005,"key":"secret","signature_scheme":"hmac-sha256"}
            """;
        ConnectionFile.Parse(json).ShellPort.ShouldBe(5001);

        KernelException refusal = Should.Throw<KernelException>(() => ConnectionFile.Parse(json.Replace(part, other)));

        refusal.Message.ShouldContain(reason);
    }
}
