using System.Globalization;
using Souk.Dashboards.EventStudies;

namespace Souk.Dashboards.Flywheels;

/// <summary>Places the stages of the flywheel on a circle, clockwise from the top. Pixels of a square picture.</summary>
internal static class FlywheelDrawing
{
    public const int Width = 640;
    public const int Height = 430;
    public const int BoxWidth = 150;
    public const int BoxHeight = 40;

    private const double RadiusX = 235;
    private const double RadiusY = 165;

    // Of the way from one box to the next that an arrow leaves free at each end.
    private const double Start = 0.3;
    private const double End = 0.72;

    /// <summary>The middle of a stage's box.</summary>
    public static (int X, int Y) Middle(int stage)
    {
        double angle = (2 * Math.PI * stage / Stage.All.Count) - (Math.PI / 2);
        return (
            (int)Math.Round((Width / 2.0) + (RadiusX * Math.Cos(angle))),
            (int)Math.Round((Height / 2.0) + (RadiusY * Math.Sin(angle)))
        );
    }

    /// <summary>A straight arrow from a stage to the next, and where its words stand.</summary>
    public static (string Path, int X, int Y) Arrow(int stage)
    {
        (int fromX, int fromY) = Middle(stage);
        (int toX, int toY) = Middle((stage + 1) % Stage.All.Count);
        string At(double part) =>
            string.Create(
                CultureInfo.InvariantCulture,
                $"{fromX + (part * (toX - fromX)):0} {fromY + (part * (toY - fromY)):0}"
            );
        // Words stand a little towards the middle of the circle.
        double middleX = (fromX + toX) / 2.0;
        double middleY = (fromY + toY) / 2.0;
        return (
            $"M{At(Start)} L{At(End)}",
            (int)Math.Round(middleX + (0.2 * ((Width / 2.0) - middleX))),
            (int)Math.Round(middleY + (0.2 * ((Height / 2.0) - middleY)))
        );
    }
}
