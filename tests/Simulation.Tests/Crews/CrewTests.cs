using Souk.Simulation.Crews;

namespace Souk.Simulation.Tests.Crews;

public class CrewTests
{
    [Theory]
    [InlineData(1, 64)]
    [InlineData(4, 64)]
    [InlineData(16, 1_000)]
    public void Every_row_is_visited_once_and_tallies_add_up(int threads, int chunkRows)
    {
        using Crew crew = new(threads, chunkRows);
        Visits visits = new(10_001);

        for (int round = 1; round <= 50; round++)
        {
            crew.Run(visits, visits.Seen.Length);

            visits.Seen.ShouldAllBe(count => count == round);
            visits.Rows.Take().ShouldBe(10_001L * 10_000 / 2);
            visits.Rows.Take().ShouldBe(0);
        }
    }

    [Fact]
    public void A_failure_in_a_chunk_reaches_the_caller_and_the_crew_works_on()
    {
        using Crew crew = new(threads: 4, chunkRows: 64);
        Visits visits = new(1_000);

        Should.Throw<InvalidOperationException>(() => crew.Run(new Failing(), 1_000)).Message.ShouldBe("row 640");
        crew.Run(visits, 1_000);

        visits.Seen.ShouldAllBe(count => count == 1);
    }

    [Fact]
    public void A_loop_cannot_start_a_loop()
    {
        using Crew crew = new(threads: 2);

        Should.Throw<InvalidOperationException>(() => crew.Run(new Nested(crew), 10)).Message.ShouldContain("another");
    }

    private sealed class Visits(int count) : IChunkLoop
    {
        public int[] Seen { get; } = new int[count];

        public Tally Rows { get; } = new();

        public void Run(int first, int end, int worker)
        {
            long sum = 0;
            for (int row = first; row < end; row++)
            {
                Seen[row]++;
                sum += row;
            }

            Rows.Add(worker, sum);
        }
    }

    private sealed class Failing : IChunkLoop
    {
        public void Run(int first, int end, int worker)
        {
            if (first == 640)
            {
                throw new InvalidOperationException("row 640");
            }
        }
    }

    private sealed class Nested(Crew crew) : IChunkLoop
    {
        public void Run(int first, int end, int worker) => crew.Run(this, 1);
    }
}
