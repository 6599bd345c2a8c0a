using Souk.Simulation.Populations;

namespace Souk.Simulation.Tests.Populations;

public class ShortlistTests
{
    [Fact]
    public void Parts_come_together_in_the_order_of_rows_whoever_was_first()
    {
        Shortlist list = new(new Population("people", 200), "sales");

        list.Begin();
        Fill(list, 128, 200, [130, 199]);
        Fill(list, 64, 128, []);
        Fill(list, 0, 64, [3, 4, 63]);
        list.Complete();

        list.Rows.ToArray().ShouldBe([3, 4, 63, 130, 199]);
        list.Amounts.ToArray().ShouldBe([30, 40, 630, 1_300, 1_990]);
    }

    [Fact]
    public void A_list_starts_anew_and_may_hold_everyone()
    {
        Shortlist list = new(new Population("people", 130), "sales");
        list.Begin();
        Fill(list, 0, 130, [1, 2]);
        list.Complete();

        list.Begin();
        Fill(list, 64, 130, [.. Enumerable.Range(64, 66)]);
        Fill(list, 0, 64, [.. Enumerable.Range(0, 64)]);
        list.Complete();

        list.Rows.ToArray().ShouldBe(Enumerable.Range(0, 130));
    }

    [Fact]
    public void A_list_grows_with_its_population()
    {
        Population people = new("people", 1);
        Shortlist list = new(people, "sales");
        for (int i = 0; i < 300; i++)
        {
            people.Add();
        }

        list.Begin();
        Fill(list, 0, 301, [0, 300]);
        list.Complete();

        list.Rows.ToArray().ShouldBe([0, 300]);
    }

    private static void Fill(Shortlist list, int first, int end, int[] rows)
    {
        ShortlistPart part = list.Open(first, end);
        foreach (int row in rows)
        {
            part.Add(row, row * 10);
        }

        list.Close(part);
    }
}
