namespace Souk.Cli.Systems;

/// <summary>One line of data/systems.yaml: what stands behind a system beside its manifest.</summary>
internal sealed class SystemEntry
{
    /// <summary>The manifest's key.</summary>
    public string System { get; set; } = "";

    /// <summary>What was indexed to check it: contracts, modelled, signatures; sources other than EVM say file or node.
    /// </summary>
    public List<string> Evidence { get; set; } = [];

    /// <summary>Of addresses and signatures: exact, reported or none.</summary>
    public string Confidence { get; set; } = "";

    /// <summary>A scenario of data/scenarios/presets; empty where none simulates the system.</summary>
    public string Preset { get; set; } = "";

    /// <summary>Class and method of the test that drives the system and checks its rows.</summary>
    public string Test { get; set; } = "";

    /// <summary>Class and method of the test that gets the same rows from a dump; empty where none does.</summary>
    public string File { get; set; } = "";
}
