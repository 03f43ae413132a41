namespace Replication.Recovery.Tests;

/// <summary>A mistake in a document is said, and not taken for a scenario.</summary>
public sealed class TranscriptFormTests
{
    private static readonly string[] Head = ["# Title", "# Why", ""];

    [Fact]
    public void A_document_is_written_as_it_was_read()
    {
        var text = "# Title\n# Why\n\n# A note\nstatus\n----\none\n  two\n\nexpire\n----\nok\n";
        Assert.Equal(text, Transcript.Parse(text.Split('\n')).Render());
    }

    [Fact]
    public void Input_lines_alone_are_a_document_to_be_written() =>
        Assert.Equal(["status", "expire"], Transcript.Parse([.. Head, "status", "", "expire"]).Blocks.Select(b => b.Block.Input));

    [Theory]
    [InlineData("# Title")]
    [InlineData("# Title", "", "status")]
    [InlineData("# Title", "# Why", "", "status", "ok")]
    [InlineData("# Title", "# Why", "", "# A note")]
    public void A_document_that_lacks_a_part_is_refused(params string[] lines) => Assert.Throws<TranscriptFormatException>(() => Transcript.Parse(lines));

    [Theory]
    [InlineData("stetus")]
    [InlineData("status now")]
    [InlineData("advance many")]
    [InlineData("advance 1 tick=2")]
    [InlineData("recover r1 1")]
    [InlineData("sender r1 stop")]
    [InlineData("port facts refuses everything")]
    [InlineData("assign epoch=1 epoch=2 revision=1")]
    public async Task An_input_line_that_means_nothing_is_refused(string input)
    {
        var transcript = Transcript.Parse([.. Head, input]);
        await Assert.ThrowsAsync<TranscriptFormatException>(() => TranscriptRunner.RunAsync(transcript));
    }

    [Fact]
    public void A_difference_is_shown_with_the_input_line_it_belongs_to()
    {
        Assert.Null(FirstDifference.Of("a\n----\nb", "a\n----\nb"));
        Assert.Equal("line 3, in the block of: a\n- b\n+ c", FirstDifference.Of("a\n----\nb", "a\n----\nc"));
    }
}
