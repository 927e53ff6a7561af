/// Resources: what a block opens, it closes when it ends, in reverse order, however it ends.
module Resources

/// Eight lines that can be taken; a set bit is a line in use.
let mutable taken = 0

type Line =
    { Number: int }

    member line.Mask = 1 <<< line.Number

    interface System.IDisposable with
        member line.Dispose() =
            taken <- taken &&& ~~~line.Mask
            printfn "  line %d is free" line.Number

let take number =
    requires (0 <= number && number < 8)
    let line = { Number = number }
    taken <- taken ||| line.Mask
    printfn "  line %d is taken" number
    line

/// Each is freed when the block ends, the last one first.
let transfer first second =
    requires (0 <= first && first < 8 && 0 <= second && second < 8)
    use source = take first
    use target = take second
    printfn "  %d lines are in use" (Bits.popCount (uint32 taken))
    source.Mask ||| target.Mask

/// In a loop, in each turn.
let poll () =
    let mutable sum = 0
    for number in 0 .. 2 do
        use line = take number
        sum <- sum + line.Mask
    sum

/// A union is disposed of by its case.
type Output =
    | Screen of indent: int
    | Nowhere

    interface System.IDisposable with
        member output.Dispose() =
            match output with
            | Screen indent -> printfn "  end of indent %d" indent
            | Nowhere -> ()

let write output (text: string) =
    match output with
    | Screen indent -> printfn "  %s after %d" text indent
    | Nowhere -> ()

let report isQuiet =
    use output = if isQuiet then Nowhere else Screen 4
    write output "report"

let mutable depth = 0

/// What is done last is done on every way out; the value is the body's.
let rec countDown n =
    try
        depth <- depth + 1
        if n = 0 then depth else countDown (n - 1)
    finally
        depth <- depth - 1

[<EntryPoint>]
let main () =
    printfn "transfer"
    printfn "mask %d, in use: %d" (transfer 5 2) taken
    printfn "poll"
    printfn "sum %d" (poll ())
    report false
    report true
    printfn "using"
    printfn "mask %d" (using (take 7) (fun line -> line.Mask))
    printfn "depth %d, then %d" (countDown 3) depth
    taken
