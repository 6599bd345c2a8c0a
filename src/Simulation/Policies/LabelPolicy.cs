namespace Souk.Simulation.Policies;

/// <summary>Who labels, at which cost and how well.</summary>
/// <param name="MachineShare">Of labels, made by a machine first.</param>
/// <param name="ReviewShare">Of the machine's labels, that a person looks over and sets right.</param>
/// <param name="HumanUsd">Of a label by a person.</param>
/// <param name="MachineUsd">Of a label by a machine.</param>
/// <param name="ReviewUsd">Of looking one over.</param>
/// <param name="HumanQuality">Share of a person's labels that are right; also of what was looked over.</param>
/// <param name="MachineQuality">Share of a machine's labels that are right.</param>
public readonly record struct LabelTerms(
    double MachineShare,
    double ReviewShare,
    double HumanUsd,
    double MachineUsd,
    double ReviewUsd,
    double HumanQuality,
    double MachineQuality
);

/// <summary>A day's labels by kind.</summary>
/// <param name="Reviewed">Of the machine's.</param>
public readonly record struct LabelDay(long Human, long Machine, long Reviewed)
{
    public long All => Human + Machine;
}

/// <summary>Labelling by people and machines together: machines label, people label the rest and look over a share.</summary>
/// <remarks>
/// With a share m of machine labels, of which r are looked over, quality is (1 − m + m r) × that of people + m (1 − r) × that of
/// machines, and a label costs (1 − m) h + m (c + r v). Shares are rounded down to whole labels.
/// </remarks>
public static class LabelPolicy
{
    /// <summary>Divides labels; whole numbers, the machine's and the reviewed ones rounded down.</summary>
    public static LabelDay Divide(long labels, in LabelTerms terms)
    {
        long machine = (long)(labels * terms.MachineShare);
        return new LabelDay(labels - machine, machine, (long)(machine * terms.ReviewShare));
    }

    /// <summary>What people are owed, USD.</summary>
    public static double HumanUsd(LabelDay day, in LabelTerms terms) =>
        (day.Human * terms.HumanUsd) + (day.Reviewed * terms.ReviewUsd);

    /// <summary>What machines are owed, USD.</summary>
    public static double MachineUsd(LabelDay day, in LabelTerms terms) => day.Machine * terms.MachineUsd;

    /// <summary>Labels that are right.</summary>
    public static double Right(LabelDay day, in LabelTerms terms) =>
        ((day.Human + day.Reviewed) * terms.HumanQuality) + ((day.Machine - day.Reviewed) * terms.MachineQuality);
}
