using Souk.Charts.Themes;

namespace Souk.Dashboards.Figures;

/// <summary>The roles of payment legs as a reader sees them; a role keeps its colour in every market.</summary>
public static class Roles
{
    public static string Name(string role)
    {
        string words = role.Replace('_', ' ');
        return words.Length == 0 ? words : char.ToUpperInvariant(words[0]) + words[1..];
    }

    public static Tone Tone(string role) =>
        role switch
        {
            "price" => Charts.Themes.Tone.Blue,
            "reward" or "royalty" => Charts.Themes.Tone.Green,
            "protocol_fee" => Charts.Themes.Tone.Orange,
            "market_fee" => Charts.Themes.Tone.Sky,
            "provider_fee" => Charts.Themes.Tone.Purple,
            "burn" => Charts.Themes.Tone.Vermilion,
            "mint" => Charts.Themes.Tone.Sky,
            "escrow_in" => Charts.Themes.Tone.Purple,
            "release" => Charts.Themes.Tone.Yellow,
            _ => Charts.Themes.Tone.Grey,
        };
}
