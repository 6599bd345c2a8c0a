using System.Text;
using System.Text.Json;
using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Answers;

namespace Souk.Dashboards.Api;

/// <summary>JSON answers; amounts are strings of digits, since JSON readers round large numbers.</summary>
internal static class JsonAnswer
{
    public static IResult Of(Action<Utf8JsonWriter> write, int status = StatusCodes.Status200OK)
    {
        using var stream = new MemoryStream();
        using (var json = new Utf8JsonWriter(stream, new JsonWriterOptions { Indented = true }))
        {
            write(json);
        }

        string text = Encoding.UTF8.GetString(stream.GetBuffer(), 0, (int)stream.Length);
        return Results.Text(text + "\n", "application/json", Encoding.UTF8, status);
    }

    /// <summary>Says what is wrong with a question.</summary>
    public static IResult Refuse(string error, int status) =>
        Of(
            json =>
            {
                json.WriteStartObject();
                json.WriteString("error", error);
                json.WriteEndObject();
            },
            status
        );

    public static void WriteAsOf(Utf8JsonWriter json, MarketSummary market)
    {
        json.WriteStartObject("as_of");
        if (market.AsOf.IsBeforeFirst)
        {
            json.WriteNull("chain_id");
            json.WriteNull("block_number");
            json.WriteNull("block_time");
        }
        else
        {
            json.WriteNumber("chain_id", market.AsOf.ChainId);
            json.WriteNumber("block_number", market.AsOf.BlockNumber);
            json.WriteString("block_time", market.AsOf.BlockTime.UtcDateTime);
        }

        json.WriteEndObject();
        json.WriteStartObject("token");
        json.WriteString("symbol", market.Token.Symbol);
        json.WriteNumber("decimals", market.Token.Decimals);
        json.WriteEndObject();
    }

    /// <summary>A list of texts, of this name where it is not in a list itself.</summary>
    public static void WriteTexts(Utf8JsonWriter json, string? name, IEnumerable<string> texts)
    {
        if (name is not null)
        {
            json.WritePropertyName(name);
        }

        json.WriteStartArray();
        foreach (string text in texts)
        {
            json.WriteStringValue(text);
        }

        json.WriteEndArray();
    }
}
