using System.Net;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Souk.Kernel.Messages;

/// <summary>Where Jupyter wants the kernel to listen, and the key that signs messages.</summary>
internal sealed record ConnectionFile(
    [property: JsonPropertyName("transport")] string Transport,
    [property: JsonPropertyName("ip")] string Ip,
    [property: JsonPropertyName("shell_port")] int ShellPort,
    [property: JsonPropertyName("control_port")] int ControlPort,
    [property: JsonPropertyName("iopub_port")] int IopubPort,
    [property: JsonPropertyName("stdin_port")] int StdinPort,
    [property: JsonPropertyName("hb_port")] int HeartbeatPort,
    [property: JsonPropertyName("key")] string Key,
    [property: JsonPropertyName("signature_scheme")] string SignatureScheme
)
{
    private const int BytesMax = 1 << 16;

    public IPAddress Address => IPAddress.Parse(Ip);

    /// <exception cref="KernelException">The file is missing or broken, or asks for what is not offered.</exception>
    public static ConnectionFile Read(string path)
    {
        FileInfo file = new(path);
        if (!file.Exists || file.Length > BytesMax)
        {
            throw new KernelException($"The connection file {path} is missing, or larger than {BytesMax} bytes.");
        }

        try
        {
            return Parse(File.ReadAllText(path));
        }
        catch (JsonException exception)
        {
            throw new KernelException($"The connection file {path} is not what Jupyter writes: {exception.Message}");
        }
    }

    /// <exception cref="JsonException">Not an object with these fields.</exception>
    /// <exception cref="KernelException">Asks for what is not offered.</exception>
    public static ConnectionFile Parse(string json)
    {
        ConnectionFile file = JsonSerializer.Deserialize<ConnectionFile>(json) ?? throw new JsonException("null");
        Require(file.Transport == "tcp", $"The transport {file.Transport} is not offered; tcp is.");
        Require(
            file.SignatureScheme == "hmac-sha256",
            $"The signature scheme {file.SignatureScheme} is not offered; hmac-sha256 is."
        );
        // Whoever can send a message can run code as this user.
        Require(!string.IsNullOrEmpty(file.Key), "The key is empty. Messages without a signature are not accepted.");
        Require(
            IPAddress.TryParse(file.Ip, out IPAddress? address) && IPAddress.IsLoopback(address),
            $"The address {file.Ip} is not on this machine. The kernel listens on loopback only."
        );
        int[] ports = [file.ShellPort, file.ControlPort, file.IopubPort, file.StdinPort, file.HeartbeatPort];
        foreach (int port in ports)
        {
            Require(port is >= 0 and <= ushort.MaxValue, $"Port {port} is not between 0 and {ushort.MaxValue}.");
        }

        return file;
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new KernelException(otherwise);
        }
    }
}
