// The real PowerShell engine behind the line protocol of `pwsh -Command -`: read a line, run it, print what came out.
// Options on the command line are ignored. There is no console host: no prompts, no escape codes, no Utility module.
using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Text;

var utf8 = new UTF8Encoding(encoderShouldEmitUTF8Identifier: false);
using var input = new StreamReader(Console.OpenStandardInput(), utf8);
Console.SetIn(input);
Console.SetOut(new StreamWriter(Console.OpenStandardOutput(), utf8) { AutoFlush = true });
Console.SetError(new StreamWriter(Console.OpenStandardError(), utf8) { AutoFlush = true });

using var runspace = RunspaceFactory.CreateRunspace(InitialSessionState.CreateDefault2());
runspace.Open();
Runspace.DefaultRunspace = runspace;

while (Console.In.ReadLine() is { } line)
{
    using var shell = PowerShell.Create(runspace);
    try
    {
        foreach (var item in shell.AddScript(line, useLocalScope: false).Invoke()) Console.Out.WriteLine(item);
    }
    catch (RuntimeException error)
    {
        Console.Error.WriteLine(error.Message);
    }
    foreach (var error in shell.Streams.Error) Console.Error.WriteLine(error);
}

// A worker thread of a runspace would keep the process.
Environment.Exit(0);
