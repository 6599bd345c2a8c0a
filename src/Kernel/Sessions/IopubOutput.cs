using System.Text;
using System.Text.Json.Nodes;
using Souk.Kernel.Cells;
using Souk.Kernel.Displays;

namespace Souk.Kernel.Sessions;

/// <summary>One cell's output on its way to iopub. Text is gathered for a moment; order is kept.</summary>
/// <param name="publish">Sends a message of this type with this content, as an answer to the cell's request.</param>
internal sealed class IopubOutput(Action<string, JsonObject> publish) : ICellOutput, IDisposable
{
    /// <summary>Most characters of text that one cell prints.</summary>
    public const int CharactersMax = 16 << 20;

    private const int PieceCharacters = 8 << 10;
    private const int DelayMs = 50;

    private readonly Lock _lock = new();
    private readonly StringBuilder _waiting = new();
    private string _stream = "";
    private long _characters;
    private bool _isFlushDue;

    public void Write(string stream, string text)
    {
        lock (_lock)
        {
            if (_characters > CharactersMax)
            {
                return;
            }

            _characters += text.Length;
            if (_characters > CharactersMax)
            {
                text = $"\n… This cell printed more than {CharactersMax} characters; the rest is not shown.\n";
                stream = "stderr";
            }

            if (_stream != stream)
            {
                FlushLocked();
                _stream = stream;
            }

            _waiting.Append(text);
            if (_waiting.Length >= PieceCharacters)
            {
                FlushLocked();
            }
            else if (!_isFlushDue)
            {
                _isFlushDue = true;
                _ = Task.Delay(DelayMs).ContinueWith(_ => Flush(), TaskScheduler.Default);
            }
        }
    }

    public void Display(MimeBundle value, string displayId, bool isUpdate)
    {
        lock (_lock)
        {
            FlushLocked();
            JsonObject content = Content(value);
            content["transient"] = new JsonObject { ["display_id"] = displayId };
            publish(isUpdate ? "update_display_data" : "display_data", content);
        }
    }

    /// <summary>Sends the text that waits.</summary>
    public void Flush()
    {
        lock (_lock)
        {
            _isFlushDue = false;
            FlushLocked();
        }
    }

    public void Dispose() => Flush();

    /// <summary>The content of a message that shows a value.</summary>
    public static JsonObject Content(MimeBundle value) =>
        new()
        {
            ["data"] = new JsonObject(
                value.Select(format => new KeyValuePair<string, JsonNode?>(format.Key, format.Value.DeepClone()))
            ),
            ["metadata"] = new JsonObject(),
        };

    private void FlushLocked()
    {
        if (_waiting.Length > 0)
        {
            publish("stream", new JsonObject { ["name"] = _stream, ["text"] = _waiting.ToString() });
            _waiting.Clear();
        }
    }
}
