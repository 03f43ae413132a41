namespace Replication.Generator.Parse;

/// <summary>Why a method that is named as a body is not taken for one.</summary>
internal enum BodyFlaw
{
    /// <summary>It is a body.</summary>
    None,

    /// <summary>It is an instance method.</summary>
    Instance,

    /// <summary>It returns by reference.</summary>
    ReturnsReference,

    /// <summary>It has fewer than two or more than three parameters.</summary>
    Count,

    /// <summary>A parameter is passed by <c>ref</c>, <c>out</c> or <c>ref readonly</c>.</summary>
    Modifier,

    /// <summary>Its third parameter is not the machine's context.</summary>
    Context,

    /// <summary>It refuses with reasons other than the machine's.</summary>
    Reasons,

    /// <summary>Its type parameters do not stand for the state.</summary>
    TypeParameters,
}
