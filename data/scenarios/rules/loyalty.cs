// Every seventh day holders get a seventh of the rewards, but at most 1 % of what they hold; what the
// limit leaves over is burned.
public sealed class Loyalty : ScenarioRule
{
    private const int Days = 7;

    private Reading _price;
    private Holdings _rewards;
    private Holdings _holders;
    private Amount _paid;

    public override void Find(RuleNames names)
    {
        _price = names.Quantity("market.price", unit: "USDC/TKN");
        _rewards = names.Account("rewards", token: "TKN");
        _holders = names.Account("holders", token: "TKN");
        _paid = names.OwnAmount("paid", token: "TKN");
    }

    public override void Declare(Touches touches) =>
        touches.Reads(_price.Slots).Updates(_rewards, _holders).Adds(_paid, _rewards.Token);

    public override void Run(in Step step)
    {
        if ((step.Index + 1) % Days != 0 || _price.Value < 2.5)
        {
            return;
        }

        // Part rounds down to base units.
        Int128 due = Part(_rewards.Balance, 1, 7);
        Int128 bonus = Int128.Min(due, Part(_holders.Balance, 1, 100));
        Pay(_rewards, _holders, bonus);
        Burn(_rewards, due - bonus);
        _paid.Value += bonus;
    }
}
