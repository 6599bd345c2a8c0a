using Souk.Warehouse.Imports;
using Souk.Warehouse.Values;

namespace Souk.Warehouse.Tests.Imports;

public sealed class DeclaredEventsTests : IDisposable
{
    private const string Party = "0x00000000000000000000000000000000000000a3";

    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Each_event_is_read_once_in_the_order_of_the_file_whatever_the_order_of_columns()
    {
        File.WriteAllText(
            _path,
            $"address,Day\n{Party},2025-02-01\n0x00000000000000000000000000000000000000b4,2025-01-31\n{Party},2025-02-01\n"
        );

        DeclaredEvents
            .Read(_path)
            .ShouldBe([
                (new DateOnly(2025, 2, 1), Address.Parse(Party)),
                (new DateOnly(2025, 1, 31), Address.Parse("0x00000000000000000000000000000000000000b4")),
            ]);
    }

    [Fact]
    public void Events_of_markets_name_the_market()
    {
        File.WriteAllText(_path, "market,day\nmasa,2025-02-01\n sahara ,2025-01-31\nmasa,2025-02-01\n");

        DeclaredEvents
            .ReadOfMarkets(_path)
            .ShouldBe([(new DateOnly(2025, 2, 1), "masa"), (new DateOnly(2025, 1, 31), "sahara")]);
        Should
            .Throw<ImportException>(() => DeclaredEvents.Read(_path))
            .Message.ShouldContain("the columns are 'market, day', not day and address");
        File.WriteAllText(_path, "market,day\n,2025-02-01\n");
        Should
            .Throw<ImportException>(() => DeclaredEvents.ReadOfMarkets(_path))
            .Message.ShouldContain("line 2: The market is missing");
    }

    [Theory]
    [InlineData("day,who\n2025-01-31,0xa3\n", "line 1: the columns are 'day, who', not day and address")]
    [InlineData($"day,address\n31.1.2025,{Party}\n", "line 2: '31.1.2025' is not a day. Write it as 2025-01-31.")]
    [InlineData("day,address\n2025-01-31,0xa3\n", "line 2: ")]
    public void What_cannot_be_read_is_refused_with_its_line(string text, string told)
    {
        File.WriteAllText(_path, text);

        string message = Should.Throw<ImportException>(() => DeclaredEvents.Read(_path)).Message;

        message.ShouldContain(told);
        message.ShouldContain("nothing was imported");
    }
}
