using Souk.Simulation.Engine;

namespace Souk.Simulation.Catalogues.Pools;

/// <summary>Orders whose effect on the price is known ahead, if only as a distribution.</summary>
internal interface IForeseenMoves
{
    /// <summary>Declares what the moves are computed from.</summary>
    void DeclareParameters(Touches touches);

    /// <summary>Mean and deviation of the log move of the price on a day, before fees.</summary>
    (double Mean, double Deviation) MoveOn(int day);
}
