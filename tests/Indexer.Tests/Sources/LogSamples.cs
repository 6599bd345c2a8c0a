using System.Globalization;
using System.Text;

namespace Souk.Indexer.Tests.Sources;

/// <summary>Logs as nodes write them in replies.</summary>
internal static class LogSamples
{
    public const string Transfer =
        "{\"address\":\"0x6B175474E89094C44Da98b954EedeAC495271d0F\",\"topics\":["
        + "\"0xddf252ad1be2c89b69c2b068fc378daa952ba7f163c4a11628f55a4df523b3ef\","
        + "\"0x000000000000000000000000a478c2975ab1ea89e8196811f51a7b7ade33eb11\","
        + "\"0x00000000000000000000000060594a405d53811d3bc4766596efd80fd545a270\"],"
        + "\"data\":\"0x0000000000000000000000000000000000000000000000056bc75e2d63100000\","
        + "\"blockNumber\":\"0xc5043f\",\"transactionHash\":"
        + "\"0x3dac080b4c423029fcc9c916bc430cde441badfe736fc6d1fe9325348af80bfd\","
        + "\"transactionIndex\":\"0x8\",\"blockHash\":"
        + "\"0xb3b20624f8f0f86eb50dd04688409e5cea4bd02d700bf6e79e9384d47d6a5a35\","
        + "\"logIndex\":\"0x11\",\"removed\":false}";

    public static byte[] Reply(string result, long id = 1) =>
        Encoding.UTF8.GetBytes(
            string.Create(CultureInfo.InvariantCulture, $"{{\"jsonrpc\":\"2.0\",\"id\":{id},\"result\":{result}}}")
        );
}
