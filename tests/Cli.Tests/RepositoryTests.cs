namespace Souk.Cli.Tests;

public sealed class RepositoryTests
{
    [Fact]
    public void A_scenario_that_ships_is_found_by_name() =>
        File.Exists(Repository.FindFile("baseline", "scenarios")).ShouldBeTrue();

    [Fact]
    public void An_unknown_name_lists_those_that_ship() =>
        Should
            .Throw<InvalidInputException>(() => Repository.FindFile("basline", "scenarios"))
            .Message.ShouldContain("Shipped: airdrop-farming, attacks, baseline, burn-30, buy-back");
}
