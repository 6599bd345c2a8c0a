namespace Souk.Research.Tests.Frames;

/// <summary>Tests that set what cancels all queries of the process: none other runs meanwhile.</summary>
[CollectionDefinition(Name, DisableParallelization = true)]
public sealed class CellCancellation
{
    public const string Name = "what cancels the queries of a cell";
}
