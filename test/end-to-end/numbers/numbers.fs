/// Reads numbers line by line and prints each in several ways.
module Numbers

let line: byte[] = Array.zeroCreate 2000

[<EntryPoint>]
let main () =
    let mutable length = Console.readln line
    while 0 <= length && length <= line.Length do
        let text = String.ofBytes line.[0 .. length - 1]
        match Parse.tryFloat text, Parse.tryFloat32 text with
        | Some x, Some y -> Console.writeln $"{x} {y} {x:F2} {x:E5} {x:F0} {x:G0}"
        | _ -> Console.writeln "none"
        length <- Console.readln line
    0
