/// Fields in a word, a code that mends a wrong bit, and a shift register: what shifts and masks are for.
module BitTricks

[<Flags>]
type Status =
    | None = 0
    | Ready = 1
    | Busy = 2
    | Overrun = 4
    | Parity = 8

// ── fields of a word: the time stamps of the FAT file system ──

let field (value: uint32) first count = (value >>> first) &&& ((1ul <<< count) - 1ul)

let pack year month day hour minute second =
    uint32 (year - 1980) <<< 25
    ||| (uint32 month <<< 21)
    ||| (uint32 day <<< 16)
    ||| (uint32 hour <<< 11)
    ||| (uint32 minute <<< 5)
    ||| uint32 (second / 2)

let printStamp stamp =
    let year = 1980ul + field stamp 25 7
    printf "%04d-%02d-%02d " year (field stamp 21 4) (field stamp 16 5)
    printfn "%02d:%02d:%02d" (field stamp 11 5) (field stamp 5 6) (2ul * field stamp 0 5)

// ── Hamming's (7, 4) code: bit i of the word stands at position i + 1 ──

let bit (word: byte) position = (word >>> (position - 1)) &&& 1uy

let encode (nibble: byte) =
    let d1 = bit nibble 1
    let d2 = bit nibble 2
    let d3 = bit nibble 3
    let d4 = bit nibble 4
    let p1 = d1 ^^^ d2 ^^^ d4
    let p2 = d1 ^^^ d3 ^^^ d4
    let p4 = d2 ^^^ d3 ^^^ d4
    p1 ||| (p2 <<< 1) ||| (d1 <<< 2) ||| (p4 <<< 3) ||| (d2 <<< 4) ||| (d3 <<< 5) ||| (d4 <<< 6)

/// The place of the wrong bit, 0 for none: the sum without carry of all places that hold a 1.
let syndrome word =
    let mutable sum = 0
    for position in 1 .. 7 do
        if bit word position = 1uy then sum <- sum ^^^ position
    sum

let decode word =
    let wrong = syndrome word
    let mended = if wrong = 0 then word else word ^^^ (1uy <<< (wrong - 1))
    bit mended 3 ||| (bit mended 5 <<< 1) ||| (bit mended 6 <<< 2) ||| (bit mended 7 <<< 3)

/// All 16 words with each of their 7 bits turned round: how many come back whole.
let survivors () =
    let mutable count = 0
    for nibble in 0uy .. 15uy do
        for position in 0 .. 6 do
            let received = encode nibble ^^^ (1uy <<< position)
            if decode received = nibble then count <- count + 1
    count

// ── a shift register of 16 bits goes through all states but 0 ──

let advance (state: uint16) =
    let isOdd = state &&& 1us <> 0us
    let shifted = state >>> 1
    if isOdd then shifted ^^^ 0xB400us else shifted

let period () =
    let start = 0xACE1us
    let mutable state = advance start
    let mutable steps = 1
    while state <> start && steps < 70000 do
        state <- advance state
        steps <- steps + 1
    steps

let gray (n: uint32) = n ^^^ (n >>> 1)

[<EntryPoint>]
let main () =
    let stamp = pack 2024 2 29 23 59 58
    printfn "%08X" stamp
    printStamp stamp

    for nibble in 0uy .. 3uy .. 15uy do
        printf "%B " (encode nibble)
    printfn "and %d of 112 mended" (survivors ())

    printfn "period %d" (period ())
    for n in 0ul .. 7ul do
        printf "%03B " (gray n)
    printfn ""

    let mutable status = Status.Ready ||| Status.Parity
    status <- status ||| Status.Overrun
    status <- status &&& ~~~Status.Parity
    printfn "%d overrun %b parity %b" (int status) (status &&& Status.Overrun <> Status.None) (status.HasFlag Status.Parity)
    printfn "%d %d %d" (Bits.popCount stamp) (Bits.leadingZeroCount stamp) (-100 >>> 3)
    0
