using Souk.DuckDb;
using Souk.Warehouse.Imports;
using Souk.Warehouse.Metrics;
using Souk.Warehouse.Parties;
using Souk.Warehouse.Storage;

namespace Souk.Warehouse.Tests.Parties;

public sealed class LabelImportTests : IDisposable
{
    private const string One = "0x1111111111111111111111111111111111111111";
    private const string Two = "0x2222222222222222222222222222222222222222";
    private const string Good = "address,entity,source,class,confidence\n" + Two + ",Fine,me,,\n";
    private static readonly DateTime Now = new(2026, 1, 2, 3, 4, 5, DateTimeKind.Utc);

    private readonly string _folder = Directory.CreateTempSubdirectory("souk-labels-").FullName;
    private readonly WarehouseFile _warehouse = WarehouseFile.Open(WarehouseFile.InMemory);

    public void Dispose()
    {
        _warehouse.Dispose();
        Directory.Delete(_folder, recursive: true);
    }

    [Fact]
    public void Labels_are_stored_once_whatever_the_order_of_columns_quotes_and_line_ends()
    {
        string file = Write(
            $"\uFEFFsource,entity,confidence,address,class\r\n\"a page, \"\"archived\"\"\",Acme,0.25,{One},treasury\r\n\r\nhearsay,Acme,,{Two.ToUpperInvariant().Replace('X', 'x')},\r\nhearsay,Acme,1.0,{Two},other"
        );

        Import(file).ShouldBe(new LabelImport(Added: 2, Replaced: 0, Unchanged: 0, Duplicates: 1));
        Import(file).ShouldBe(new LabelImport(Added: 0, Replaced: 0, Unchanged: 2, Duplicates: 1));

        Stored()
            .ShouldBe([
                $"{One} Acme treasury 250000 a page, \"archived\" 2026-01-02 03:04:05",
                $"{Two} Acme other 1000000 hearsay 2026-01-02 03:04:05",
            ]);
    }

    [Fact]
    public void A_dry_run_checks_and_counts_and_writes_nothing()
    {
        string file = Write($"address,entity,source\n{One},Acme,me\n");

        LabelImport counted = LabelImport.Run(_warehouse.Connection, file, Now, isDryRun: true);

        counted.Added.ShouldBe(1);
        Stored().ShouldBeEmpty();
    }

    [Fact]
    public void Another_label_for_a_known_address_needs_to_be_told_to_replace()
    {
        Import(Write($"address,entity,source\n{One},Acme,me\n"));
        string other = Write($"address,entity,source\n{Two},New,you\n{One},Bolt,you\n");

        Should
            .Throw<ImportException>(() => Import(other))
            .Message.ShouldContain($"line 3: {One} is 'Acme' (other, me) already");
        Stored().Count.ShouldBe(1);
        LabelImport
            .Run(_warehouse.Connection, other, Now, replaces: true)
            .ShouldBe(new LabelImport(Added: 1, Replaced: 1, Unchanged: 0, Duplicates: 0));
        Stored().Select(row => row.Split(' ')[1]).ShouldBe(["Bolt", "New"]);
        LabelImport.Run(
            _warehouse.Connection,
            Write($"address,entity,source\n{One},Coil,you\n"),
            Now.AddDays(2),
            replaces: true
        );
        string[] KnownAt(int days) =>
            KnowledgeTime.Ask(
                _warehouse.Connection,
                Now.AddDays(days),
                () => Stored().Select(row => row.Split(' ')[1]).ToArray()
            );
        KnownAt(-1).ShouldBeEmpty();
        KnownAt(1).ShouldBe(["Bolt", "New"]);
        KnownAt(3).ShouldBe(["Coil", "New"]);
    }

    [Theory]
    [InlineData("", "is empty")]
    [InlineData("address,entity\n", "the column 'source' is missing")]
    [InlineData("address,entity,source,adress\n", "the column 'adress' is none of address, entity,")]
    [InlineData("address,entity,source,entity\n", "two columns 'entity'")]
    [InlineData(Good + One + ",Acme\n", "line 3: 2 fields where the header has 5")]
    [InlineData(Good + One + ",\"Acme,me,,\n", "line 3: a field in quotes does not end")]
    [InlineData(Good + "0x12,Acme,me,,\n", "line 3: '0x12' is not an address")]
    [InlineData(Good + "0xzz11111111111111111111111111111111111111,Acme,me,,\n", "line 3: ")]
    [InlineData(Good + "0x0000000000000000000000000000000000000000,Acme,me,,\n", "line 3: the zero address")]
    [InlineData(Good + One + ",,me,,\n", "line 3: entity must have 1 to 200 characters")]
    [InlineData(Good + One + ",A\u001b[2J,me,,\n", "none of them a control character")]
    [InlineData(Good + One + ",Acme,,,\n", "line 3: source must have")]
    [InlineData(Good + One + ",Acme,me,whale,\n", "class 'whale' is none of team,")]
    [InlineData(Good + One + ",Acme,me,,-1\n", "confidence '-1' is not a number")]
    [InlineData(Good + One + ",Acme,me,,1.5\n", "confidence '1.5'")]
    [InlineData(Good + One + ",Acme,me,,0\n", "confidence '0'")]
    [InlineData(Good + One + ",Acme,me,,0.1234567\n", "confidence '0.1234567'")]
    [InlineData(Good + Two + ",Bolt,me,,\n", "is on line 2 already")]
    public void What_cannot_be_used_is_named_with_its_line_and_nothing_is_written(string text, string problem)
    {
        string file = Write(text);

        Should.Throw<ImportException>(() => Import(file)).Message.ShouldContain(problem);

        Stored().ShouldBeEmpty();
    }

    [Fact]
    public void Many_problems_are_counted_and_the_first_ten_named()
    {
        string file = Write("address,entity,source\n" + string.Concat(Enumerable.Repeat("x,Acme,me\n", 25)));

        string message = Should.Throw<ImportException>(() => Import(file)).Message;

        message.Split('\n').Length.ShouldBe(12);
        message.ShouldEndWith("… and 15 more");
    }

    [Fact]
    public void Bytes_that_are_no_text_and_a_missing_file_are_refused()
    {
        string file = Path.Combine(_folder, "bytes.csv");
        File.WriteAllBytes(file, [0x61, 0xFF, 0xFE]);

        Should.Throw<ImportException>(() => Import(file)).Message.ShouldContain("is not UTF-8 text");
        Should.Throw<ImportException>(() => Import(file + ".none")).Message.ShouldContain("cannot be read");
    }

    private LabelImport Import(string file) => LabelImport.Run(_warehouse.Connection, file, Now);

    private string Write(string text)
    {
        string path = Path.Combine(_folder, "labels.csv");
        File.WriteAllText(path, text);
        return path;
    }

    private List<string> Stored() =>
        _warehouse.Connection.Query(
            """
            select concat_ws(' ', '0x' || lower(hex(address)), entity, class, confidence_ppm, source, recorded_at)
            from party.label
            order by address
            """,
            row => row.GetString(0)
        );
}
