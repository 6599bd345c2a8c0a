namespace Souk.Cli.Screens;

/// <summary>How far a stage of long work is.</summary>
/// <param name="Fraction">From 0 to 1.</param>
/// <param name="Detail">What a reader wants to know meanwhile, such as "block 1,200, 31,000 logs".</param>
internal readonly record struct StageProgress(double Fraction, string Detail);

/// <summary>How progress is shown on stderr.</summary>
internal enum ProgressMode
{
    None,
    Plain,
    Bar,
}
