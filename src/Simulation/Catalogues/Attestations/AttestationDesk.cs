using Souk.Simulation.Assemblies;
using Souk.Simulation.Blueprints;
using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Populations;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Attestations;

/// <summary>How people attest on a day.</summary>
/// <param name="Bond">Lost when found, base units of money.</param>
internal readonly record struct AttestationHabit(int Batches, double GainUsd, double Sigma, double Checks, Int128 Bond);

/// <summary>`data.attestations`: a record of what people say off chain about data, and what verifiers find.</summary>
internal sealed class AttestationDesk : Component
{
    // A fingerprint is the first bytes of a digest that a double holds exactly.
    private const int FingerprintBytes = 6;

    public static CatalogueEntry Entry { get; } =
        new(
            new(
                "data.attestations",
                "People attest off chain what their data are; verifiers check a share, and who is found to lie loses a bond.",
                "Becker, J. Political Economy 76 (1968); the record is ours, MODELLED (docs/people/attestations.md)",
                [
                    new("attesters", ParameterKind.Part, "Who attests, each while it holds the bond.")
                    {
                        Scale = PopulationScale.Shares,
                        IsFixed = true,
                    },
                    new("treasury", ParameterKind.Part, "Who gets lost bonds.") { IsFixed = true },
                    new("bond", ParameterKind.Tokens, "Of money, lost when a lie is found; 1 is worth 1 USD.")
                    {
                        Scale = PopulationScale.Each,
                    },
                    new("batches", ParameterKind.Count, "Batches of data that each attests a day.")
                    {
                        Default = "1",
                        Max = 1_000,
                    },
                    new("gain", ParameterKind.Usd, "Median, from attesting what is not so.")
                    {
                        Scale = PopulationScale.Each,
                        Min = 1e-9,
                        Default = "1 USD",
                    },
                    new("gain_sigma", ParameterKind.Number, "Deviation of its logarithm, by batch.")
                    {
                        Default = "1",
                        Max = 5,
                    },
                    new("checks", ParameterKind.Share, "Of batches, that verifiers check.") { Default = "5 %" },
                ]
            )
            {
                Formulas = ["checks", "gain"],
                Publishes =
                [
                    new("attested", "count", "Batches since the start.") { Scale = PopulationScale.Agents },
                    new("checked", "count", "Of them checked.") { Scale = PopulationScale.Agents },
                    new("found", "count", "Lies that were found.") { Scale = PopulationScale.Agents },
                    new("undetected", "count", "Lies that were not.") { Scale = PopulationScale.Agents },
                    new("risk", "share", "Of attested batches, lies that were not found.")
                    {
                        Title = "share of false data",
                    },
                    new("lost", "token", "Bonds lost since the start."),
                    new("fingerprint", "count", "First 48 bits of a SHA-256 over the whole record so far."),
                ],
            },
            (assembly, part) => new AttestationDesk(assembly, part)
        );

    private AttestationDesk(ModelAssembly assembly, Part part)
        : base(assembly, part)
    {
        Attested = Model.Counter($"{Name}.attested", 0);
        Checked = Model.Counter($"{Name}.checked", 0);
        Found = Model.Counter($"{Name}.found", 0);
        Undetected = Model.Counter($"{Name}.undetected", 0);
        Lost = Model.Amount($"{Name}.lost", 0);
        Population bytes = Model.Population($"{Name}.record", System.Security.Cryptography.SHA256.HashSizeInBytes);
        Record32 = Model.Column<byte>(bytes, "digest", 0);
    }

    public Counter Attested { get; }

    public Counter Checked { get; }

    public Counter Found { get; }

    public Counter Undetected { get; }

    /// <summary>Bonds lost, base units.</summary>
    public Amount Lost { get; }

    /// <summary>The digest that covers the record: 32 bytes.</summary>
    public Column<byte> Record32 { get; }

    public override void Connect()
    {
        Token money = TokenOf("bond");
        Holdings attesters = Held(money, WalletsOf("attesters", Part.Word("attesters")));
        Holdings treasury = Held(money, OnePayeeOf("treasury", money));
        if (attesters == treasury)
        {
            throw new ArgumentException("treasury is who attests: a bond has to go to somebody else");
        }

        Dial<AttestationHabit> habit = Dial(then => new AttestationHabit(
            then.Count("batches"),
            then.Number("gain"),
            then.Number("gain_sigma"),
            then.Number("checks"),
            then.BaseUnits("bond", money.Decimals)
        ));
        Model.Add(new AttestationRule(this, habit, attesters, treasury, Ledger));
        Show("attested", Attested);
        Show("checked", Checked);
        Show("found", Found);
        Show("undetected", Undetected);
        Show("risk", () => Attested.Value == 0 ? 0 : (double)Undetected.Value / Attested.Value, Attested, Undetected);
        Show("lost", money, Lost);
        Show("fingerprint", Fingerprint, Record32);
    }

    private double Fingerprint()
    {
        double number = 0;
        foreach (byte part in Record32.Span[..FingerprintBytes])
        {
            number = (number * 256) + part;
        }

        return number;
    }
}
