using YamlDotNet.RepresentationModel;

namespace Souk.Simulation.Blueprints;

/// <summary>What a file says about where its values come from.</summary>
internal sealed partial class SheetReader
{
    private static readonly string[] s_confidences = ["exact", "reported", "assumed"];

    // `- exact: its source` and `of: [paths]`.
    private void ReadFact(YamlNode node)
    {
        string confidence = "";
        string source = "";
        IReadOnlyList<Entry> paths = [];
        ReadMapping(
            "facts",
            node,
            (field, place, value) =>
            {
                if (field == "of")
                {
                    paths = Values(value);
                }
                else if (s_confidences.Contains(field) && confidence.Length == 0)
                {
                    (confidence, source) = (field, Text(value));
                }
                else
                {
                    FailUnknown($"facts.{field}", "a field of a fact", [.. s_confidences, "of"], place);
                }
            }
        );
        if (source.Length == 0 || paths.Count == 0)
        {
            Fail("facts", "a fact needs `exact:`, `reported:` or `assumed:` with a source, and `of:`", OriginOf(node));
            return;
        }

        Confidence level = (Confidence)Array.IndexOf(s_confidences, confidence);
        _sheet.Facts.Add(new(level, source, [.. paths.Select(path => path.Text)], OriginOf(node)));
    }
}
