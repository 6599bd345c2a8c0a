using System.Diagnostics;
using Souk.Indexer.Endpoints;

namespace Souk.Indexer.Tests.Endpoints;

/// <summary>What is kept of an endpoint between calls.</summary>
public sealed class EndpointStateTests
{
    [Fact]
    public async Task A_window_halves_once_for_calls_that_ran_together_and_grows_by_one_for_a_window_of_successes()
    {
        var window = new ConcurrencyWindow();
        int[] places = await Task.WhenAll(
            Enumerable.Range(0, ConcurrencyWindow.First).Select(_ => window.EnterAsync(CancellationToken.None))
        );
        Task<int> next = window.EnterAsync(CancellationToken.None);
        next.IsCompleted.ShouldBeFalse();

        foreach (int place in places[..^1])
        {
            window.Leave(place, CallEnd.Overload);
        }

        window.Limit.ShouldBe(ConcurrencyWindow.First / 2);
        for (int count = 0; count < ConcurrencyWindow.First / 2 + 1; count++)
        {
            window.Leave(await (count == 0 ? next : window.EnterAsync(CancellationToken.None)), CallEnd.Success);
        }

        window.Limit.ShouldBe((ConcurrencyWindow.First / 2) + 1);
    }

    [Fact]
    public async Task One_that_stops_waiting_for_a_place_takes_none()
    {
        var window = new ConcurrencyWindow();
        int[] places = await Task.WhenAll(
            Enumerable.Range(0, ConcurrencyWindow.First).Select(_ => window.EnterAsync(CancellationToken.None))
        );
        using var cancellation = new CancellationTokenSource();
        Task<int> given = window.EnterAsync(cancellation.Token);
        Task<int> next = window.EnterAsync(CancellationToken.None);

        await cancellation.CancelAsync();
        window.Leave(places[0], CallEnd.Other);

        await Should.ThrowAsync<OperationCanceledException>(given);
        (await next).ShouldBe(0);
    }

    [Fact]
    public async Task A_budget_lets_a_second_of_requests_go_and_spreads_the_rest()
    {
        var budget = new RateBudget(requestsPerSecond: 20, TimeProvider.System);
        var waited = Stopwatch.StartNew();

        for (int count = 0; count < 20; count++)
        {
            await budget.TakeAsync(1, CancellationToken.None);
        }

        waited.ElapsedMilliseconds.ShouldBeLessThan(400);
        await Task.WhenAll(Enumerable.Range(0, 10).Select(_ => budget.TakeAsync(1, CancellationToken.None)));
        waited.ElapsedMilliseconds.ShouldBeInRange(350, 3000);
    }

    [Fact]
    public void A_cap_is_tried_again_after_successes_and_more_rarely_when_it_still_holds()
    {
        var limits = new EndpointLimits();
        limits.Learn(1000, new TooLargeHint { BlocksMax = 100 });
        int triedAt = SucceedUntilWider(limits, 100);
        limits.Learn(200, new TooLargeHint { BlocksMax = 100 });
        int triedAgainAt = SucceedUntilWider(limits, 100);
        limits.Succeed(200);

        (triedAt, triedAgainAt, limits.BlocksMax).ShouldBe(
            (EndpointLimits.FirstTrial, 4 * EndpointLimits.FirstTrial, 200)
        );
    }

    [Fact]
    public void A_cap_on_results_holds_for_the_blocks_at_hand_only()
    {
        var limits = new EndpointLimits();

        limits.Learn(1000, new TooLargeHint { IsAboutResults = true, ResultsMax = 10_000 });

        limits.BlocksOf(1000).ShouldBe(500);
        limits.Succeed(500);
        limits.BlocksOf(1000).ShouldBe(1000);
        (limits.BlocksMax, limits.ResultsMax, limits.TakeChange(), limits.TakeChange()).ShouldBe(
            (null, 10_000, true, false)
        );
    }

    [Fact]
    public async Task An_endpoint_rests_after_three_failures_twice_as_long_each_time_until_a_probe_succeeds()
    {
        var time = new HandTime();
        var health = new EndpointHealth(time);

        health.Fail();
        health.Fail();
        health.IsReady.ShouldBeTrue();
        health.Fail();
        health.IsReady.ShouldBeFalse();
        time.Advance(EndpointHealth.FirstRest);
        health.IsReady.ShouldBeTrue();
        await health.BeginAsync(CancellationToken.None);
        health.IsReady.ShouldBeFalse("another caller probes");
        health.Fail();
        time.Advance(EndpointHealth.FirstRest);
        health.IsReady.ShouldBeFalse();
        time.Advance(EndpointHealth.FirstRest);
        health.IsReady.ShouldBeTrue();
        health.Succeed();

        (health.IsReady, health.FailureCount).ShouldBe((true, 0));
    }

    [Fact]
    public void Of_those_suspected_at_one_instant_the_convicted_is_asked_last_and_the_others_by_their_place()
    {
        var time = new HandTime();
        EndpointHealth first = new(time);
        EndpointHealth second = new(time);
        EndpointHealth convicted = new(time);

        convicted.Convict();
        second.Suspect(place: 0);
        first.Suspect(place: 1);
        second.Suspect(place: 0);
        first.Suspect(place: 1);

        first.SuspectUntil.ShouldBeGreaterThan(second.SuspectUntil);
        convicted.SuspectUntil.ShouldBeGreaterThan(first.SuspectUntil);
        time.Advance(EndpointHealth.SuspicionTime + TimeSpan.FromSeconds(1));
        (first.SuspectUntil, second.SuspectUntil).ShouldBe((0, 0));
        convicted.SuspectUntil.ShouldBeGreaterThan(0);
    }

    private static int SucceedUntilWider(EndpointLimits limits, long cap)
    {
        int count = 0;
        while (limits.BlocksOf(1000) == cap)
        {
            limits.Succeed(cap);
            count++;
        }

        return count;
    }
}
