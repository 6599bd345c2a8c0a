using System.Text.Json;

namespace Souk.Campaigns.Chains;

/// <summary>The address and topics of an eth_getLogs filter.</summary>
internal static class LogFilter
{
    public static bool Selects(JsonElement filter, ScriptedLog log)
    {
        if (filter.TryGetProperty("address", out JsonElement address) && !Matches(address, log.Contract.ToString()))
        {
            return false;
        }

        if (!filter.TryGetProperty("topics", out JsonElement topics) || topics.ValueKind == JsonValueKind.Null)
        {
            return true;
        }

        int index = 0;
        foreach (JsonElement topic in topics.EnumerateArray())
        {
            bool isWanted = topic.ValueKind != JsonValueKind.Null;
            if (isWanted && (index >= log.Topics.Length || !Matches(topic, log.Topics[index].ToString())))
            {
                return false;
            }

            index++;
        }

        return true;
    }

    private static bool Matches(JsonElement wanted, string text) =>
        wanted.ValueKind switch
        {
            JsonValueKind.Null => true,
            JsonValueKind.Array => wanted.GetArrayLength() == 0
                || wanted.EnumerateArray().Any(one => Matches(one, text)),
            _ => string.Equals(wanted.GetString(), text, StringComparison.OrdinalIgnoreCase),
        };
}
