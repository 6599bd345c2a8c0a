using Souk.Simulation.Engine;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Tests.Engine;

public class ScheduleTests
{
    private readonly Model _model = new("test", steps: 1);

    [Fact]
    public void Who_writes_a_slot_runs_before_who_reads_it_whatever_the_order_of_addition()
    {
        Signal a = _model.Signal("a", 0);
        Signal b = _model.Signal("b", 0);
        Signal c = _model.Signal("c", 0);
        Add("last", Phase.Settle, touches => touches.Reads(b).Writes(c));
        Add("middle", Phase.Settle, touches => touches.Reads(a).Writes(b));
        Add("first", Phase.Settle, touches => touches.Writes(a));

        Order().ShouldBe(["first", "middle", "last"]);
    }

    [Fact]
    public void Phases_come_in_their_order_and_the_start_is_not_part_of_a_step()
    {
        Add("record", Phase.Record);
        Add("sequential", Phase.Sequential);
        Add("settle", Phase.Settle);
        Add("clear", Phase.Clear);
        Add("decide", Phase.Decide);
        Add("observe", Phase.Observe);
        Add("start", Phase.Start);

        Order().ShouldBe(["observe", "decide", "clear", "settle", "sequential", "record"]);
    }

    [Fact]
    public void Yesterdays_readers_come_before_additions_and_updates_after_them()
    {
        Signal pot = _model.Signal("pot", 0);
        Add("payout", Phase.Settle, touches => touches.Updates(pot));
        Add("fee", Phase.Settle, touches => touches.Adds(pot));
        Add("tax", Phase.Settle, touches => touches.Adds(pot));
        Add("forecast", Phase.Settle, touches => touches.ReadsYesterday(pot));
        Add("report", Phase.Settle, touches => touches.Reads(pot));

        Order().ShouldBe(["forecast", "fee", "tax", "payout", "report"]);
    }

    [Fact]
    public void Sequential_rules_keep_the_order_in_which_they_were_added()
    {
        Signal a = _model.Signal("a", 0);
        Add("reader", Phase.Sequential, touches => touches.Reads(a));
        Add("writer", Phase.Sequential, touches => touches.Updates(a));
        Add("other", Phase.Sequential, touches => touches.Updates(a));

        Order().ShouldBe(["reader", "writer", "other"]);
    }

    [Fact]
    public void A_slot_that_nobody_writes_or_initialises_cannot_be_read()
    {
        Signal price = _model.Signal("price");
        Add("trader", Phase.Decide, touches => touches.Reads(price));

        Problems().ShouldBe(["'trader' reads 'price', which nobody writes or initialises"]);
    }

    [Fact]
    public void Todays_value_cannot_be_read_before_it_is_written()
    {
        Signal price = _model.Signal("price", 1);
        Add("trader", Phase.Decide, touches => touches.Reads(price));
        Add("auction", Phase.Clear, touches => touches.Writes(price));

        Problems()
            .ShouldBe([
                "'trader' reads today's 'price' in decide, but 'auction' writes it only in clear: "
                    + "declare that it reads yesterday's",
            ]);
    }

    [Fact]
    public void Yesterdays_value_cannot_be_read_after_it_was_overwritten()
    {
        Signal price = _model.Signal("price", 1);
        Add("auction", Phase.Clear, touches => touches.Writes(price));
        Add("report", Phase.Record, touches => touches.ReadsYesterday(price));

        Problems()
            .ShouldBe(["'report' reads yesterday's 'price' in record, but 'auction' has overwritten it in clear"]);
    }

    [Fact]
    public void A_cycle_is_named_with_its_rules_and_slots()
    {
        Signal a = _model.Signal("a", 0);
        Signal b = _model.Signal("b", 0);
        Add("one", Phase.Settle, touches => touches.Reads(b).Writes(a));
        Add("two", Phase.Settle, touches => touches.Reads(a).Writes(b));
        Add("after", Phase.Settle, touches => touches.Reads(a, b));

        Problems().ShouldBe(["cycle in settle: one -(a)-> two -(b)-> one"]);
    }

    [Fact]
    public void Two_writers_need_an_order_unless_both_add()
    {
        Signal pot = _model.Signal("pot", 0);
        Add("burn", Phase.Settle, touches => touches.Updates(pot));
        Add("pay", Phase.Settle, touches => touches.Updates(pot));

        Problems()
            .ShouldBe([
                "'burn' and 'pay' both write 'pot' in settle and nothing says which comes first: "
                    + "let one run after the other, or let both add",
            ]);
    }

    [Fact]
    public void After_orders_two_writers()
    {
        Signal pot = _model.Signal("pot", 0);
        Add("burn", Phase.Settle, touches => touches.Updates(pot).After("pay"));
        Add("pay", Phase.Settle, touches => touches.Updates(pot));

        Order().ShouldBe(["pay", "burn"]);
    }

    [Fact]
    public void An_order_that_follows_from_another_slot_is_enough_for_two_writers()
    {
        Signal pot = _model.Signal("pot", 0);
        Signal price = _model.Signal("price", 0);
        Add("burn", Phase.Settle, touches => touches.Updates(pot).Reads(price));
        Add("pay", Phase.Settle, touches => touches.Updates(pot).Writes(price));

        Order().ShouldBe(["pay", "burn"]);
    }

    [Fact]
    public void An_unknown_phase_an_unknown_predecessor_and_a_name_used_twice_are_refused()
    {
        _model.Signal("a", 0);
        _model.Signal("a", 0);
        Add("lost", (Phase)42);

        Problems().ShouldBe(["slot 'a' exists twice", "rule 'lost' is in phase 42, which does not exist"]);
        Model other = new("other", steps: 1);
        other.Rule("last", Phase.Settle, touches => touches.After("frist"), _ => { });
        Should
            .Throw<ModelException>(() => new Simulator(other))
            .Problems.ShouldBe(["'last' runs after 'frist', which is not a rule of settle"]);
    }

    [Fact]
    public void A_slot_of_another_model_is_refused()
    {
        Signal foreign = new Model("other", steps: 1).Signal("price", 1);
        Add("trader", Phase.Decide, touches => touches.Reads(foreign));

        Problems().ShouldBe(["'trader' declares 'price', which belongs to another model"]);
    }

    [Fact]
    public void A_floating_point_reference_holds_no_tokens()
    {
        Model reference = new("peer", steps: 1) { IsFloatingPointReference = true };
        reference.Token("MASA", 18, 1);

        Should.Throw<ModelException>(() => new Simulator(reference)).Message.ShouldContain("but there is MASA");
    }

    private void Add(string name, Phase phase, Action<Touches>? declare = null) =>
        _model.Rule(name, phase, declare ?? (_ => { }), _ => { });

    private IEnumerable<string> Order()
    {
        using Simulator simulator = new(_model);
        return [.. simulator.Order.Select(rule => rule.Name)];
    }

    private IReadOnlyList<string> Problems() => Should.Throw<ModelException>(() => new Simulator(_model)).Problems;
}
