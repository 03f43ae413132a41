namespace Replication.Generator.Tests.Machines;

/// <summary>Why a delivery refuses.</summary>
public enum Why : byte
{
    None = 0,
    NotFurther,
    BeyondRoute,
    TooEarly,
}
