using Microsoft.AspNetCore.Http;
using Souk.Dashboards.Scenarios;

namespace Souk.Dashboards.Api;

/// <summary>The scenario that an address names with the changes that its query holds, or why there is none.</summary>
internal static class DesignRequest
{
    /// <returns>A design without an error, or a refusal; never both.</returns>
    public static (Design? Design, IResult? Refusal) Read(string name, ScenarioLibrary library, HttpContext context)
    {
        if (library.Find(name) is not { } shipped)
        {
            return (
                null,
                JsonAnswer.Refuse(
                    $"No scenario \"{name}\". Known: {string.Join(", ", library.Names)}.",
                    StatusCodes.Status404NotFound
                )
            );
        }

        Design design = Design.Parse(name, shipped, context.Request.Query);
        return design.Error is { } error
            ? (null, JsonAnswer.Refuse(error, StatusCodes.Status400BadRequest))
            : (design, null);
    }
}
