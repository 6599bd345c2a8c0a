namespace Souk.Simulation.Mechanisms.Vaults;

/// <summary>Who has a vault: a soulbound token that holds hashes of metadata and cannot change hands.</summary>
/// <remarks>One vault per owner. There is no transfer: a vault ends only by being burned by its owner.</remarks>
public sealed class VaultRegister(int ownerCount)
{
    private readonly UInt128[] _metadata = new UInt128[ownerCount];
    private readonly bool[] _hasVault = new bool[ownerCount];

    /// <summary>Vaults that exist.</summary>
    public int Count { get; private set; }

    /// <summary>Updates so far: each is one management fee.</summary>
    public long UpdateCount { get; private set; }

    public bool Has(int owner) => _hasVault[owner];

    /// <summary>The hash that the owner's vault holds; 0 without a vault.</summary>
    public UInt128 MetadataOf(int owner) => _metadata[owner];

    /// <returns>Whether a vault was made: false if the owner has one.</returns>
    public bool Mint(int owner, UInt128 metadata)
    {
        if (_hasVault[owner])
        {
            return false;
        }

        _hasVault[owner] = true;
        _metadata[owner] = metadata;
        Count++;
        return true;
    }

    /// <summary>Replaces the hash.</summary>
    /// <returns>False if the owner has no vault.</returns>
    public bool Update(int owner, UInt128 metadata)
    {
        if (!_hasVault[owner])
        {
            return false;
        }

        _metadata[owner] = metadata;
        UpdateCount++;
        return true;
    }

    /// <returns>False if the owner has no vault.</returns>
    public bool Burn(int owner)
    {
        if (!_hasVault[owner])
        {
            return false;
        }

        _hasVault[owner] = false;
        _metadata[owner] = 0;
        Count--;
        return true;
    }
}
