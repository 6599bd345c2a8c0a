using System.Text.RegularExpressions;
using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Designs;

/// <summary>What the points of a design keep to: `team.share + seed.share &lt;= 50%`, `team.cliff &lt; team.duration`.</summary>
/// <remarks>Both sides are sums and differences of parameters, which may have a factor (`2 * team.cliff`), and of quantities
/// as files write them. All parameters are of one kind, so that they can be compared.</remarks>
public sealed partial class DesignConstraint
{
    private static readonly string[] s_signs = ["<=", ">=", "<", ">"];

    private readonly IReadOnlyList<(decimal Factor, string Part, string Parameter)> _terms;
    private readonly decimal _constant;
    private readonly bool _isStrict;

    private DesignConstraint(
        string text,
        IReadOnlyList<(decimal Factor, string Part, string Parameter)> terms,
        decimal constant,
        bool isStrict
    )
    {
        (Text, _terms, _constant, _isStrict) = (text, terms, constant, isStrict);
    }

    public string Text { get; }

    /// <param name="blueprint">Whose parameters are meant.</param>
    /// <exception cref="FormatException">What is wrong, and what was expected.</exception>
    public static DesignConstraint Parse(string text, Blueprint blueprint)
    {
        string sign =
            Array.Find(s_signs, one => text.Contains(one, StringComparison.Ordinal))
            ?? throw new FormatException(
                $"'{text}' compares nothing: write <, <=, > or >=, such as a.cliff < a.duration."
            );
        string[] sides = text.Split(sign, 2);
        // Everything on one side: what must not be above 0.
        int left = sign[0] == '<' ? 1 : -1;
        List<(decimal Factor, string Text)> all =
        [
            .. Terms(text, sides[0]).Select(term => (term.Factor * left, term.Text)),
            .. Terms(text, sides[1]).Select(term => (-term.Factor * left, term.Text)),
        ];
        List<(decimal Factor, string Part, string Parameter)> found = [];
        List<(decimal Factor, string Text)> quantities = [];
        foreach ((decimal factor, string word) in all)
        {
            int dot = word.LastIndexOf('.');
            if (dot > 0 && blueprint.Find(word[..dot])?.Kind.Find(word[(dot + 1)..]) is not null)
            {
                found.Add((factor, word[..dot], word[(dot + 1)..]));
            }
            else
            {
                quantities.Add((factor, word));
            }
        }

        return new(text, found, Constant(text, blueprint, found, quantities), sign.Length == 1);
    }

    /// <summary>By how much a point breaks it, in units of the parameters' kind; 0 or below where it is kept.</summary>
    public decimal Excess(Blueprint point)
    {
        decimal sum = _constant;
        foreach ((decimal factor, string part, string parameter) in _terms)
        {
            sum += factor * point.Find(part)!.Settings[parameter].Values[0].Number;
        }

        return _isStrict && sum == 0 ? 1e-12m : sum;
    }

    public override string ToString() => Text;

    private static decimal Constant(
        string text,
        Blueprint blueprint,
        List<(decimal Factor, string Part, string Parameter)> found,
        List<(decimal Factor, string Text)> quantities
    )
    {
        ParameterKind[] kinds =
        [
            .. found.Select(term => blueprint.Find(term.Part)!.Kind.Find(term.Parameter)!.Kind).Distinct(),
        ];
        if (kinds.Length != 1)
        {
            throw new FormatException(
                kinds.Length == 0
                    ? $"'{text}' names no parameter of the scenario."
                    : $"'{text}' compares parameters of the kinds {string.Join(" and ", kinds)}."
            );
        }

        if (found.Exists(term => blueprint.Find(term.Part)!.Settings[term.Parameter].Values.Count != 1))
        {
            throw new FormatException($"'{text}' names a parameter that is not one value.");
        }

        return quantities.Sum(term =>
            term.Factor
            * (
                QuantityText.Read(term.Text, kinds[0], out _)
                ?? throw new FormatException(
                    $"'{term.Text}' in '{text}' is no parameter of the scenario and no quantity such as its parameters hold."
                )
            )
        );
    }

    private static IEnumerable<(decimal Factor, string Text)> Terms(string text, string side)
    {
        // A sign between terms has spaces around it: names of parts may hold hyphens.
        foreach (Match match in Signed().Matches(" + " + side.Trim()))
        {
            decimal factor = match.Groups["sign"].Value == "-" ? -1 : 1;
            if (match.Groups["factor"].Success)
            {
                factor *= decimal.Parse(
                    match.Groups["factor"].Value,
                    System.Globalization.CultureInfo.InvariantCulture
                );
            }

            string term = match.Groups["term"].Value.Trim();
            yield return term.Length > 0
                ? (factor, term)
                : throw new FormatException($"'{text}' has nothing on one side of a sign.");
        }
    }

    [GeneratedRegex(
        @"\s(?<sign>[+-])\s+((?<factor>[0-9]+(\.[0-9]+)?)\s*\*\s*)?(?<term>.*?)(?=\s[+-]\s|$)",
        RegexOptions.ExplicitCapture
    )]
    private static partial Regex Signed();
}
