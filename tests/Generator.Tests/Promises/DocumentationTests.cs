using System.Xml.Linq;
using System.Xml.XPath;
using Microsoft.CodeAnalysis;
using Replication.Generator.Tests.Harness;

namespace Replication.Generator.Tests.Promises;

public sealed class DocumentationTests
{
    private static readonly Compilation _door = Compiled.From(Sources.Door).Output;

    [Theory]
    [InlineData("TryPush", "summary", "Pushes.")]
    [InlineData("Push", "summary", "Pushes.")]
    [InlineData("TryPush", "param[@name='by']", "How far.")]
    [InlineData("TrySmash", "param[@name='with']", "What with.")]
    public void A_transition_carries_what_the_author_wrote_of_the_trigger(string method, string element, string expected)
    {
        var transition = _door.GetTypeByMetadataName("Samples.DoorTransitions")!.GetMembers(method)[0];

        Assert.StartsWith(expected, Read(transition, element), StringComparison.Ordinal);
    }

    [Fact]
    public void The_dynamic_door_carries_what_the_author_wrote_of_the_trigger()
    {
        var fire = _door.GetTypeByMetadataName("Samples.Door")!.GetMembers("TryFire").OfType<IMethodSymbol>()
            .First(method => method.Parameters.Any(parameter => parameter.Type.Name == "Close"));

        Assert.StartsWith("Closes.", Read(fire, "summary"), StringComparison.Ordinal);
    }

    [Fact]
    public void A_case_of_a_union_carries_what_the_author_wrote_of_the_state()
    {
        var opened = _door.GetTypeByMetadataName("Samples.Door+Current")!.GetMembers("Opened").Single();

        Assert.StartsWith("Not shut.", Read(opened, "summary"), StringComparison.Ordinal);
    }

    // What an editor shows: a reference to somebody else's text is that text.
    private static string Read(ISymbol symbol, string element)
    {
        var shown = Xml(symbol).XPathSelectElement($"/*/{element}")!;
        foreach (var inherited in shown.Descendants("inheritdoc").ToList())
        {
            var source = DocumentationCommentId.GetFirstSymbolForDeclarationId(inherited.Attribute("cref")!.Value, _door)!;
            inherited.ReplaceWith(((IEnumerable<object>)Xml(source).XPathEvaluate("/*" + inherited.Attribute("path")!.Value)).ToArray());
        }

        return shown.Value.Trim();
    }

    private static XDocument Xml(ISymbol symbol) => XDocument.Parse(symbol.GetDocumentationCommentXml(cancellationToken: TestContext.Current.CancellationToken)!);
}
