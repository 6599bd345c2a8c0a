using Souk.Conventions.Tests.Rules;
using Souk.Conventions.Tests.Trees;

namespace Souk.Conventions.Tests;

public class PageTextTests
{
    private const string Page = "src/Dashboards/Pages/WhoSaysSo/Index.cshtml";

    [Fact]
    public void Texts_stand_apart_from_pages() => PageTexts.InPlace(Tree.Repository).ShouldBeEmpty();

    [Fact]
    public void Each_text_of_a_page_is_asked_for_and_each_that_is_asked_for_is_there() =>
        PageTexts.Strays(Tree.Repository).ShouldBeEmpty();

    [Theory]
    [InlineData("<p>All markets</p>")]
    [InlineData("<h2 class=\"a\">Who said it? <b>@Model.Who</b></h2>")]
    [InlineData("@foreach (var one in Model.All) { <li>One of them</li> }")]
    [InlineData("<nav aria-label=\"Pages of it\"></nav>")]
    [InlineData("<p>@Model.Count of them</p>")]
    [InlineData("<p>As of @Model.Day; more of it follows: @(Model.Is ? 1 : 2).</p>")]
    [InlineData("<a title=\"Rows of @Model.Title\">@Model.Title</a>")]
    [InlineData("<p>@(Model.Count == 0 ? \"Nothing is changed.\" : \"\")</p>")]
    [InlineData("<p>@PageWords.Of(\"a.b\") of block @Model.Block</p>")]
    public void A_text_in_a_page_is_found(string markup) =>
        PageTexts.InPlace(Tree.Of((Page, markup))).ShouldHaveSingleItem().ShouldStartWith(Page);

    [Theory]
    [InlineData("<p>@PageWords.Of(\"a.b\")</p>")]
    [InlineData("<p>@PageWords.Of(\"a.b\", Model.Count, Model.Day.ToString(\"d MMMM yyyy\"))</p>")]
    [InlineData("@foreach (var row in Model.Rows) { string key = rows.Text(row, \"asset_key\"); <b>@key</b> }")]
    [InlineData("<code>souk serve</code>")]
    [InlineData("@{ string one = \"<p>All markets</p>\"; }<p>5 %</p>")]
    [InlineData("@* <p>All markets</p> *@<script type=\"a\">var x</script>")]
    [InlineData("<p title=\"@Model.Title\">@(Model.A.Count > 3 ? \"a\" : \"b\")</p>")]
    public void Values_and_code_are_no_texts(string markup) =>
        PageTexts.InPlace(Tree.Of((Page, markup))).ShouldBeEmpty();

    [Fact]
    public void Keys_without_text_and_texts_without_page_are_found() =>
        PageTexts
            .Strays(
                Tree.Of(
                    (Page, "<p>@PageWords.Of(\"a.b\")</p>"),
                    ("src/Dashboards/Wordings/words.en.txt", "nav.markets = Markets\na.c = Said\n")
                )
            )
            .ShouldBe(["a.b has no text", "a.c is asked for by no page"]);
}
