using System.Text.Json;
using System.Text.Json.Nodes;

namespace Souk.Kernel.Displays;

/// <summary>How values look in a notebook. The host registers its own types; the latest that fits a value wins.</summary>
public static class Formatters
{
    private static readonly Lock _lock = new();
    private static readonly List<(Type Type, Func<object, MimeBundle> Format)> _registered = [];

    /// <summary>Shows values of a type, and of those derived from it, in this way.</summary>
    public static void Register<T>(Func<T, MimeBundle> format)
        where T : notnull
    {
        lock (_lock)
        {
            _registered.RemoveAll(entry => entry.Type == typeof(T));
            _registered.Add((typeof(T), value => format((T)value)));
        }
    }

    /// <summary>A value in its formats. A formatter that throws is shown as its failure, never passed on.</summary>
    public static MimeBundle Format(object? value)
    {
        try
        {
            MimeBundle bundle = value switch
            {
                MimeBundle ready => ready,
                JsonNode json => new MimeBundle { { Mime.Json, json.DeepClone() } },
                JsonElement json => new MimeBundle { { Mime.Json, JsonNode.Parse(json.GetRawText()) ?? "null" } },
                null => [],
                _ => Find(value)?.Invoke(value) ?? HtmlFormat.TryTable(value) ?? [],
            };
            return Complete(bundle, value);
        }
        catch (Exception exception) when (exception is not OperationCanceledException)
        {
            return MimeBundle.Of(
                Mime.Text,
                $"The formatter of {value?.GetType()} failed: {exception.GetType()}: {exception.Message}"
            );
        }
    }

    private static Func<object, MimeBundle>? Find(object value)
    {
        lock (_lock)
        {
            return _registered.FindLast(entry => entry.Type.IsInstanceOfType(value)).Format;
        }
    }

    // A front end that shows text only gets words where there are words, and the name of the format for a picture.
    private static string Substitute(MimeBundle bundle)
    {
        (string mime, JsonNode content) = bundle.FirstOrDefault();
        return mime is Mime.Html or Mime.Markdown or Mime.Latex ? content.ToString() : mime ?? "";
    }

    private static MimeBundle Complete(MimeBundle bundle, object? value)
    {
        if (!bundle.Formats.ContainsKey(Mime.Text))
        {
            bundle.Add(Mime.Text, value is MimeBundle ? Substitute(bundle) : TextFormat.Of(value));
        }

        int characters = bundle.Sum(format => format.Value is JsonValue text ? text.ToString().Length : 0);
        return characters <= MimeBundle.CharactersMax
            ? bundle
            : MimeBundle.Of(
                Mime.Text,
                $"This output has {characters} characters, more than {MimeBundle.CharactersMax}. Write it to a file."
            );
    }
}
