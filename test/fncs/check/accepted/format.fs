module Format_

type Color =
    | Red = 1
    | Green = 2

type Mood =
    | Good
    | Bad

[<Measure>]
type m

let plain = $"no hole"
let print (n: int) (name: string) (x: float) = Console.writeln $"{n} {name,-8} {x:F2} {n + 1:X4} {(n, 1) |> fst}"
let inline generic x = Console.write $"<{x}>"
let also () =
    generic 3
    generic "three"
    generic 'c'
let names (c: Color) (m: Mood) (b: bool) = Console.write $"{c} {m} {b}"
let into (buffer: Span<byte>) n = Format.into buffer $"%04d{n}"
let cut (buffer: Span<byte>) (n: int) = Format.truncated buffer $"{n}"
let classic n = printfn "%d %s %5.2f %c %b %% %-4x|" n "text" 1.5 'c' true n
let measured (d: float<m>) = printf "%.1f" d
let piped n = n |> printfn "%d"
let lines (n: int) =
    Console.write $"""one {n}
two "quoted" {"inner"} {{}}"""
let verbatim (n: int) = Console.write $@"C:\{n} ""q"""
let escapes (n: int) = Console.write $"\t{n}\n\u00e9"

[<EntryPoint>]
let main () =
    print 3 "text" 2.5
    0
