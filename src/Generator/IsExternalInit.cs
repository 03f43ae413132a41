namespace System.Runtime.CompilerServices;

// Records need it, and netstandard2.0 does not have it.
internal static class IsExternalInit;
