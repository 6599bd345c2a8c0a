using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;

namespace Souk.Simulation.Catalogues.Governance;

/// <summary>Finds what votes may change before parts are made: parts must know which of their parameters can move.</summary>
internal static class Votes
{
    /// <summary>As many as bits of the slot that says which passed.</summary>
    public const int VotesMax = 62;

    public static void Prepare(ModelAssembly assembly)
    {
        Part[] proposals = [.. assembly.Blueprint.Parts.Where(part => part.Kind.Name == GovernanceProposal.KindName)];
        if (proposals.Length == 0)
        {
            return;
        }

        assembly.EnactedVotes = assembly.Model.Counter("enacted_votes", 0);
        if (proposals.Length > VotesMax)
        {
            assembly.Fail(proposals[VotesMax], null, $"{proposals.Length} proposals are more than {VotesMax}");
            return;
        }

        for (int bit = 0; bit < proposals.Length; bit++)
        {
            assembly.VotedChanges.AddRange(ChangesOf(assembly, proposals[bit], bit));
        }
    }

    private static IEnumerable<VotedChange> ChangesOf(ModelAssembly assembly, Part proposal, int bit)
    {
        Setting to = proposal.Settings["to"];
        int day = GovernanceProposal.DueDay(assembly.Blueprint, proposal);
        PathChange change = new(proposal.Word("change"), new Entry(proposal.Word("to"), to.Origin));
        return PathChanges
            .Find(assembly.Blueprint, change, assembly.Errors)
            .Select(found => new VotedChange(bit, day, found));
    }
}
