using Souk.Simulation.Blueprints;
using Souk.Simulation.Mechanisms.Royalties;
using Souk.Simulation.Numerics;
using Souk.Simulation.Spellings;

namespace Souk.Simulation.Catalogues.Royalties;

/// <summary>Licences of single assets, as a scenario writes them: `model = 40 call + 20 composition`, or `voice = closed`.</summary>
internal static class LicenceList
{
    private const string Parameter = "licences";
    private const string Closed = "closed";
    private const int Whole = 100;

    private static readonly string[] _words = ["call", "composition", "cross_chain_reuse", Closed];

    /// <summary>Puts what licences say in place of the terms that hold for all.</summary>
    /// <param name="terms">By asset.</param>
    /// <exception cref="ArgumentException">A licence that cannot be read, or an asset that is made of a closed one.</exception>
    public static void Apply(Part part, AssetList assets, Span<RoyaltyTerms> terms)
    {
        foreach (SettingValue value in part.List(Parameter))
        {
            (string name, IReadOnlyList<WeightedTerm> licence) = WeightedTerm.Read(
                Parameter,
                value.Text,
                wordCount: 1,
                "model = 40 call + 20 composition"
            );
            int asset = assets.Find(Parameter, name);
            foreach (WeightedTerm term in licence)
            {
                terms[asset] = Apply(assets, asset, term, terms[asset]);
            }
        }
    }

    private static RoyaltyTerms Apply(AssetList assets, int asset, WeightedTerm term, RoyaltyTerms before)
    {
        if (term.Weight > Whole)
        {
            throw new ArgumentException(
                $"{Parameter} has {term.Weight} % of {term.Words[0]}, which is above {Whole} %"
            );
        }

        Share share = new(term.Weight / (double)Whole);
        switch (term.Words[0])
        {
            case "call":
                return before with { Call = share };
            case "composition":
                return before with { Composition = share };
            case "cross_chain_reuse":
                return before with { CrossChainReuse = share };
            case Closed:
                CheckUnused(assets, asset);
                return before;
            default:
                throw new ArgumentException(
                    $"{Parameter} has '{term.Words[0]}'; did you mean '{NearestWord.To(term.Words[0], _words)}'?"
                );
        }
    }

    private static void CheckUnused(AssetList assets, int closed)
    {
        for (int asset = 0; asset < assets.Graph.Count; asset++)
        {
            foreach (AssetPart part in assets.Graph.PartsOf(asset))
            {
                if (part.Asset == closed)
                {
                    string user = asset < assets.Names.Count ? assets.Names[asset] : "a generated asset";
                    throw new ArgumentException(
                        $"{Parameter} has {assets.Names[closed]} closed, and {user} is made of it"
                    );
                }
            }
        }
    }
}
