using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Souk.Dashboards.Live;

/// <summary>Notes before a page reads what listeners were told last: the page shows that or later.</summary>
internal sealed class LiveFilter(LiveDesk desk) : IAsyncPageFilter
{
    /// <summary>Pages whose reader waits for runs, or writes: these are left alone.</summary>
    private static readonly string[] s_still = ["/scenario", "/scenarios", "/explore", "/position", "/responses"];

    public Task OnPageHandlerSelectionAsync(PageHandlerSelectedContext context)
    {
        context.HttpContext.Items[typeof(LiveFilter)] = desk.Told;
        return Task.CompletedTask;
    }

    public Task OnPageHandlerExecutionAsync(PageHandlerExecutingContext context, PageHandlerExecutionDelegate next) =>
        next();

    /// <summary>Whether a page is brought up to date by itself.</summary>
    public static bool Follows(PathString page) => !s_still.Any(still => page.StartsWithSegments(still));

    /// <summary>Empty where nobody listened before the page was asked for.</summary>
    public static string StateOf(HttpContext context) => context.Items[typeof(LiveFilter)] as string ?? "";
}
