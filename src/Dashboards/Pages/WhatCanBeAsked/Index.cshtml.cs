using Microsoft.AspNetCore.Mvc.RazorPages;

namespace Souk.Dashboards.Pages.WhatCanBeAsked;

/// <summary>The API for people: what can programs ask, and how?</summary>
public sealed class IndexModel : PageModel
{
    /// <summary>Where this server was asked.</summary>
    public string Address => $"{Request.Scheme}://{Request.Host}";
}
