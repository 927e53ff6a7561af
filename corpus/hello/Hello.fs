/// The smallest program: one line on the console, exit status 0.
module Hello

[<EntryPoint>]
let main () =
    Console.writeln "Hello from Firefly."
    0
