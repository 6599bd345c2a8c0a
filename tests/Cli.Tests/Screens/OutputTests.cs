using Souk.Cli.Screens;
using Souk.Warehouse.Metrics;

namespace Souk.Cli.Tests.Screens;

public sealed class OutputTests
{
    private static readonly MetricTable s_table = new(
        ["day", "name", "amount"],
        [
            [new DateOnly(2025, 1, 31), "say \"hi\", twice", Int128.Parse("1234285712240000000000000001")],
            [new DateOnly(2025, 2, 1), null, (Int128)0],
        ]
    );

    [Fact]
    public void Csv_quotes_what_needs_it_and_keeps_every_digit() =>
        CsvOutput
            .Of(s_table)
            .ShouldBe(
                "day,name,amount\n2025-01-31,\"say \"\"hi\"\", twice\",1234285712240000000000000001\n2025-02-01,,0\n"
            );

    [Fact]
    public void Json_writes_wide_integers_as_text()
    {
        string json = JsonOutput.Of(s_table);

        json.ShouldContain("\"amount\": \"1234285712240000000000000001\"");
        json.ShouldContain("\"day\": \"2025-01-31\"");
    }
}
