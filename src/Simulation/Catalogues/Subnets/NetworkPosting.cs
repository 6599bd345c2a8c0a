using Souk.Simulation.Assemblies;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Mechanisms.Subnets;

namespace Souk.Simulation.Catalogues.Subnets;

/// <summary>Books in the ledger what the kernel did to coin and alpha.</summary>
internal sealed class NetworkPosting(NetworkPart network, TokenLedger ledger, Func<Token, TokenTallies> tallies)
{
    /// <summary>Stakers move the coin into the pool and get alpha; nothing happens where the pool does not swap.</summary>
    public void Stake(MemberState state, int day)
    {
        if (state.Part.Stakers is not { } stakers)
        {
            return;
        }

        Int128 amount = Int128.Min(state.Part.Habit.At(day).StakePerDay, stakers.Coin.Balance);
        if (amount > 0 && state.Book.Stake((ulong)amount) is { } bought)
        {
            ledger.Transfer(network.Coin.Index, stakers.Coin.Account, state.Part.PoolCoin.Account, bought.PaidIn);
            MemberPart part = state.Part;
            ledger.Transfer(part.Alpha.Index, part.PoolAlpha.Account, stakers.Alpha.Account, bought.PaidOut);
        }
    }

    /// <summary>Mints, burns and moves what makes supplies and pools equal to the kernel's book.</summary>
    public void Match(SubnetNetwork book, IReadOnlyList<MemberState> states)
    {
        Mint(network.Coin, network.Clearing, book.TotalIssuance - network.Coin.Supply);
        // What pools gave comes first, since others may have got it.
        foreach (MemberState state in states)
        {
            Move(state.Part.PoolCoin, network.Clearing, state.Part.PoolCoin.Balance - state.Book.Pool.TaoReserve);
        }

        foreach (MemberState state in states)
        {
            MemberPart part = state.Part;
            Move(network.Clearing, part.PoolCoin, state.Book.Pool.TaoReserve - part.PoolCoin.Balance);
            Int128 created = state.Book.AlphaIssuance - part.Alpha.Supply;
            Mint(part.Alpha, part.Pending, created);
            Int128 intoPool = state.Book.Pool.AlphaReserve - part.PoolAlpha.Balance;
            Move(part.PoolAlpha, part.Pending, -intoPool);
            Move(part.Pending, part.PoolAlpha, intoPool);
            Burn(part, -created);
        }
    }

    /// <summary>Pays an epoch out: what each miner, each validator with its nominators, and the owner get.</summary>
    /// <remarks>Where the kernel's rounding pays a few units more than there are, the owner gets them less.</remarks>
    public void Pay(MemberState state, PayoutResult paid, bool isRootInCoin)
    {
        MemberPart part = state.Part;
        int validators = part.Validators.Group.Count;
        for (int uid = 0; uid < validators; uid++)
        {
            Int128 root = (Int128)paid.Root[uid] + paid.RootTakes[uid];
            Int128 alpha = (Int128)paid.ValidatorTakes[uid] + paid.Nominators[uid] + (isRootInCoin ? 0 : root);
            ledger.Transfer(part.Alpha.Index, part.Pending.Account, part.Validators[uid], alpha);
            part.Paid.Validators.Value += alpha;
            if (isRootInCoin)
            {
                ledger.Transfer(network.Coin.Index, network.Clearing.Account, part.ValidatorCoin[uid], root);
            }
        }

        for (int miner = 0; miner < part.Miners.Group.Count; miner++)
        {
            Int128 earned = paid.Miners[validators + miner];
            ledger.Transfer(part.Alpha.Index, part.Pending.Account, part.Miners[miner], earned);
            part.Paid.Miners.Value += earned;
        }

        Int128 cut = Int128.Min(paid.OwnerCut, part.Pending.Balance);
        Move(part.Pending, part.Owner, cut);
        part.Paid.Owner.Value += cut;
    }

    private void Mint(Token token, Holdings to, Int128 amount)
    {
        if (amount > 0)
        {
            ledger.Mint(token.Index, to.Account, amount);
            tallies(token).Emitted.Value += amount;
        }
    }

    private void Burn(MemberPart part, Int128 amount)
    {
        if (amount > 0)
        {
            ledger.Burn(part.Alpha.Index, part.Pending.Account, amount);
            tallies(part.Alpha).Burned.Value += amount;
        }
    }

    private void Move(Holdings from, Holdings to, Int128 amount)
    {
        if (amount > 0)
        {
            ledger.Transfer(from.Token.Index, from.Account, to.Account, amount);
        }
    }
}
