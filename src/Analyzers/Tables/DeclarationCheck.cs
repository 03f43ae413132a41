using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.CSharp;
using Microsoft.CodeAnalysis.CSharp.Syntax;
using Replication.Analyzers.Rules;
using Replication.Generator.Parse;

namespace Replication.Analyzers.Tables;

/// <summary>Says why a machine is not compiled.</summary>
internal static class DeclarationCheck
{
    public static void Run(MachineReading reading, Action<Diagnostic> report, CancellationToken cancellation)
    {
        var place = reading.Place.Location();
        if (reading.Obstacle == Obstacle.TooLarge)
        {
            var rows = reading.Rows.Select(row => row.Row).OfType<Row>().ToList();
            var states = rows.SelectMany(row => row.IsGroup ? new[] { row.Next } : [row.Source, row.Next]);
            report(Diagnostic.Create(
                TableRules.TooLarge, place, reading.Machine.Name(), Distinct(states), Distinct(rows.Select(row => row.Trigger)), Table.Limit));
        }
        else if (Reason(reading, cancellation) is { } reason)
        {
            report(Diagnostic.Create(TableRules.NotCompiled, place, reading.Machine.Name(), reason));
        }
    }

    private static int Distinct(IEnumerable<ITypeSymbol> types) => new HashSet<ISymbol>(types, SymbolEqualityComparer.Default).Count;

    private static string? Reason(MachineReading reading, CancellationToken cancellation) => reading.Obstacle switch
    {
        Obstacle.Record => "it is a record, whose equality compares fields. A machine is itself and no other: declare a class.",
        Obstacle.Static => "it is static, so there is no machine to start. Declare a class that is not.",
        Obstacle.Abstract => "it is abstract, so no machine can be started. Declare a class that is not.",
        Obstacle.Generic => $"it is generic, or stands in a generic type, and its state '{reading.Culprit?.Name()}' does not carry its type parameters, so that a "
            + "value of it would not tell which machine it is of. Legal: a state nested in the machine, in rows that name it open, as "
            + "[On(typeof(Store<>.Closed), typeof(Store<>.Open), typeof(Store<>.Opened))].",
        Obstacle.SessionId when reading.Culprit.Same(reading.Machine) =>
            "its session ID would be a property of its context, and it declares none. Legal: Context = typeof(...).",
        Obstacle.SessionId => $"its session ID is no property or field of '{reading.Culprit?.Name()}' that can be read. "
            + $"Legal: SessionId = nameof({reading.Culprit?.Name()}.…).",
        Obstacle.Version => "its version is negative. Versions begin at 1; 0, or none, makes a machine that is not movable.",
        Obstacle.Reusable => "it is to begin again where it has ended. That needs a [Terminal<TState>], and Fence.Owner or Fence.None.",
        Obstacle.Fence => "its fence mode is a number that names no mode. Legal are Fence.Owner, Fence.None and Fence.Cas.",
        Obstacle.Initial when reading.Culprit is not null and not IErrorTypeSymbol =>
            $"its initial state '{reading.Culprit.Name()}' is not a struct. A state is a struct, best a readonly record struct.",
        // A row that was left out is spoken of where it stands.
        Obstacle.Empty when reading.IsWhole && !reading.Rows.Exists(row => row.Row is not null) =>
            "it has no row. Each [On<TState, TTrigger, TNext>] adds one.",
        Obstacle.Hidden when reading.Culprit is { } hidden =>
            $"'{hidden.Name()}' is private, protected or file-local, or holds such a type. Generated code can name what is public or internal.",
        Obstacle.None when Fixed(reading.Machine, cancellation) is { } type =>
            $"'{type.Name()}' is not partial. The machine and every type around it must be, so that the generated half can be added.",
        // Reasons, Initial and Context: what is left is a type that the compiler does not know or accept, and says so.
        _ => null,
    };

    // The type that cannot be reopened, the innermost first.
    private static INamedTypeSymbol? Fixed(INamedTypeSymbol machine, CancellationToken cancellation)
    {
        for (var type = machine; type is not null; type = type.ContainingType)
        {
            if (type.DeclaringSyntaxReferences.Any(place =>
                    place.GetSyntax(cancellation) is TypeDeclarationSyntax syntax && !syntax.Modifiers.Any(SyntaxKind.PartialKeyword)))
            {
                return type;
            }
        }

        return null;
    }
}
