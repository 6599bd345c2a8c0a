using System.Globalization;
using Souk.Warehouse.Bench;
using Souk.Warehouse.Bench.Generation;

CultureInfo.CurrentCulture = CultureInfo.InvariantCulture;
const string Usage = """
    generate FILE EVENTS     fill a new warehouse
    metrics FILE [MARKET]    every metric cold
    lineage FILE ASSET       lineage to cash
    peers FILE [MARKET]      the same questions beside DuckDB over Parquet
    postgres FILE ASSET SOLD the same questions beside PostgreSQL: lineage of one asset, payments of another
    """;
const string Settings = "threads=2;memory_limit=3GB";
switch (args)
{
    case ["generate", var file, var events]:
        var generator = new Generator(long.Parse(events, CultureInfo.InvariantCulture));
        Console.WriteLine(
            $"{generator} in {generator.Fill(file, Settings):0.0} s, {new FileInfo(file).Length >> 20} MiB"
        );
        return 0;
    case ["metrics", var file, .. var rest]:
        MetricBench.Run(
            file,
            Settings,
            rest is [var market, ..] ? market : "market0",
            rest.Length > 1 ? rest[1] : null
        );
        return 0;
    case ["lineage", var file, var asset]:
        LineageBench.Run(file, Settings, asset);
        return 0;
    case ["peers", var file, .. var rest]:
        PeerBench.Run(file, Settings, rest is [var asked, ..] ? asked : "market0");
        return 0;
    case ["postgres", var file, var asset, var sold]:
        PostgresBench.Run(file, Settings, asset, sold);
        return 0;
    default:
        Console.Error.WriteLine(Usage);
        return 2;
}
