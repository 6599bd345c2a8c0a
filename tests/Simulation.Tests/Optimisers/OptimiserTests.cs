using Souk.Simulation.Optimisers;

namespace Souk.Simulation.Tests.Optimisers;

public sealed class OptimiserTests
{
    [Fact]
    public void Cma_es_finds_the_bottom_of_rosenbrock_s_valley()
    {
        // Least value 0 at (1, 1, 1, 1); the cube stands for −2 to 2.
        CmaEs search = new(start: [0.1, 0.9, 0.1, 0.9], seed: 4);
        for (int generation = 0; generation < 600; generation++)
        {
            search.Tell([.. search.Ask().Select(Rosenbrock)]);
        }

        search.BestValue.ShouldBeLessThan(1e-10);
        search.Best.ShouldAllBe(share => Math.Abs(share - 0.75) < 1e-4);
    }

    [Fact]
    public void Cma_es_finds_an_optimum_on_the_wall_of_the_cube()
    {
        CmaEs search = new(start: [0.5, 0.5], seed: 4);
        for (int generation = 0; generation < 100; generation++)
        {
            search.Tell([.. search.Ask().Select(point => point[0] + Square(point[1] - 0.3))]);
        }

        search.Best[0].ShouldBe(0, 1e-6);
        search.Best[1].ShouldBe(0.3, 1e-3);
    }

    [Fact]
    public void Cma_es_turns_with_the_axes_of_an_ill_conditioned_ellipsoid()
    {
        CmaEs search = new(start: [0.2, 0.2, 0.2], seed: 9);
        for (int generation = 0; generation < 300; generation++)
        {
            search.Tell([.. search.Ask().Select(Ellipsoid)]);
        }

        search.BestValue.ShouldBeLessThan(1e-12);
    }

    [Fact]
    public void A_search_repeats_in_every_bit()
    {
        CmaEs first = new(start: [0.1, 0.9], seed: 4);
        CmaEs second = new(start: [0.1, 0.9], seed: 4);
        for (int generation = 0; generation < 20; generation++)
        {
            first.Tell([.. first.Ask().Select(Rosenbrock)]);
            second.Tell([.. second.Ask().Select(Rosenbrock)]);
        }

        first.Best.ShouldBe(second.Best);
    }

    [Fact]
    public void Nsga_2_spreads_over_the_front_of_zdt_1()
    {
        // Zitzler, Deb and Thiele 2000: the front is f2 = 1 − √f1, where all but the first coordinate are 0.
        Nsga2 search = new(dimensions: 6, population: 60, seed: 3);
        for (int generation = 0; generation < 150; generation++)
        {
            search.Tell([.. search.Ask().Select(Zdt1)]);
        }

        double[] first = [.. search.Front.Select(trial => trial.Objectives[0]).Order()];
        search.Front.ShouldAllBe(trial => Math.Abs(trial.Objectives[1] - (1 - Math.Sqrt(trial.Objectives[0]))) < 0.02);
        first[0].ShouldBeLessThan(0.01);
        first[^1].ShouldBeGreaterThan(0.99);
        first.Zip(first.Skip(1), (a, b) => b - a).Max().ShouldBeLessThan(0.06);
    }

    [Fact]
    public void Nsga_2_keeps_to_a_constraint()
    {
        Nsga2 search = new(dimensions: 2, population: 20, seed: 3);
        for (int generation = 0; generation < 150; generation++)
        {
            search.Tell([
                .. search.Ask().Select(point => ((double[])[point[0], point[1]], Math.Max(0, 1 - point[0] - point[1]))),
            ]);
        }

        // The front is x + y = 1.
        search.Front.ShouldAllBe(trial => trial.Violation == 0);
        search.Front.Average(trial => trial.Shares[0] + trial.Shares[1]).ShouldBeInRange(1, 1.01);
    }

    private static double Square(double x) => x * x;

    private static double Rosenbrock(double[] shares)
    {
        double[] x = [.. shares.Select(share => (4 * share) - 2)];
        return Enumerable.Range(0, x.Length - 1).Sum(i => (100 * Square(x[i + 1] - Square(x[i]))) + Square(1 - x[i]));
    }

    private static double Ellipsoid(double[] shares)
    {
        double sum = shares.Sum(share => share - 0.6);
        return Square(sum) + (1e-4 * shares.Sum(share => Square(share - 0.6)));
    }

    private static (double[] Objectives, double Violation) Zdt1(double[] x)
    {
        double g = 1 + (9 * x.Skip(1).Sum() / (x.Length - 1));
        return ([x[0], g * (1 - Math.Sqrt(x[0] / g))], 0);
    }
}
