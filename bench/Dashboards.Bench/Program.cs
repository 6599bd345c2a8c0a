using System.Globalization;
using Souk.Dashboards.Bench;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string Usage = """
    How long do readers wait for pages? Start a server first: ./souk serve --db FILE --port 8080
    rate ADDRESS MARKET [REQUESTS-A-SECOND [SECONDS]]   every page at a steady rate (20 for 60 s)
    draw ADDRESS MARKET [ROUNDS]                        first draw and weight of every page in Chromium (3)
    filters ADDRESS MARKET [ROUNDS]                     from a choice, a letter or a brush until it is drawn in Chromium (20)
    first ADDRESS SCENARIO [ROUNDS]                     until the first bands of a scenario come, each round with another seed (20)
    """;
switch (args)
{
    case ["rate", var address, var market, .. var rest]:
        await LoadBench.RunAsync(new Uri(address), market, Number(rest, 0, 20), Number(rest, 1, 60));
        return 0;
    case ["draw", var address, var market, .. var rest]:
        await DrawBench.RunAsync(new Uri(address), market, Number(rest, 0, 3));
        return 0;
    case ["filters", var address, var market, .. var rest]:
        await FilterBench.RunAsync(new Uri(address), market, Number(rest, 0, 20));
        return 0;
    case ["first", var address, var scenario, .. var rest]:
        await FirstBandsBench.RunAsync(new Uri(address), scenario, Number(rest, 0, 20));
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}

static int Number(string[] rest, int index, int otherwise) =>
    index < rest.Length ? int.Parse(rest[index], CultureInfo.InvariantCulture) : otherwise;
