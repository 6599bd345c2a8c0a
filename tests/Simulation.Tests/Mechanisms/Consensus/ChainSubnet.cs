using Souk.Simulation.Mechanisms.Consensus;
using Souk.Simulation.Numerics;

namespace Souk.Simulation.Tests.Mechanisms.Consensus;

/// <summary>A subnet that is played block by block, as the chain's own tests play theirs.</summary>
internal sealed class ChainSubnet(YumaVersion version, YumaParameters parameters, ulong[] stakes, long registeredAt)
{
    public const ulong Emission = 1_000_000_000;

    private readonly long[] _updatedAt = [.. stakes.Select(_ => registeredAt)];
    private readonly long[] _registeredAt = [.. stakes.Select(_ => registeredAt)];
    private readonly (int Column, ushort Cell)[][] _weights = [.. stakes.Select(_ => Array.Empty<(int, ushort)>())];
    private bool[] _permits = new bool[stakes.Length];
    private SparseRows<ushort> _bonds = SparseRows<ushort>.Empty(stakes.Length);

    /// <summary>What a validator says from a block on; the chain upscales so that the largest weight is 65,535.</summary>
    public void SetWeights(int uid, long block, int[] columns, ushort[] weights)
    {
        ushort[] upscaled = VectorMath.UpscaleToMax(weights);
        _weights[uid] = [.. columns.Zip(upscaled, (column, weight) => (column, weight)).OrderBy(cell => cell.column)];
        _updatedAt[uid] = block;
    }

    public void Register(int uid, long block)
    {
        (_registeredAt[uid], _updatedAt[uid], stakes[uid], _weights[uid]) = (block, block, 0, []);
        _permits[uid] = false;
    }

    public void PermitAll() => _permits = [.. _permits.Select(_ => true)];

    public EpochResult RunEpoch(long block, long lastEpochBlock, ulong emission = Emission)
    {
        EpochInput input = new()
        {
            Stakes = [.. stakes.Select(stake => Q64x64.Of(stake))],
            Permits = _permits,
            UpdatedAt = _updatedAt,
            RegisteredAt = _registeredAt,
            Weights = Rows(_weights),
            Bonds = _bonds,
            Block = block,
            LastEpochBlock = lastEpochBlock,
        };
        EpochResult result = YumaEpoch.Run(version, parameters, input, emission);
        (_permits, _bonds) = (result.Permits, result.Bonds);
        return result;
    }

    /// <summary>What each neuron got in all.</summary>
    public static ulong[] Earned(EpochResult result) =>
        [.. result.MinerEmission.Zip(result.ValidatorEmission, (miner, validator) => miner + validator)];

    /// <summary>The bonds on one neuron.</summary>
    public static ushort[] BondsOn(EpochResult result, int column, int validatorCount) =>
        [.. Enumerable.Range(0, validatorCount).Select(uid => result.Bonds.At(uid, column))];

    public static SparseRows<T> Rows<T>((int Column, T Cell)[][] rows)
        where T : struct
    {
        SparseRows<T>.Builder builder = new(rows.Length);
        foreach ((int Column, T Cell)[] row in rows)
        {
            foreach ((int column, T cell) in row)
            {
                builder.Add(column, cell);
            }

            builder.EndRow();
        }

        return builder.Build();
    }
}
