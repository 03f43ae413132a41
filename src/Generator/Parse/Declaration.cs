using Microsoft.CodeAnalysis;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>A declaration that the generator can compile.</summary>
/// <param name="Why">The enum of reasons to refuse.</param>
/// <param name="Fence">The fence mode.</param>
/// <param name="Context">The type of what is constant for a machine, or <see langword="null"/>.</param>
/// <param name="Session">The member of the context that identifies the session, or <see langword="null"/>.</param>
/// <param name="Version">The version of its data; 0 = it is not movable.</param>
/// <param name="IsReusable">Whether a machine that has ended can begin again.</param>
/// <param name="Table">The rows by index.</param>
/// <param name="Surface">How widely what is generated can be seen.</param>
internal sealed record Declaration(ITypeSymbol Why, FenceKind Fence, ITypeSymbol? Context, ISymbol? Session, int Version, bool IsReusable, Table Table, string Surface);
