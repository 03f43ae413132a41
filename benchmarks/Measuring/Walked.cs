namespace Replication.Benchmarks.Measuring;

/// <summary>What a walk saw on its way: has to be the same on both sides.</summary>
/// <param name="Made">How many transitions were made.</param>
/// <param name="Refused">How many calls were refused.</param>
/// <param name="Codes">The sum of the reasons' codes.</param>
internal readonly record struct Walked(long Made, long Refused, long Codes)
{
    public static Walked operator +(Walked left, Walked right) =>
        new(left.Made + right.Made, left.Refused + right.Refused, left.Codes + right.Codes);
}
