using Microsoft.CodeAnalysis;
using Replication.Generator.Model;

namespace Replication.Generator.Parse;

/// <summary>
/// Decides what a class with <c>[StateMachine]</c> declares, and whether it can be compiled at all. The generator and the analyzers both ask here,
/// so that no machine is left out in silence and none is accused that compiles.
/// </summary>
internal static class DeclarationReader
{
    /// <summary>The declaration, or the obstacle and the type it is about.</summary>
    public static (Declaration? Declaration, Obstacle Obstacle, ITypeSymbol? Culprit) Read(
        INamedTypeSymbol machine, AttributeData attribute, SyntaxNode node, CancellationToken cancellation)
    {
        if (machine.IsRecord) return (null, Obstacle.Record, machine);
        if (machine.IsStatic) return (null, Obstacle.Static, machine);
        if (machine.IsAbstract) return (null, Obstacle.Abstract, machine);
        if (attribute.AttributeClass?.TypeArguments.SingleOrDefault() is not { TypeKind: TypeKind.Enum } why)
        {
            return (null, Obstacle.Reasons, attribute.AttributeClass?.TypeArguments.SingleOrDefault());
        }

        // What is no number is a name the compiler does not know, and says so.
        if (attribute.ConstructorArguments.SingleOrDefault().Value is not int mode) return (null, Obstacle.Reasons, null);
        if (!Enum.IsDefined(typeof(FenceKind), mode)) return (null, Obstacle.Fence, machine);
        var initial = TypeArgument(attribute, "Initial", machine);
        if (initial is not null && !RowReader.IsValue(initial)) return (null, Obstacle.Initial, initial);
        var context = TypeArgument(attribute, "Context", machine);
        if (context is IErrorTypeSymbol) return (null, Obstacle.Context, context);

        var session = SessionReader.Find(attribute, context);
        if (session is null && SessionReader.Name(attribute) is not null) return (null, Obstacle.SessionId, context ?? machine);

        var version = MigrationReader.Version(attribute);
        if (version < 0) return (null, Obstacle.Version, machine);

        var table = new Table(
            RowReader.Read(machine, node, cancellation), DeclaredIllegal.ReadAll(machine, node), initial as INamedTypeSymbol);
        if (table.States.Count == 0) return (null, Obstacle.Empty, machine);
        if (table.States.Count > Table.Limit || table.Triggers.Count > Table.Limit) return (null, Obstacle.TooLarge, machine);

        if (table.States.Find(state => !OpenType.Carries(state, machine)) is { } untold) return (null, Obstacle.Generic, untold);

        var isReusable = attribute.NamedArguments.Any(argument => argument is { Key: WellKnown.Reusable, Value.Value: true });
        if (isReusable && ((FenceKind)mode == FenceKind.Cas || AttributeReader.Read(machine, node, WellKnown.Terminal).Count == 0)) return (null, Obstacle.Reusable, machine);

        List<ITypeSymbol> seen = [machine, why, .. table.States, .. table.Triggers, .. table.Triggers.SelectMany(TriggerReader.Signature)];
        if (context is not null) seen.Add(context);
        if (session is not null) seen.Add(SessionReader.TypeOf(session));
        return Surface.Of(seen) is { } surface
            ? (new Declaration(why, (FenceKind)mode, context, session, version, isReusable, table, surface), Obstacle.None, null)
            : (null, Obstacle.Hidden, seen.First(type => Surface.Of([type]) is null));
    }

    private static ITypeSymbol? TypeArgument(AttributeData attribute, string name, INamedTypeSymbol machine) =>
        OpenType.Bind(attribute.NamedArguments.FirstOrDefault(argument => argument.Key == name).Value.Value as ITypeSymbol, machine);
}
