using Souk.Indexer.Sources;
using Souk.Warehouse.Values;

namespace Souk.Indexer.Tests.Sources;

public class LogColumnsTests
{
    [Fact]
    public void Logs_keep_their_topics_and_data_while_they_are_sorted_removed_and_merged()
    {
        var random = new Noise(3);
        for (int round = 0; round < 50; round++)
        {
            LogColumns logs = Sample(random, 1 + round * 7);
            LogColumns others = Sample(random, round);
            List<string> expected = [.. Describe(logs), .. Describe(others)];

            logs.Append(others);
            logs.Sort();
            logs.RemoveAll(log => logs.LogIndexes[log] % 3 == 0);

            // OrderBy keeps the order of equals, as Sort does.
            Describe(logs)
                .ShouldBe(
                    expected
                        .Select(text => (Text: text, Parts: text.Split(' ')))
                        .Where(log => int.Parse(log.Parts[1]) % 3 != 0)
                        .OrderBy(log => long.Parse(log.Parts[0]))
                        .ThenBy(log => int.Parse(log.Parts[1]))
                        .Select(log => log.Text)
                );
        }
    }

    [Fact]
    public void Logs_added_after_a_truncation_or_a_clearing_stand_alone()
    {
        LogColumns logs = Sample(new Noise(4), 20);
        List<string> expected = [.. Describe(logs).Take(5)];

        logs.Truncate(5);
        Describe(logs).ShouldBe(expected);
        logs.Clear();
        logs.Count.ShouldBe(0);
        logs.Add(new LogHead(7, default, 0, 0, default, default), [], []);

        logs.Topics.ToArray().ShouldBe([default, default, default, default]);
        logs.TopicsOf(0).Length.ShouldBe(0);
        logs.DataOf(0).Length.ShouldBe(0);
        logs.DataByteCount.ShouldBe(0);
    }

    [Fact]
    public void Moved_logs_are_those_of_a_copy_and_leave_nothing_behind()
    {
        var random = new Noise(5);
        for (int round = 0; round < 20; round++)
        {
            LogColumns target = Sample(random, round % 2 * round);
            LogColumns moved = Sample(random, 10 + round);
            moved.RemoveAll(log => log % 3 == 1);
            List<string> expected = [.. Describe(target), .. Describe(moved)];

            target.MoveFrom(moved);
            moved.Add(new LogHead(7, default, 0, 0, default, default), [Word(random)], [1, 2, 3]);

            Describe(target).ShouldBe(expected);
            moved.Count.ShouldBe(1);
            moved.DataOf(0).ToArray().ShouldBe([1, 2, 3]);
        }
    }

    /// <summary>Tests that run at the same time rent from the same pool, and may be faster.</summary>
    [Fact]
    public void Memory_that_was_returned_serves_again_without_its_logs()
    {
        bool isRentedAgain = false;
        for (int attempt = 0; attempt < 50 && !isRentedAgain; attempt++)
        {
            LogColumns logs = Sample(new Noise(6), 1000);
            logs.CapacityByteCount.ShouldBeGreaterThan(1000 * 200);
            LogColumnsPool.Return(logs);

            List<LogColumns> rented = [.. Enumerable.Range(0, 20).Select(_ => LogColumnsPool.Rent())];

            rented.Sum(columns => columns.Count).ShouldBe(0);
            rented.Distinct().Count().ShouldBe(20);
            isRentedAgain = rented.Any(columns => ReferenceEquals(columns, logs));
        }

        isRentedAgain.ShouldBeTrue();
    }

    [Fact]
    public void More_than_four_topics_have_no_room()
    {
        var logs = new LogColumns();

        Should.Throw<ArgumentException>(() => logs.Add(default, new Hash32[5], [])).Message.ShouldContain("not 5");
        Should.Throw<ArgumentOutOfRangeException>(() => logs.Truncate(1));
        logs.Count.ShouldBe(0);
    }

    private static LogColumns Sample(Noise random, int count)
    {
        var logs = new LogColumns();
        for (int log = 0; log < count; log++)
        {
            var head = new LogHead(
                random.Next(5),
                Word(random),
                random.Next(20),
                random.Next(9),
                Word(random),
                default
            );
            Hash32[] topics = [.. Enumerable.Range(0, random.Next(5)).Select(_ => Word(random))];
            byte[] data = new byte[random.Next(100)];
            random.NextBytes(data);
            logs.Add(head, topics, data);
        }

        return logs;
    }

    private static Hash32 Word(Noise random)
    {
        byte[] bytes = new byte[Hash32.ByteCount];
        random.NextBytes(bytes);
        return Hash32.FromBytes(bytes);
    }

    private static List<string> Describe(LogColumns logs) =>
        [
            .. Enumerable
                .Range(0, logs.Count)
                .Select(log =>
                    $"{logs.BlockNumbers[log]} {logs.LogIndexes[log]} {logs.HeadOf(log)} "
                    + $"{string.Join(',', logs.TopicsOf(log).ToArray())} {Convert.ToHexString(logs.DataOf(log))}"
                ),
        ];

    /// <summary>SplitMix64 (Steele, Lea, Flood 2014).</summary>
    private sealed class Noise(ulong seed)
    {
        public int Next(int below) => (int)(NextWord() % (uint)below);

        public void NextBytes(byte[] bytes)
        {
            for (int index = 0; index < bytes.Length; index++)
            {
                bytes[index] = (byte)Next(256);
            }
        }

        private ulong NextWord()
        {
            unchecked
            {
                seed += 0x9E3779B97F4A7C15;
                ulong word = (seed ^ (seed >> 30)) * 0xBF58476D1CE4E5B9;
                word = (word ^ (word >> 27)) * 0x94D049BB133111EB;
                return word ^ (word >> 31);
            }
        }
    }
}
