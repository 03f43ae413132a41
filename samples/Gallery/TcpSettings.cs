namespace Replication.Gallery;

/// <summary>What is constant for a connection.</summary>
/// <param name="ReceiveWindow">How many octets may arrive beyond those acknowledged (RCV.WND).</param>
public readonly record struct TcpSettings(uint ReceiveWindow);
