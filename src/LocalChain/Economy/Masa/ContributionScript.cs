using System.Numerics;

namespace Souk.LocalChain.Economy.Masa;

/// <summary>Welcomes contributors with an airdrop and mints a data point for every piece of data they bring.</summary>
internal sealed class ContributionScript(World world, MasaContracts masa, Population population) : IScript
{
    /// <summary>Most points in one batchMint; a point costs up to about 110,000 gas.</summary>
    private const int BatchMax = 12;
    private const long BatchGas = 3_000_000;

    /// <summary>Three of four pieces are of the contributor's own kind.</summary>
    private const int SpecialityPerMille = 750;

    private readonly SeededStream _stream = world.Stream("contributions");
    private readonly HashSet<Contributor> _welcomed = [];

    public Task PlanAsync(CancellationToken cancellation)
    {
        var batch = new List<(Contributor Person, DataKind Kind, BigInteger Uuid)>();
        foreach (Contributor person in population.ActiveContributors(world.Day))
        {
            if (_welcomed.Add(person))
            {
                Welcome(person);
            }

            if (batch.Count < BatchMax && world.Happens(_stream, person.PointsPerMilleADay))
            {
                DataKind kind = _stream.Chance(SpecialityPerMille) ? person.Speciality : _stream.Pick(DataKind.All);
                // The contract refuses 0.
                batch.Add((person, kind, new BigInteger(_stream.Next()) + 1));
            }
        }

        if (batch.Count > 0)
        {
            Mint(batch);
        }

        return Task.CompletedTask;
    }

    private void Welcome(Contributor person)
    {
        BigInteger airdrop = Units.Masa(_stream.Between(40, 200) * 1_000L);
        world.Transfer(masa.Token, world.Cast.Deployer, person.Account, airdrop);
    }

    private void Mint(List<(Contributor Person, DataKind Kind, BigInteger Uuid)> batch)
    {
        foreach ((Contributor person, DataKind kind, _) in batch)
        {
            person.Points[kind.TokenId]++;
        }

        object[] accounts = [.. batch.Select(piece => (object)piece.Person.Account)];
        object[] ids = [.. batch.Select(piece => (object)piece.Kind.TokenId)];
        object[] uuids = [.. batch.Select(piece => (object)piece.Uuid)];
        world.Writer.Add(
            masa.DataPoints.Call(world.Cast.Deployer, "batchMint", accounts, ids, uuids) with
            {
                Gas = BatchGas,
            }
        );
    }
}
