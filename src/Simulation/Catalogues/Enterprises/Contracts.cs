using Souk.Simulation.Engine;
using Souk.Simulation.Ledgers;
using Souk.Simulation.Numerics;
using Souk.Simulation.Policies;
using Souk.Simulation.Populations;
using Souk.Simulation.Scenarios;
using Souk.Simulation.Slots;

namespace Souk.Simulation.Catalogues.Enterprises;

/// <summary>Contracts by row: what each is worth a year, when it began and when it ends.</summary>
internal sealed class Contracts(Model model, Population rows, string name)
{
    /// <summary>Base units a year; 0 where no contract runs.</summary>
    public Column<Int128> Yearly { get; } = model.Column<Int128>(rows, "yearly");

    public Column<int> FirstDay { get; } = model.Column<int>(rows, "first_day");

    /// <summary>The first day that is no longer part of the term.</summary>
    public Column<int> EndDay { get; } = model.Column<int>(rows, "end_day");

    /// <summary>Due today, base units.</summary>
    public Column<Int128> Due { get; } = model.Column<Int128>(rows, "due", 0);

    public Counter Running { get; } = model.Counter($"{name}.running");

    public Amount Annual { get; } = model.Amount($"{name}.annual");

    public Amount Largest { get; } = model.Amount($"{name}.largest");

    public Counter Signed { get; } = model.Counter($"{name}.signed", 0);

    public Counter Renewed { get; } = model.Counter($"{name}.renewed", 0);

    public Counter Lost { get; } = model.Counter($"{name}.lost", 0);

    /// <summary>Contracts at the start, whose yearly values add up to the stated revenue exactly.</summary>
    /// <param name="revenue">Base units a year.</param>
    /// <param name="count">At least one where there is revenue.</param>
    public void Open(RandomStream random, Int128 revenue, int count, EnterpriseHabit habit)
    {
        Yearly.Span.Clear();
        FirstDay.Span.Clear();
        EndDay.Span.Clear();
        if (count > 0)
        {
            ulong[] weights = new ulong[count];
            for (int row = 0; row < count; row++)
            {
                RandomBlock draw = random.Draw(DrawKind.ContractTraits, row, 0);
                weights[row] = 1 + (ulong)(1e6 * Distribution.LognormalWithMeanOne(draw.First, habit.Sigma));
                // Terms that began on any day before the start.
                EndDay[row] = 1 + (int)(draw.Second * habit.TermDays);
            }

            Split.LargestRemainder(revenue, weights).CopyTo(Yearly.Span);
        }

        Sum();
    }

    /// <summary>A contract that begins today, if there is room.</summary>
    public void Sign(RandomStream random, int day, int number, double scale, EnterpriseHabit habit, int decimals)
    {
        int row = Yearly.Span.IndexOf(Int128.Zero);
        if (row < 0)
        {
            return;
        }

        double luck = random.Draw(DrawKind.ContractTraits, number, day + 1).First;
        double usd = habit.ContractUsd * scale * Distribution.LognormalWithMeanOne(luck, habit.Sigma);
        Yearly[row] = Int128.Max(1, BaseUnits.FromNumber(usd, decimals));
        (FirstDay[row], EndDay[row]) = (day, day + habit.TermDays);
        Signed.Value++;
    }

    /// <summary>Ends or renews what has run out, by each one's own luck.</summary>
    public void Renew(RandomStream random, int day, EnterpriseHabit habit)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            if (Yearly[row] == 0 || day < EndDay[row])
            {
                continue;
            }

            bool isRenewed = random.Draw(DrawKind.ContractDecision, row, day).First < habit.Renewal;
            (isRenewed ? Renewed : Lost).Value++;
            if (!isRenewed)
            {
                Yearly[row] = 0;
                continue;
            }

            EndDay[row] = day + habit.TermDays;
            if (habit.Uplift != 0)
            {
                // Another value is counted from its own first day, so that its years add up, too.
                Yearly[row] = Int128.Max(1, (Int128)((double)Yearly[row] * (1 + habit.Uplift)));
                FirstDay[row] = day;
            }
        }
    }

    /// <summary>What is due today, and what all are worth.</summary>
    public void Bill(int day)
    {
        for (int row = 0; row < rows.Count; row++)
        {
            Due[row] = Yearly[row] == 0 ? 0 : ContractPolicy.Due(Yearly[row], day - FirstDay[row]);
        }

        Sum();
    }

    private void Sum()
    {
        (long running, Int128 annual, Int128 largest) = (0, 0, 0);
        foreach (Int128 yearly in Yearly.Span)
        {
            running += yearly > 0 ? 1 : 0;
            annual += yearly;
            largest = Int128.Max(largest, yearly);
        }

        (Running.Value, Annual.Value, Largest.Value) = (running, annual, largest);
    }
}
