using System.Globalization;
using System.Net;
using Souk.Kernel.Displays;

namespace Souk.Kernel.Notebooks;

/// <summary>A bar below the cell. It is drawn anew only when its percentage changes, so a long loop may report every
/// step.</summary>
public sealed class ProgressBar : IProgress<long>
{
    private readonly long _total;
    private readonly string _label;
    private readonly DisplayedValue _shown;
    private long _done;
    private long _percent;

    internal ProgressBar(long total, string label)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(total);
        _total = total;
        _label = label;
        _shown = DisplayedValue.Show(Draw(0));
    }

    /// <summary>One more part is done.</summary>
    public void Step() => Show(Interlocked.Increment(ref _done));

    /// <summary>So much is done in all.</summary>
    public void Report(long value)
    {
        Interlocked.Exchange(ref _done, value);
        Show(value);
    }

    private void Show(long done)
    {
        // Rounds down: 100 % means that all is done.
        long percent = (long)((Int128)Math.Clamp(done, 0, _total) * 100 / _total);
        if (Interlocked.Exchange(ref _percent, percent) != percent)
        {
            _shown.Update(Draw(percent));
        }
    }

    private MimeBundle Draw(long percent)
    {
        string text = string.Create(CultureInfo.InvariantCulture, $"{_label} {percent} %").Trim();
        return new MimeBundle
        {
            { Mime.Html, $"<progress max=\"100\" value=\"{percent}\"></progress> {WebUtility.HtmlEncode(text)}" },
            { Mime.Text, text },
        };
    }
}
