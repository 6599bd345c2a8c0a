using System.Globalization;
using Souk.Warehouse.Spellings;
using YamlDotNet.Core;
using YamlDotNet.RepresentationModel;

namespace Souk.Indexer.Manifests;

/// <summary>A piece of a manifest that knows its place, so that every complaint can name it.</summary>
internal sealed class ManifestNode(string file, string name, YamlNode node)
{
    public string File => file;

    /// <summary>One value rather than a list or a set of fields.</summary>
    public bool IsText => node is YamlScalarNode;

    /// <summary>The root mapping of a file.</summary>
    /// <exception cref="ManifestException">Missing, unreadable, empty or not YAML.</exception>
    public static ManifestNode Load(string file)
    {
        Parser? parser = null;
        try
        {
            using StreamReader reader = System.IO.File.OpenText(file);
            parser = new Parser(reader);
            var stream = new YamlStream();
            stream.Load(parser);
            return stream.Documents.Count == 1
                ? new ManifestNode(file, "manifest", stream.Documents[0].RootNode)
                : throw new ManifestException($"{file}: expected one manifest, found {stream.Documents.Count}.");
        }
        catch (YamlException exception)
        {
            throw new ManifestException($"{At(file, exception.Start)}: {exception.Message}", exception);
        }
        // YamlDotNet 16 says no more about a bracket that does not close.
        catch (InvalidOperationException exception)
        {
            string place = At(file, parser?.Current?.End ?? Mark.Empty);
            throw new ManifestException(
                $"{place}: not YAML from here on. Does a bracket or a quote not close?",
                exception
            );
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            throw new ManifestException($"Manifest {file} cannot be read: {exception.Message}", exception);
        }
    }

    public ManifestException Error(string problem) => new($"{At(file, node.Start)}: {problem}");

    /// <summary>The fields of a mapping, by name.</summary>
    /// <param name="known">All names that may occur.</param>
    /// <exception cref="ManifestException">Not a mapping, or a field of another name.</exception>
    public Dictionary<string, ManifestNode> Fields(params IReadOnlyList<string> known)
    {
        Dictionary<string, ManifestNode> fields = [];
        foreach ((string key, ManifestNode keyNode, ManifestNode value) in Entries())
        {
            if (!known.Contains(key))
            {
                throw keyNode.Error(
                    $"unknown field '{key}' in {name}; did you mean '{NearestWord.To(key, known)}'? "
                        + $"Fields are {string.Join(", ", known)}."
                );
            }

            fields[key] = value;
        }

        return fields;
    }

    /// <summary>The fields of a mapping whose names are free.</summary>
    public IEnumerable<(string Key, ManifestNode KeyNode, ManifestNode Value)> Entries()
    {
        if (node is not YamlMappingNode mapping)
        {
            throw Error($"{name} is {Shown}; expected fields (name: value).");
        }

        foreach ((YamlNode keyNode, YamlNode value) in mapping.Children)
        {
            var key = new ManifestNode(file, $"a field name in {name}", keyNode);
            string text = key.Text();
            yield return (text, key, new ManifestNode(file, text, value));
        }
    }

    /// <exception cref="ManifestException">The field is missing.</exception>
    public ManifestNode Required(Dictionary<string, ManifestNode> fields, string field) =>
        fields.TryGetValue(field, out ManifestNode? value) ? value : throw Error($"{name} lacks the field '{field}'.");

    /// <summary>The elements of a list.</summary>
    public IReadOnlyList<ManifestNode> Items(string itemName) =>
        node is YamlSequenceNode sequence
            ? [.. sequence.Select(item => new ManifestNode(file, itemName, item))]
            : throw Error($"{name} is {Shown}; expected a list.");

    /// <summary>The elements of a list, or the value itself if it is no list.</summary>
    public IReadOnlyList<ManifestNode> ItemsOrSelf() => node is YamlSequenceNode ? Items(name) : [this];

    public string Text() =>
        node is YamlScalarNode { Value.Length: > 0 } scalar
            ? scalar.Value
            : throw Error($"{name} is {Shown}; expected text.");

    public long Integer(long min, long max) =>
        long.TryParse(Text(), NumberStyles.None, CultureInfo.InvariantCulture, out long value)
        && value >= min
        && value <= max
            ? value
            : throw Error($"{name} is {Shown}; expected a whole number from {min} to {max}.");

    public bool Flag() =>
        Text() switch
        {
            "true" => true,
            "false" => false,
            _ => throw Error($"{name} is {Shown}; expected true or false."),
        };

    /// <summary>A path in a manifest is relative to the file that holds it.</summary>
    public string PathBeside() => Path.GetFullPath(Text(), Path.GetDirectoryName(file)!);

    /// <summary>One of the given words.</summary>
    public string Word(string what, IReadOnlyCollection<string> known)
    {
        string word = Text();
        if (known.Contains(word))
        {
            return word;
        }

        string hint = known.Count == 0 ? "there is none" : $"did you mean '{NearestWord.To(word, known)}'?";
        throw Error($"unknown {what} '{word}'; {hint}");
    }

    /// <summary>A name that may stand in a table's name.</summary>
    public string Key()
    {
        string key = Text();
        bool isKey =
            char.IsAsciiLetterLower(key[0])
            && key.All(c => char.IsAsciiLetterLower(c) || char.IsAsciiDigit(c) || c == '_');
        return isKey
            ? key
            : throw Error($"'{key}' must be lower-case letters, digits and underscores, a letter first.");
    }

    /// <summary>The text as <paramref name="parse"/> reads it, its complaints with a place.</summary>
    public T Parse<T>(Func<string, T> parse)
    {
        string text = Text();
        try
        {
            return parse(text);
        }
        catch (FormatException exception)
        {
            throw Error($"{name}: {exception.Message}");
        }
    }

    private string Shown =>
        node switch
        {
            YamlScalarNode { Value.Length: > 0 } scalar => $"'{scalar.Value}'",
            YamlScalarNode => "empty",
            YamlSequenceNode => "a list",
            _ => "a set of fields",
        };

    private static string At(string file, Mark mark) =>
        string.Create(CultureInfo.InvariantCulture, $"{file}:{mark.Line}:{mark.Column}");
}
