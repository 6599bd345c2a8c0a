using Souk.Cli.Verbs;

namespace Souk.Cli.Tests.Verbs;

/// <summary>Which shard a process plays. Variables of the process are put back; console tests run alone.</summary>
[Collection(ConsoleTests.Name)]
public sealed class ShardIndexTests : IDisposable
{
    private static readonly string[] s_variables =
    [
        "SLURM_ARRAY_TASK_ID",
        "JOB_COMPLETION_INDEX",
        "AWS_BATCH_JOB_ARRAY_INDEX",
    ];

    private readonly string?[] _before = [.. s_variables.Select(Environment.GetEnvironmentVariable)];

    public ShardIndexTests() => Array.ForEach(s_variables, name => Environment.SetEnvironmentVariable(name, null));

    public void Dispose()
    {
        foreach ((string name, string? value) in s_variables.Zip(_before))
        {
            Environment.SetEnvironmentVariable(name, value);
        }
    }

    [Theory]
    [InlineData("SLURM_ARRAY_TASK_ID")]
    [InlineData("JOB_COMPLETION_INDEX")]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX")]
    public void A_variable_of_the_cluster_says_which_shard_and_the_option_wins(string variable)
    {
        Environment.SetEnvironmentVariable(variable, "2");

        ShardIndex.Of(given: null, shards: 4).ShouldBe(2);
        ShardIndex.Of(given: 3, shards: 4).ShouldBe(3);
        Should
            .Throw<InvalidInputException>(() => ShardIndex.Of(given: null, shards: 2))
            .Message.ShouldContain("--shard 2 of --shards 2");
    }

    [Theory]
    [InlineData("SLURM_ARRAY_TASK_ID", "x")]
    [InlineData("JOB_COMPLETION_INDEX", "-1")]
    [InlineData("AWS_BATCH_JOB_ARRAY_INDEX", "1.5")]
    public void What_is_no_number_is_refused_by_the_name_of_its_variable(string variable, string text)
    {
        Environment.SetEnvironmentVariable(variable, text);

        Should
            .Throw<InvalidInputException>(() => ShardIndex.Of(given: null, shards: 4))
            .Message.ShouldBe($"{variable} is '{text}', which is no shard's number.");
        ShardIndex.Of(given: 1, shards: 4).ShouldBe(1);
    }

    [Fact]
    public void Slurm_is_looked_at_before_the_others_and_where_nobody_says_it_the_variables_are_named()
    {
        Should
            .Throw<InvalidInputException>(() => ShardIndex.Of(given: null, shards: 4))
            .Message.ShouldContain("SLURM_ARRAY_TASK_ID, JOB_COMPLETION_INDEX, AWS_BATCH_JOB_ARRAY_INDEX");
        ShardIndex.Of(given: null, shards: 1).ShouldBe(0);

        Environment.SetEnvironmentVariable("AWS_BATCH_JOB_ARRAY_INDEX", "3");
        Environment.SetEnvironmentVariable("JOB_COMPLETION_INDEX", "2");
        Environment.SetEnvironmentVariable("SLURM_ARRAY_TASK_ID", "1");

        ShardIndex.Of(given: null, shards: 4).ShouldBe(1);
    }
}
