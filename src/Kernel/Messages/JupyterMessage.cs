using System.Text.Json.Nodes;

namespace Souk.Kernel.Messages;

/// <summary>One message of the Jupyter protocol 5.3.</summary>
/// <param name="Route">The parts in front of the delimiter: the peer, or a topic.</param>
/// <param name="Header">Has <c>msg_id</c>, <c>msg_type</c> and <c>session</c>.</param>
/// <param name="Parent">The header of the request that this answers; empty if none.</param>
internal sealed record JupyterMessage(
    IReadOnlyList<byte[]> Route,
    JsonObject Header,
    JsonObject Parent,
    JsonObject Metadata,
    JsonObject Content
)
{
    public string Type => Text(Header, "msg_type");

    /// <summary>A text field; empty when it is missing or no text.</summary>
    public static string Text(JsonObject fields, string name) =>
        fields[name] is JsonValue value && value.TryGetValue(out string? text) ? text : "";

    /// <summary>A whole number; the given one when it is missing or no number.</summary>
    public static int Integer(JsonObject fields, string name, int otherwise) =>
        fields[name] is JsonValue value && value.TryGetValue(out int number) ? number : otherwise;

    /// <summary>A truth value; the given one when it is missing or none.</summary>
    public static bool Flag(JsonObject fields, string name, bool otherwise) =>
        fields[name] is JsonValue value && value.TryGetValue(out bool flag) ? flag : otherwise;
}
