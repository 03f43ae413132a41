using Microsoft.CodeAnalysis.CSharp;
using Replication.Generator.Tests.Harness;

namespace Replication.Generator.Tests.Hygiene;

/// <summary>The language of the consumer is not this repository's. That an older platform is enough is for the package's tests.</summary>
public sealed class LanguageTests
{
    public static TheoryData<string> Machines =>
        [Sources.Door, Sources.DoorOf("None"), Sources.DoorOf("Cas"), Sources.Lamp, Sources.Valve];

    [Theory]
    [MemberData(nameof(Machines))]
    public void What_is_generated_compiles_in_the_oldest_language_without_a_warning(string machine)
    {
        var compiled = Compiled.In(LanguageVersion.CSharp12, machine);

        Assert.NotEmpty(compiled.Files);
        Assert.Empty(compiled.Problems);
    }

    /// <summary>A step is a ref struct: where the language can say so, it can be handed to the functions of a match.</summary>
    [Theory]
    [InlineData(LanguageVersion.CSharp12, false)]
    [InlineData(LanguageVersion.CSharp13, true)]
    [InlineData(LanguageVersion.CSharp14, true)]
    public void A_match_takes_ref_structs_where_the_language_can_say_so(LanguageVersion language, bool takes)
    {
        var text = Compiled.In(language, Sources.Door).Text;

        Assert.Equal(takes, text.Contains("where TArg : allows ref struct", StringComparison.Ordinal));
        Assert.Equal(takes, text.Contains("it may be a ref struct", StringComparison.Ordinal));
    }
}
