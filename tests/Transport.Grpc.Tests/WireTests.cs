using System.Collections.Immutable;
using Replication.Transport.Grpc.Wire;

namespace Replication.Transport.Grpc.Tests;

public sealed class WireTests
{
    public static TheoryData<RecoveryCode> Codes => [.. Enum.GetValues<RecoveryCode>().Where(code => code != RecoveryCode.None)];

    [Theory]
    [MemberData(nameof(Codes))]
    public void L9_every_code_comes_back_as_itself(RecoveryCode code)
    {
        Assert.Equal(new RecoveryError(code, "p", "s", "l"), new RecoveryError(code, "p", "s", "l").ToWire().ToError());
        Assert.Equal(new RecoveryError(code), new RecoveryError(code).ToWire().ToError());
        Assert.True(RecoveryCodes.TryParse(code.Text(), out var parsed));
        Assert.Equal(code, parsed);
    }

    [Theory]
    [InlineData("")]
    [InlineData("STALE_EPOCH")]
    [InlineData("a_code_of_tomorrow")]
    public void A_code_that_is_not_known_here_is_a_transport_that_cannot_be_used(string text)
    {
        Assert.False(RecoveryCodes.TryParse(text, out _));
        Assert.Equal(RecoveryCode.TransportLost, new Refusal { Code = text }.ToError().Code);
    }

    [Fact]
    public void An_authority_comes_back_whole()
    {
        var authority = new Recovery.Authority(new("v"), new("r"), new Recovery.Endpoint("d", "c", 3), new Epoch(4), new SessionId(5));

        Assert.Equal(Result.Ok(authority), authority.ToWire().ToAuthority());
    }

    [Fact]
    public void A_request_without_an_authority_is_refused_by_value() => Assert.Equal(RecoveryCode.EmptyId, ((Wire.Authority?)null).ToAuthority().Error.Code);

    [Fact]
    public void A_lineage_out_of_order_makes_the_facts_invalid_and_names_the_entry()
    {
        var facts = new Facts { Volume = "v", Store = "s", Lineage = new Wire.Lineage { Entries = { Entry(2, 5), Entry(1, 6) } } };

        var error = facts.ToFacts().Error;

        Assert.Equal(RecoveryCode.InvalidHistory, error.Code);
        Assert.Contains("lineage[1]", error.Presented);
    }

    [Fact]
    public void Facts_without_a_volume_or_a_store_are_refused_by_value()
    {
        Assert.Equal(RecoveryCode.EmptyId, new Facts { Store = "s" }.ToFacts().Error.Code);
        Assert.Equal(RecoveryCode.EmptyId, new Facts { Volume = "v" }.ToFacts().Error.Code);
    }

    [Fact]
    public void A_manifest_comes_back_whole()
    {
        ImmutableArray<Recovery.BaseFile> files = [new("a.sst", 3, new string('a', 64)), new("b", 0, new string('0', 64))];

        Assert.True(new BaseManifest(new Lsn(9), files).ToWire().ToManifest().TryGet(out var manifest, out _));

        Assert.Equal(new Lsn(9), manifest.At);
        Assert.Equal(files, manifest.Files);
    }

    [Theory]
    [InlineData("")]
    [InlineData(".")]
    [InlineData("..")]
    [InlineData("../a")]
    [InlineData("/etc/a")]
    [InlineData("a\\b")]
    [InlineData("C:a")]
    [InlineData("a\0b")]
    [InlineData("FIRST")]
    public void A_file_name_that_leads_elsewhere_or_comes_twice_is_refused(string name)
    {
        var sum = new string('a', 64);
        var wire = new Manifest { Files = { new Wire.BaseFile { Name = "first", Checksum = sum }, new Wire.BaseFile { Name = name, Checksum = sum } } };

        Assert.Equal(RecoveryCode.VerificationFailed, wire.ToManifest().Error.Code);
    }

    [Theory]
    [InlineData("")]
    [InlineData("abc")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    public void A_checksum_that_is_none_is_refused(string checksum) => Assert.Equal(
        RecoveryCode.VerificationFailed,
        new Manifest { Files = { new Wire.BaseFile { Name = "a", Checksum = checksum } } }.ToManifest().Error.Code);

    private static Wire.LineageEntry Entry(ulong epoch, ulong last) => new() { Epoch = epoch, Last = last };
}
