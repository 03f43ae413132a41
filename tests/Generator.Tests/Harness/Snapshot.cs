using System.Runtime.CompilerServices;

namespace Replication.Generator.Tests.Harness;

/// <summary>
/// Compares generated files with accepted ones that lie beside the test, named as Verify.SourceGenerators names them:
/// <c>Class.Method#Hint.verified.cs</c>. A file that differs is left as <c>.received.cs</c>; accepting it is renaming it.
/// </summary>
internal static class Snapshot
{
    public static void Verify(Compiled compiled, [CallerFilePath] string file = "", [CallerMemberName] string method = "")
    {
        Assert.NotEmpty(compiled.Files);
        var stem = Path.Combine(Path.GetDirectoryName(file)!, $"{Path.GetFileNameWithoutExtension(file)}.{method}#");
        var different = new List<string>();
        foreach (var source in compiled.Files)
        {
            var path = stem + Path.GetFileNameWithoutExtension(source.HintName);
            var received = $"//HintName: {source.HintName}\n{source.SourceText}";
            var verified = path + ".verified.cs";
            if (File.Exists(verified) && File.ReadAllText(verified) == received)
            {
                File.Delete(path + ".received.cs");
                continue;
            }

            File.WriteAllText(path + ".received.cs", received);
            different.Add(Path.GetFileName(verified));
        }

        Assert.True(different.Count == 0, $"Not what was accepted: {string.Join(", ", different)}. The .received.cs files show what came.");
        var accepted = Directory.GetFiles(Path.GetDirectoryName(file)!, Path.GetFileName(stem) + "*.verified.cs");
        Assert.True(accepted.Length == compiled.Files.Count, "A file that was accepted is no longer generated.");
    }
}
