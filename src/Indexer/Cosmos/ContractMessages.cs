using System.Text;
using System.Text.Json;
using Souk.Indexer.Encodings;

namespace Souk.Indexer.Cosmos;

/// <summary>What signers told contracts: messages of transactions, which the block's hash covers, as events are not.</summary>
internal static class ContractMessages
{
    /// <summary>Before the name of what a contract is told to do.</summary>
    public const string Prefix = "msg_";

    /// <summary>Attributes that are not the message's own.</summary>
    private const string SenderKey = "_sender";
    private const string FundsKey = "_funds";

    private const string Execute = "/cosmwasm.wasm.v1.MsgExecuteContract";
    private const string Grant = "/cosmos.authz.v1beta1.MsgExec";

    /// <summary>How deep grants may lie in each other.</summary>
    private const int GrantDepthMax = 4;

    /// <summary>All messages to contracts in their order; none where the bytes are no transaction of the SDK.</summary>
    public static IReadOnlyList<ContractMessage> Of(ReadOnlySpan<byte> transaction)
    {
        List<ContractMessage> messages = [];
        try
        {
            var raw = new ProtoReader(transaction);
            while (raw.Next())
            {
                if (raw.Field == 1)
                {
                    AddAll(raw.Content, anyField: 1, messages, depth: 0);
                }
            }
        }
        catch (FormatException)
        {
            // Chains put other things than transactions among them.
            return [];
        }

        return messages;
    }

    private static void AddAll(ReadOnlySpan<byte> body, int anyField, List<ContractMessage> messages, int depth)
    {
        var reader = new ProtoReader(body);
        while (reader.Next())
        {
            if (reader.Field == anyField)
            {
                Add(reader.Content, messages, depth);
            }
        }
    }

    private static void Add(ReadOnlySpan<byte> any, List<ContractMessage> messages, int depth)
    {
        string type = "";
        ReadOnlySpan<byte> value = [];
        var reader = new ProtoReader(any);
        while (reader.Next())
        {
            type = reader.Field == 1 ? Encoding.UTF8.GetString(reader.Content) : type;
            value = reader.Field == 2 ? reader.Content : value;
        }

        if (type == Execute)
        {
            messages.Add(Read(value));
        }
        else if (type == Grant && depth < GrantDepthMax)
        {
            AddAll(value, anyField: 2, messages, depth + 1);
        }
    }

    private static ContractMessage Read(ReadOnlySpan<byte> value)
    {
        string sender = "";
        string contract = "";
        byte[] message = [];
        List<string> funds = [];
        var reader = new ProtoReader(value);
        while (reader.Next())
        {
            switch (reader.Field)
            {
                case 1:
                    sender = Encoding.UTF8.GetString(reader.Content);
                    break;
                case 2:
                    contract = Encoding.UTF8.GetString(reader.Content);
                    break;
                case 3:
                    message = reader.Content.ToArray();
                    break;
                case 5:
                    funds.Add(CoinOf(reader.Content));
                    break;
            }
        }

        (string name, IEnumerable<CosmosAttribute> fields) = FieldsOf(message);
        return new ContractMessage(
            contract,
            new CosmosEvent(Prefix + name, [new(SenderKey, sender), new(FundsKey, string.Join(',', funds)), .. fields]),
            value.ToArray()
        );
    }

    private static string CoinOf(ReadOnlySpan<byte> coin)
    {
        string denom = "";
        string amount = "";
        var reader = new ProtoReader(coin);
        while (reader.Next())
        {
            denom = reader.Field == 1 ? Encoding.UTF8.GetString(reader.Content) : denom;
            amount = reader.Field == 2 ? Encoding.UTF8.GetString(reader.Content) : amount;
        }

        return amount + denom;
    }

    /// <summary>An object of one key, which says what to do, and its fields: text as it is, all else as JSON.</summary>
    private static (string Name, IEnumerable<CosmosAttribute> Fields) FieldsOf(byte[] message)
    {
        try
        {
            using JsonDocument json = JsonDocument.Parse(message);
            if (
                json.RootElement.ValueKind == JsonValueKind.Object
                && json.RootElement.EnumerateObject().ToList() is [{ Value.ValueKind: JsonValueKind.Object } told]
            )
            {
                return (
                    told.Name,
                    [
                        .. told
                            .Value.EnumerateObject()
                            .Where(field => field.Value.ValueKind != JsonValueKind.Null)
                            .Select(field => new CosmosAttribute(field.Name, TextOf(field.Value))),
                    ]
                );
            }
        }
        catch (JsonException)
        {
            // Contracts may take anything; what is not JSON has no name.
        }

        return ("", []);
    }

    private static string TextOf(JsonElement value) =>
        value.ValueKind == JsonValueKind.String ? value.GetString()! : value.GetRawText();
}

/// <param name="Contract">As the message has it.</param>
/// <param name="Event">The message as if it were an event.</param>
/// <param name="Bytes">The message as it was signed.</param>
internal sealed record ContractMessage(string Contract, CosmosEvent Event, byte[] Bytes);
