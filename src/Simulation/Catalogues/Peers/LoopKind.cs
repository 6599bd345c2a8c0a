using Souk.Simulation.Blueprints;
using Souk.Simulation.Peers.SustainabilityLoops;
using static Souk.Simulation.Catalogues.Peers.PeerParameters;

namespace Souk.Simulation.Catalogues.Peers;

/// <summary>The parameters of `peer.sustainability_loop`.</summary>
internal static class LoopKind
{
    private const string Loop = "wsloop";

    // Seconds are held in 32 bits.
    private const double DaysMax = 24_000;

    private static readonly LoopParameters s_known = new();

    public static IReadOnlyList<ParameterSpec> Parameters { get; } =
    [
        Time("step", "1 day", "Length of a step; at most 30 days."),
        Number("marketplaces", s_known.Marketplaces, "Before the first step.", Loop) with
        {
            IsFixed = true,
        },
        Number("sales_per_month", s_known.SalesUsdPerMonth, "USD in one marketplace, at the start.", Loop) with
        {
            IsFixed = true,
        },
        Number("swaps_per_sale", s_known.SwapsPerSale, "USD of swaps for each USD of sales.", Loop),
        Share("sale_fee_share", s_known.SaleFeeShare, "The network's part of sales.", Loop),
        Share("swap_fee_share", s_known.SwapFeeShare, "The network's part of swaps.", Loop),
        Share("burn_share", s_known.BurnShare, "Of the network's revenue; the rest pays for work.", Loop),
        Number("growth_min", s_known.GrowthPerYearMin, "Of marketplaces and sales in a year without work.", Loop),
        Number("growth_max", s_known.GrowthPerYearMax, "That ever more work comes near to.", Loop),
        Number("half_growth_ratio", s_known.HalfGrowthRatio, "Work per revenue that brings half of the growth.", Loop),
        Number("price_to_sales", s_known.PriceToSales, "Value for each USD of revenue in a year.", Loop),
        Number("speculation", s_known.SpeculationUsd, "USD that speculators think it worth.", Loop) with
        {
            IsFixed = true,
        },
        Number("speculation_growth", s_known.SpeculationGrowthPerYear, "Per year.", Loop),
        Number("supply", s_known.SupplyTokens, "Tokens before the first step.", Loop) with
        {
            IsFixed = true,
        },
        Number("unminted", s_known.UnmintedTokens, "Tokens still to be minted for work.", Loop) with
        {
            IsFixed = true,
        },
        Time("between_mints", "1 day", "Between two mints."),
        Number("mint_half_life", s_known.Minting.HalfLifeYears, "Years.", Loop),
        .. Ramp("mint_times", "Years at which minting begins, grows twice, and is full.", 0.5, 1, 1.4, 3),
        .. Ramp("mint_shares", "Of the full schedule, in each of the three steps of the ramp.", 0.1, 0.25, 0.5),
        Number("mint_half_lives_max", s_known.Minting.HalfLivesMax, "Then all that is left is minted.", Loop),
        .. Grants("community", s_known.CommunityGrants),
        .. Grants("foundation", s_known.FoundationGrants),
        .. Grants("company", s_known.CompanyGrants),
    ];

    public static LoopParameters Read(Part part)
    {
        LoopParameters parameters = new()
        {
            StepSeconds = checked((int)part.Seconds("step")),
            Marketplaces = part.Number("marketplaces"),
            SalesUsdPerMonth = part.Number("sales_per_month"),
            SwapsPerSale = part.Number("swaps_per_sale"),
            SaleFeeShare = part.Number("sale_fee_share"),
            SwapFeeShare = part.Number("swap_fee_share"),
            BurnShare = part.Number("burn_share"),
            GrowthPerYearMin = part.Number("growth_min"),
            GrowthPerYearMax = part.Number("growth_max"),
            HalfGrowthRatio = part.Number("half_growth_ratio"),
            PriceToSales = part.Number("price_to_sales"),
            SpeculationUsd = part.Number("speculation"),
            SpeculationGrowthPerYear = part.Number("speculation_growth"),
            SupplyTokens = part.Number("supply"),
            UnmintedTokens = part.Number("unminted"),
            SecondsBetweenMints = checked((int)part.Seconds("between_mints")),
            Minting = ReadMinting(part),
            CommunityGrants = ReadGrants(part, "community"),
            FoundationGrants = ReadGrants(part, "foundation"),
            CompanyGrants = ReadGrants(part, "company"),
        };
        parameters.Validate();
        return parameters;
    }

    private static RampedMinting ReadMinting(Part part)
    {
        double[] times = Numbers(part, "mint_times");
        double[] shares = Numbers(part, "mint_shares");
        if (times.Length != 4 || shares.Length != 3)
        {
            throw new ArgumentException("mint_times needs four numbers and mint_shares three.");
        }

        return new()
        {
            HalfLifeYears = part.Number("mint_half_life"),
            StartYears = times[0],
            SecondYears = times[1],
            ThirdYears = times[2],
            FullYears = times[3],
            FirstShare = shares[0],
            SecondShare = shares[1],
            ThirdShare = shares[2],
            HalfLivesMax = part.Number("mint_half_lives_max"),
        };
    }

    private static GrantProgramme ReadGrants(Part part, string whose) =>
        new(
            part.Number($"{whose}_usd"),
            part.Number($"{whose}_tokens"),
            part.Count($"{whose}_grants"),
            checked((int)part.Seconds($"{whose}_every"))
        );

    private static ParameterSpec[] Grants(string whose, GrantProgramme known) =>
        [
            Number($"{whose}_usd", known.Usd, $"Given to the {whose} in all.", Loop) with
            {
                IsFixed = true,
            },
            Number($"{whose}_tokens", known.Tokens, $"Given to the {whose} in all.", Loop) with
            {
                IsFixed = true,
            },
            new($"{whose}_grants", ParameterKind.Count, "In so many equal parts, the first at once.")
            {
                Default = FormattableString.Invariant($"{known.GrantCount}"),
                Source = Loop,
                Min = 1,
                Max = int.MaxValue,
            },
            Time($"{whose}_every", "30 days", "Between two grants."),
        ];

    private static ParameterSpec[] Ramp(string name, string meaning, params double[] values) =>
        [
            Number(name, 0, meaning, Loop) with
            {
                IsList = true,
                Default = string.Join(',', values.Select(value => FormattableString.Invariant($"{value:R}"))),
            },
        ];

    private static ParameterSpec Share(string name, double value, string meaning, string source) =>
        new(name, ParameterKind.Share, meaning)
        {
            Default = FormattableString.Invariant($"{value:R}"),
            Source = source,
        };

    private static ParameterSpec Time(string name, string value, string meaning) =>
        new(name, ParameterKind.Duration, meaning)
        {
            Default = value,
            Source = Loop,
            Max = DaysMax,
            IsFixed = name == "step",
        };
}
