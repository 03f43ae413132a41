using Consumer;

if (args is ["graphs"])
{
    Console.Write(Door.DotGraph + Door.MermaidGraph + Lamp.DotGraph + Lamp.MermaidGraph + Parcel.DotGraph + Parcel.MermaidGraph);
    return;
}

Walk.Door(Console.Out);
Walk.Lamp(Console.Out);
Journey.Parcel(Console.Out);
