using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc.Core.Infrastructure;
using Microsoft.AspNetCore.Mvc.Filters;

namespace Souk.Dashboards.Pages.Failures;

/// <summary>Notes that a form was refused because its token is not one of this process: most often the server began anew
/// after the form was opened.</summary>
internal sealed class OldForm : IAlwaysRunResultFilter
{
    /// <summary>Fields that hold text of many lines, which nobody wants to type again.</summary>
    private static readonly string[] s_long = ["Sql", "Table"];

    public void OnResultExecuting(ResultExecutingContext context)
    {
        if (context.Result is IAntiforgeryValidationFailedResult)
        {
            context.HttpContext.Items[typeof(OldForm)] = true;
        }
    }

    public void OnResultExecuted(ResultExecutedContext context) { }

    public static bool IsSent(HttpContext context) => context.Items.ContainsKey(typeof(OldForm));

    /// <summary>What was typed into the form's long field; empty where it has none, or cannot be read.</summary>
    public static async Task<string> TypedAsync(HttpContext context, CancellationToken cancellation)
    {
        if (!context.Request.HasFormContentType)
        {
            return "";
        }

        try
        {
            IFormCollection form = await context.Request.ReadFormAsync(cancellation);
            return s_long.Select(field => form[field].ToString()).FirstOrDefault(text => text.Length > 0) ?? "";
        }
        catch (Exception unreadable) when (unreadable is InvalidDataException or IOException)
        {
            return "";
        }
    }
}
