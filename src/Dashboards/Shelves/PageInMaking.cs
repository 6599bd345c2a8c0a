using Microsoft.AspNetCore.Http;

namespace Souk.Dashboards.Shelves;

/// <summary>A page that a browser opened and that is not made yet: another stands in for it and says so.</summary>
/// <param name="Path">Of the page that is being made.</param>
/// <param name="There">Pages that are there already and say something of the same, by address, with their titles: the same one as of
/// now first, where it is there.</param>
internal sealed record PageInMaking(PathString Path, IReadOnlyList<(string Address, string Title)> There)
{
    /// <summary>Where the page stands that stands in.</summary>
    public const string Address = "/in-making";

    /// <summary>Null where nothing stands in for anything.</summary>
    public static PageInMaking? Of(HttpContext context) => context.Items[typeof(PageInMaking)] as PageInMaking;

    /// <summary>Answers in the page's stead.</summary>
    /// <param name="ask">Answers a request as the server does, from its routing on.</param>
    public async Task AnswerAsync(HttpContext context, RequestDelegate ask)
    {
        context.Items[typeof(PageInMaking)] = this;
        context.SetEndpoint(null);
        context.Request.RouteValues.Clear();
        context.Request.Path = Address;
        try
        {
            await ask(context);
        }
        finally
        {
            context.Request.Path = Path;
        }
    }
}
