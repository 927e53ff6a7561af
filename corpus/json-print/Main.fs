/// Each line of the input is a JSON text; a line that ends with `\` goes on in the next.
module Json.Main

open Json.Reader

[<Literal>]
let MaxText = 1024

let store: byte[] = Array.zeroCreate MaxText

/// Reads one text into `store`. Gives its length; none at the end of the input.
let readText () : int option =
    let mutable used = 0
    let mutable isEnd = false
    let mutable isGoing = true
    while isGoing do
        if 0 <= used && used < MaxText then
            let length = Console.readln store.[used..]
            if length < 0 then
                isEnd <- true
                isGoing <- false
            elif length > 0 && store.[used + length - 1] = '\\'B then
                store.[used + length - 1] <- '\n'B
                used <- used + length
            else
                used <- used + length
                isGoing <- false
        else
            isGoing <- false
    if isEnd && used = 0 then None else Some used

let report (text: ReadOnlySpan<byte>) (failure: Failure) =
    let (line, column) = place text failure.At
    match failure.Fault with
    | Unexpected octet when 0x21uy <= octet && octet <= 0x7Euy ->
        Console.writeln $"{line}:{column}: unexpected '{char octet}'"
    | Unexpected octet -> Console.writeln $"{line}:{column}: unexpected byte {octet:X2}"
    | fault -> Console.writeln $"{line}:{column}: {describe fault}"

let summarize (seen: Printer.Statistics) =
    Console.write $"-- {seen.Objects} objects, {seen.Arrays} arrays, "
    Console.writeln $"{seen.Strings} strings, {seen.Numbers} numbers, {seen.Words} words, depth {seen.Deepest}"

[<EntryPoint>]
let main () =
    let mutable good = 0
    let mutable bad = 0
    let mutable length = readText ()
    while Option.isSome length do
        match length with
        | Some size when 0 < size && size <= MaxText ->
            let text = store.[.. size - 1]
            match Printer.print text with
            | Ok seen ->
                good <- good + 1
                summarize seen
            | Error failure ->
                bad <- bad + 1
                report text failure
        | _ -> ()
        length <- readText ()
    Console.writeln $"{good} good, {bad} bad"
    0
