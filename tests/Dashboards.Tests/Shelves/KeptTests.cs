using Souk.Dashboards.Shelves;

namespace Souk.Dashboards.Tests.Shelves;

public sealed class KeptTests
{
    [Fact]
    public async Task An_answer_is_worked_out_once_and_forgotten_when_there_are_too_many()
    {
        int worked = 0;
        Kept<int, string> kept = new(countMax: 2);
        string Work(int key)
        {
            worked++;
            return $"answer {key}";
        }

        string first = kept.Of(1, () => Work(1));
        string again = await kept.OfAsync(1, () => Task.FromResult(Work(1)));
        kept.Of(2, () => Work(2));
        kept.Of(3, () => Work(3));

        (first, again).ShouldBe(("answer 1", "answer 1"));
        worked.ShouldBe(3);
        kept.Count.ShouldBe(1);
        kept.Of(1, () => Work(1));
        worked.ShouldBe(4);
    }

    [Fact]
    public void What_fails_is_not_kept()
    {
        Kept<int, string> kept = new(countMax: 2);

        Should.Throw<InvalidOperationException>(() => kept.Of(1, () => throw new InvalidOperationException("no")));

        kept.Of(1, () => "yes").ShouldBe("yes");
    }
}
