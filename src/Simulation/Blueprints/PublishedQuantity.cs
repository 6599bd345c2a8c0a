namespace Souk.Simulation.Blueprints;

/// <summary>A quantity that parts of a kind show to formulas and rules as `part.key`.</summary>
/// <param name="Key">As written behind the part's name; a word in capitals stands for a name of the scenario's own.</param>
/// <param name="Unit">
/// `token` or `money` for amounts of one, `money/token` for a price, a unit of formulas such as `USD/h`, or what is counted.
/// </param>
/// <param name="Meaning">One sentence for people.</param>
public sealed record PublishedQuantity(string Key, string Unit, string Meaning)
{
    /// <summary>For axes; the key in words unless stated.</summary>
    public string? Title { get; init; }

    /// <summary>Whether it is shown only where a parameter asks for it.</summary>
    public bool IsOptional { get; init; }

    /// <summary>What is done to what the agents give where each stands for many, so that people are shown and not agents.</summary>
    /// <remarks>What counts agents is multiplied by their weight, what is of each is divided by it.</remarks>
    public PopulationScale Scale { get; init; }

    /// <summary>Whether it is the quantity of a key, with names of the scenario in place of words in capitals.</summary>
    internal bool Is(string key)
    {
        int first = Key.AsSpan().IndexOfAnyInRange('A', 'Z');
        if (first < 0)
        {
            return key == Key;
        }

        int last = first;
        while (last < Key.Length && char.IsAsciiLetterUpper(Key[last]))
        {
            last++;
        }

        return key.Length > Key.Length - (last - first)
            && key.StartsWith(Key[..first], StringComparison.Ordinal)
            && key.EndsWith(Key[last..], StringComparison.Ordinal);
    }
}
