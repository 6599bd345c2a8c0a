using System.Globalization;

namespace Souk.Simulation.Catalogues.Royalties;

/// <summary>One term of a sum that a scenario writes as `2 model + data`, or `3 annotator crowd + validator nodes`.</summary>
/// <param name="Weight">1 where none is written.</param>
internal sealed record WeightedTerm(uint Weight, IReadOnlyList<string> Words)
{
    /// <summary>The name before the equals sign, empty without one, and the terms behind it.</summary>
    /// <param name="parameter">For messages.</param>
    /// <param name="wordCount">Words that each term has behind its weight.</param>
    /// <param name="example">What could be written instead, for messages.</param>
    /// <exception cref="ArgumentException">A weight that is no whole number above zero, or another count of words.</exception>
    public static (string Name, IReadOnlyList<WeightedTerm> Terms) Read(
        string parameter,
        string text,
        int wordCount,
        string example
    )
    {
        int equals = text.IndexOf('=', StringComparison.Ordinal);
        string name = equals < 0 ? "" : text[..equals].Trim();
        List<WeightedTerm> terms = [];
        foreach (string term in text[(equals + 1)..].Split('+'))
        {
            string[] words = term.Split(' ', StringSplitOptions.RemoveEmptyEntries);
            bool isWeighted = words.Length > 0 && char.IsAsciiDigit(words[0][0]);
            uint weight = 1;
            if (
                words.Length != wordCount + (isWeighted ? 1 : 0)
                || (
                    isWeighted
                    && !(
                        uint.TryParse(words[0], NumberStyles.None, CultureInfo.InvariantCulture, out weight)
                        && weight > 0
                    )
                )
            )
            {
                throw new ArgumentException($"{parameter} has '{text.Trim()}'; write for example {example}");
            }

            terms.Add(new WeightedTerm(weight, isWeighted ? words[1..] : words));
        }

        return (name, terms);
    }
}
