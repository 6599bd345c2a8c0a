using System.Globalization;
using System.Text;
using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Starters;

/// <summary>A scenario that is written line by line, each value with a comment that says what stands behind it, and below all of them
/// the facts that say so to programs.</summary>
internal sealed class MarkedText
{
    private readonly StringBuilder _text = new();
    private readonly List<(Mark Mark, List<string> Paths)> _facts = [];
    private string _part = "";

    public void Line(FormattableString line) => _text.Append(line.ToString(CultureInfo.InvariantCulture)).Append('\n');

    /// <summary>Begins a part, whose values follow.</summary>
    public void Part(string name, string kind, string? note = null)
    {
        _part = name;
        Line($"  {name}:{(note is null ? "" : $" # {note}")}");
        Line($"    kind: {kind}");
    }

    /// <summary>A name, behind which nothing has to stand.</summary>
    public void Name(string parameter, string name) => Line($"    {parameter}: {name}");

    public void Value(string parameter, FormattableString value, Mark mark)
    {
        Line($"    {parameter}: {value.ToString(CultureInfo.InvariantCulture)} {mark.Comment}");
        Remember(mark, $"{_part}.{parameter}");
    }

    /// <summary>What stands behind a value that is no part's.</summary>
    public void Remember(Mark mark, string path)
    {
        int at = _facts.FindIndex(one => one.Mark == mark);
        if (at < 0)
        {
            _facts.Add((mark, [path]));
        }
        else
        {
            _facts[at].Paths.Add(path);
        }
    }

    public void Facts()
    {
        Line($"facts:");
        foreach ((Mark mark, List<string> paths) in _facts)
        {
            Line($"  - {mark.Word}: {Quoted(mark.Why)}");
            Line($"    of: [{string.Join(", ", paths.Select(path => $"\"{path}\""))}]");
        }
    }

    public static string Quoted(string text) => $"'{text.Replace("'", "''", StringComparison.Ordinal)}'";

    public override string ToString() => _text.ToString();
}

/// <summary>What stands behind a value.</summary>
/// <param name="Why">Where it was read, or why it had to be supposed.</param>
internal sealed record Mark(Confidence Confidence, string Why)
{
    public string Word => Confidence == Confidence.Exact ? "exact" : "assumed";

    public string Comment => $"# {Word}: {Why}";
}
