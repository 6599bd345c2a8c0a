namespace Souk.Charts.Themes;

/// <summary>The colours a series may have; each theme gives them a shade that can be read on its paper.</summary>
/// <remarks>Hues after Okabe and Ito (2008), which stay apart under the common colour-vision deficiencies.</remarks>
public enum Tone
{
    Blue,
    Orange,
    Green,
    Vermilion,
    Sky,
    Purple,
    Yellow,
    Grey,
}
