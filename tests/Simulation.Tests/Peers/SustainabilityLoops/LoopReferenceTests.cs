using Souk.Simulation.Peers.SustainabilityLoops;

namespace Souk.Simulation.Tests.Peers.SustainabilityLoops;

/// <summary>The loop against TokenSPICE's own program, at its defaults and with several parameters changed at once.</summary>
/// <remarks>
/// Expected numbers: netlist wsloop of github.com/tokenspice/tokenspice at commit 3bd4622, run without a chain (nothing in
/// this netlist asks one), its agents acting in the order in which SimState adds them. Fundamentals are the revenue of a
/// year times the price to sales.
/// </remarks>
public class LoopReferenceTests
{
    private const int Day = 86_400;

    [Fact]
    public void Defaults_follow_upstream()
    {
        LoopParameters parameters = new();
        const string expected = """
            step               1                 183               365              3650            7300
            price USD          0.21716760779     0.228270595242    0.237897463549   0.43559100331   46.2157980376
            supply             690899980.054     690895751.381     696826963.893    1315826913.64   1364288274.43
            minted             0                 0                 5936925.41943    632069970.247   708817989.125
            burned             19.9456054234     4248.61862251     9961.52683101    7143056.60676   35429714.6978
            burned USD         4.33035294887     946.970127499     2279.53748105    2081862.40334   290738799.609
            marketplaces       0.999656050334    1.18856326434     1.41316869224    27.8973208088   286.347211951
            sales USD/s        0.00771339545011  0.00917101284215  0.0109040794155  0.215257105006  2.20946922801
            speculation USD    150041095.89      157711184.418     165773367.242    407686433.187   1108054852.03
            fundamentals USD   2598.21176932     568182.076499     1367722.48863    573162365.495   63051671356
            work USD/month     1634862.4721      1712058.60651     2001957.62737    2631920.22886   206464847.392
            revenue USD/month  86.6070589774     3573.54207295     5051.75532748    1981831.83396   209527331.002
            revenue USD/year   86.6070589774     18939.40255       45590.7496211    19105412.1832   2101722378.53
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Defaults_follow_upstream_where_windows_fill()
    {
        LoopParameters parameters = new();
        const string expected = """
            step               2                 31                365              366              1000
            price USD          0.217227112046    0.218959850552    0.237897463549   0.237951960357   0.240449137179
            supply             690899960.076     690899366.333     696826963.893    696858241.281    820420548.507
            minted             0                 0                 5936925.41943    5968239.25315    129574994.414
            burned             39.923711049      633.667139495     9961.52683101    9997.97253581    54445.9072232
            burned USD         8.66895041222     138.146147142     2279.53748105    2288.20782199    12964.0923681
            marketplaces       1.00060721526     1.02858820321     1.41316869224    1.41451331122    2.58504977367
            sales USD/s        0.00772073468566  0.00793663737042  0.0109040794155  0.0109144545619  0.0199463717104
            speculation USD    150082203.04      151279221.999     165773367.242    165818784.603    197269413.012
            fundamentals USD   5201.37024733     82887.6882852     1367722.48863    1370326.48142    4576650.96219
            work USD/month     1634944.90545     1649384.81592     2001957.62737    2001911.57527    2836389.81567
            revenue USD/month  173.379008244     2676.31588386     5051.75532748    5061.37331253    16904.1023105
            revenue USD/year   173.379008244     2762.92294284     45590.7496211    45677.5493808    152555.032073
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Changed_burn_valuation_and_growth_follow_upstream()
    {
        LoopParameters parameters = new()
        {
            BurnShare = 0.3,
            PriceToSales = 50,
            HalfGrowthRatio = 0.3,
        };
        const string expected = """
            step               1000             3650
            price USD          0.240528932007   0.883827920915
            supply             820148376.19     1287865065.79
            minted             129574994.414    632069970.247
            burned             326618.224264    35104904.4569
            burned USD         77784.5542083    13834243.9123
            marketplaces       2.58504977367    31.3510484773
            sales USD/s        0.0199463717104  0.241906238251
            speculation USD    197269413.012    407686433.187
            fundamentals USD   7627751.60365    1138251103.52
            work USD/month     2833060.0945     3254596.37424
            revenue USD/month  16904.1023105    2489920.66042
            revenue USD/year   152555.032073    22765022.0703
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Changed_growth_and_fees_follow_upstream()
    {
        LoopParameters parameters = new()
        {
            GrowthPerYearMin = -0.05,
            GrowthPerYearMax = 0.25,
            SaleFeeShare = 0.05,
            SwapFeeShare = 0.002,
            SwapsPerSale = 40,
            Marketplaces = 3,
        };
        const string expected = """
            step               500              5000
            price USD          0.241920273832   0.511341598918
            supply             711055074.717    1361935920
            minted             20193650.5241    681993111.203
            burned             38575.8071804    10957191.2035
            burned USD         8954.09135634    3817359.97831
            marketplaces       4.06956658898    50.5884059831
            sales USD/s        0.0104669922556  0.130114212919
            speculation USD    172018638.385    590111020.534
            fundamentals USD   4228583.5918     696414490.956
            work USD/month     2560742.2194     2421610.16759
            revenue USD/month  14101.7506842    2191057.10002
            revenue USD/year   140952.786393    23213816.3652
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Steps_of_a_week_which_divide_neither_month_nor_year_follow_upstream()
    {
        LoopParameters parameters = new() { StepSeconds = 7 * Day, HalfGrowthRatio = 0.8 };
        const string expected = """
            step               1                 5                 54               520             1040
            price USD          0.217524535357    0.219198204751    0.238490597998   0.402012709215  28.0800936521
            supply             690899860.956     690899288.657     697514393.869    1315134357.71   1364893904.69
            minted             0                 0                 6624738.19638    631136951.153   708676505.527
            burned             139.044052178     711.343474202     10344.3277344    6902593.4408    34682600.8377
            burned USD         30.1875954776     155.038797493     2370.10775521    1961733.01123   190599332.958
            marketplaces       0.997594835244    1.02451676527     1.41967462517    26.5264467748   220.688821025
            sales USD/s        0.00769749101269  0.00790522195422  0.0109542795152  0.204679373262  1.70284584124
            speculation USD    150287671.233     151443883.738     166350624.906    406238535.109   1100198316.05
            fundamentals USD   18112.5572866     93023.2784959     1388218.95533    528700726.126   38326348668.9
            work USD/month     1635354.01165     1637726.18449     2147876.48136    2803032.89749   143567444.822
            revenue USD/month  603.751909553     2669.5245859      5125.9389056     1801235.81709   125048807.063
            revenue USD/year   603.751909553     3100.77594986     46273.9651778    17623357.5375   1277544955.63
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Steps_of_six_hours_follow_upstream()
    {
        LoopParameters parameters = new()
        {
            StepSeconds = Day / 4,
            BurnShare = 0.1,
            GrowthPerYearMax = 0.5,
        };
        const string expected = """
            step               4                 5                 1461            4000
            price USD          0.217167620186    0.217182497823    0.237917399258  0.240464934119
            supply             690899960.059     690899950.062     696823456.324   820389738.985
            minted             0                 0                 5944755.27165   129624226.14
            burned             39.9409685422     49.9383717924     21298.9479665   134487.155019
            burned USD         8.67240013998     10.843512426      4878.76918708   32063.3752374
            marketplaces       1.00074742446     1.00102538645     1.49987100224   3.0358747139
            sales USD/s        0.00772181654674  0.00772396131522  0.011573078721  0.0234249592122
            speculation USD    150041100.113     150051376.9       165786424.47    197274964.537
            fundamentals USD   2601.72004199     3253.0537278      1462980.86792   5993748.54297
            work USD/month     1634858.22591     1634877.76592     2002339.8872    2841622.27899
            revenue USD/month  86.7240013998     108.43512426      5659.90187927   23188.2927427
            revenue USD/year   86.7240013998     108.43512426      48766.0289306   199791.618099
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Changed_minting_speculation_and_supply_follow_upstream()
    {
        LoopParameters parameters = new()
        {
            SpeculationUsd = 50e6,
            SpeculationGrowthPerYear = 0.3,
            SupplyTokens = 500e6,
            UnmintedTokens = 400e6,
            Minting = new RampedMinting
            {
                HalfLifeYears = 2,
                StartYears = 0.25,
                SecondYears = 0.6,
                ThirdYears = 0.9,
                FullYears = 1.7,
                FirstShare = 0.05,
                SecondShare = 0.1,
                ThirdShare = 0.3,
            },
        };
        const string expected = """
            step               92                300             700              2500
            price USD          0.107852433779    0.126394235718  0.154487599915   0.45645493556
            supply             499995813.615     506156784.89    575230369.898    854262781.725
            minted             0                 6172174.69603   75277677.7126    355126519.646
            burned             4186.38516138     15389.8059685   47307.814451     863737.920701
            burned USD         434.961573318     1749.91554374   6337.94687353    261607.34765
            marketplaces       1.09002498063     1.32845537445   1.94338795638    10.7222634456
            sales USD/s        0.00841068657896  0.010250427272  0.0149952774412  0.0827335142406
            speculation USD    53925765.3779     63975299.9799   88865959.244     389932462.984
            fundamentals USD   260976.943991     1049949.32625   2586598.29531    79139376.3649
            work USD/month     900931.180474     1187734.837     2796929.04579    902503.400784
            revenue USD/month  3005.57240958     4464.24718724   9553.73756517    291050.045682
            revenue USD/year   8699.23146636     34998.3108748   86219.943177     2637979.21216
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Changed_grants_and_marketplaces_follow_upstream()
    {
        LoopParameters parameters = new()
        {
            Marketplaces = 5,
            SalesUsdPerMonth = 50e3,
            CommunityGrants = new GrantProgramme(0, 90e6, 24, 60 * Day),
            FoundationGrants = new GrantProgramme(3e6, 80e6, 12, 45 * Day),
            CompanyGrants = new GrantProgramme(1e6, 15e6, 7, 90 * Day),
        };
        const string expected = """
            step               1                46               800              2000
            price USD          0.217167679888   0.219864990933   0.239814635396   0.328848123452
            supply             690899750.68     690888124.1      778736211.456    1123329427.92
            minted             0                0                88256694.0409    437369347.442
            burned             249.320030544    11875.8998402    420482.58452     4939919.51838
            burned USD         54.1294118609    2594.51382176    99685.9489822    1211208.92733
            marketplaces       4.99828025167    5.18811353461    10.5681670834    32.5991439788
            sales USD/s        0.0192834886253  0.0200158701181  0.0407722495503  0.125768302387
            speculation USD    150041095.89     151902111.141    186752340.62     259434808.734
            fundamentals USD   32477.6471165    1556708.29306    38245410.5448    369404774.391
            work USD/month     3120661.18609    1747968.48843    2602161.36616    3357949.43196
            revenue USD/month  1082.58823722    34319.3180151    141261.443612    1346334.29083
            revenue USD/year   1082.58823722    51890.2764353    1274847.01816    12313492.4797
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void A_schedule_that_runs_out_follows_upstream()
    {
        LoopParameters parameters = new()
        {
            GrowthPerYearMin = -0.3,
            GrowthPerYearMax = 0.6,
            BurnShare = 0.15,
            Minting = new RampedMinting { HalfLifeYears = 0.1 },
        };
        const string expected = """
            step               1241             1242             1500
            price USD          0.153973082653   0.153929127033   0.160579409392
            supply             1368630942.42    1369396839.73    1408815569.81
            minted             678277724.266    679045638.357    719100000
            burned             546781.845796    548798.621922    1184430.191
            burned USD         117094.336008    117404.865451    216081.352282
            marketplaces       4.8811312218     4.88742061108    5.88105192447
            sales USD/s        0.0376630495509  0.0377115787892  0.0453784870716
            speculation USD    210732325.218    210790060.102    226226772.142
            fundamentals USD   14820045.8971    14857383.2412    25551117.7595
            work USD/month     4907921.05031    4814284.0846     75036.9990605
            revenue USD/month  59690.3951451    59844.3176596    88278.8224242
            revenue USD/year   494001.529903    495246.108039    851703.925316
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void No_burning_follows_upstream()
    {
        LoopParameters parameters = new() { BurnShare = 0 };
        const string expected = """
            step               2000
            price USD          0.229940491889
            supply             1128269347.44
            minted             437369347.442
            burned             0
            burned USD         0
            marketplaces       6.69114206561
            sales USD/s        0.051629182605
            speculation USD    259434808.734
            fundamentals USD   30662705.8144
            work USD/month     1602363.66015
            revenue USD/month  113254.324949
            revenue USD/year   1022090.19381
            """;

        ShouldFollow(parameters, expected);
    }

    [Fact]
    public void Burning_all_revenue_follows_upstream()
    {
        LoopParameters parameters = new() { BurnShare = 1, PriceToSales = 10 };
        const string expected = """
            step               2000
            price USD          0.231715122262
            supply             1119628301.35
            minted             437369347.442
            burned             8641046.09487
            burned USD         1996421.75003
            marketplaces       6.69114204266
            sales USD/s        0.051629182428
            speculation USD    259434808.734
            fundamentals USD   10220901.9324
            work USD/month     1500311.83135
            revenue USD/month  113254.324506
            revenue USD/year   1022090.19324
            """;

        ShouldFollow(parameters, expected);
    }

    private static void ShouldFollow(LoopParameters parameters, string expected)
    {
        LoopModel model = new(parameters);
        ReferenceTable.ShouldFollow(
            expected,
            step => model.Advance(step - model.StepsDone),
            new()
            {
                ["price USD"] = () => model.PriceUsd,
                ["supply"] = () => model.State.SupplyTokens,
                ["minted"] = () => model.State.MintedTokens,
                ["burned"] = () => model.State.BurnedTokens,
                ["burned USD"] = () => model.State.BurnedUsd,
                ["marketplaces"] = () => model.State.Marketplaces,
                ["sales USD/s"] = () => model.State.SalesUsdPerSecond,
                ["speculation USD"] = () => model.State.SpeculationUsd,
                ["fundamentals USD"] = () => model.State.YearRevenue.Usd * parameters.PriceToSales,
                ["work USD/month"] = () => model.State.MonthWork.Sum,
                ["revenue USD/month"] = () => model.State.MonthRevenue.Usd,
                ["revenue USD/year"] = () => model.State.YearRevenue.Usd,
            }
        );
    }
}
