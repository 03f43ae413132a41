using System.Globalization;
using System.Runtime.CompilerServices;

namespace Replication;

/// <summary>A small value kept for a message: stored as its bits, without boxing, and formatted only when somebody reads it.</summary>
public readonly struct Fact
{
    private readonly object? _form;
    private readonly ulong _bits;

    private Fact(object? form, ulong bits)
    {
        _form = form;
        _bits = bits;
    }

    /// <summary>Whether nothing was stated.</summary>
    public bool IsNone => _form is null;

    /// <summary>Keeps a value. Values of up to 8 bytes are not boxed.</summary>
    /// <typeparam name="T">A plain value type.</typeparam>
    /// <param name="value">The value.</param>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static Fact Of<T>(T value)
        where T : unmanaged
    {
        if (Unsafe.SizeOf<T>() > sizeof(ulong)) return Text(value);
        ulong bits = 0;
        Unsafe.As<ulong, T>(ref bits) = value;
        return new Fact(Form<T>.Instance, bits);
    }

    private static Fact Text<T>(T value)
        where T : unmanaged => new(value.ToString() ?? "", 0);

    /// <summary>Keeps a text.</summary>
    /// <param name="text">The text.</param>
    public static Fact Of(string text) => new(text, 0);

    /// <inheritdoc/>
    public override string ToString() => _form switch
    {
        null => "nothing",
        Form form => form.Format(_bits),
        _ => _form.ToString() ?? "",
    };

    private abstract class Form
    {
        public abstract string Format(ulong bits);
    }

    private sealed class Form<T> : Form
        where T : unmanaged
    {
        public static readonly Form<T> Instance = new();

        public override string Format(ulong bits) =>
            Convert.ToString(Unsafe.As<ulong, T>(ref bits), CultureInfo.InvariantCulture) ?? "";
    }
}
