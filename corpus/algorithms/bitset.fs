/// Sets of small numbers as bits in words: membership, union, counting, the first free number as an allocator asks for it, and ranges.
module Bitset

/// A number outside the set's words is no member.
let contains (words: ReadOnlySpan<uint32>) (number: int) : bool =
    number >= 0 && number >>> 5 < words.Length && (words.[number >>> 5] >>> (number &&& 31)) &&& 1ul = 1ul

let add (words: Span<uint32>) (number: int) : unit =
    if 0 <= number && number < 32 * words.Length then
        words.[number / 32] <- words.[number / 32] ||| (1ul <<< (number % 32))

let remove (words: Span<uint32>) (number: int) : unit =
    let word = number >>> 5
    if word >= 0 && word < words.Length then
        words.[word] <- words.[word] &&& ~~~(1ul <<< (number &&& 31))

/// Adds all of another set that has as many words.
let unite (words: Span<uint32>) (others: ReadOnlySpan<uint32>) : unit =
    for i in 0 .. words.Length - 1 do
        words.[i] <- words.[i] ||| others.[i]

let count (words: ReadOnlySpan<uint32>) : int =
    let mutable sum = 0
    for i in 0 .. words.Length - 1 do
        let mutable rest = words.[i]
        while rest <> 0ul do
            rest <- rest &&& (rest - 1ul)
            sum <- sum + 1
    sum

/// The least number that is not in the set, or −1: takes it as well.
let allocate (words: Span<uint32>) : int =
    let mutable i = 0
    while i < words.Length && words.[i] = 0xFFFFFFFFul do
        i <- i + 1
    if i = words.Length then
        -1
    else
        let mutable bit = 0
        while bit < 31 && (words.[i] >>> bit) &&& 1ul = 1ul do
            bit <- bit + 1
        words.[i] <- words.[i] ||| (1ul <<< bit)
        32 * i + bit

/// The least member not below `start`, or −1.
let next (words: ReadOnlySpan<uint32>) (start: int) : int =
    let mutable number = if start < 0 then 0 else start
    let mutable found = -1
    while found < 0 && number / 32 < words.Length do
        let rest = words.[number / 32] >>> (number % 32)
        if rest = 0ul then
            number <- (number / 32 + 1) * 32
        elif rest &&& 1ul = 1ul then
            found <- number
        else
            number <- number + 1
    found

/// All numbers from `first` up to and without `last`, word by word.
let addRange (words: Span<uint32>) (first: int) (last: int) : unit =
    if 0 <= first && first < last && last <= 32 * words.Length then
        let firstWord = first / 32
        let lastWord = (last - 1) / 32
        let low = 0xFFFFFFFFul <<< (first % 32)
        let high = 0xFFFFFFFFul >>> (31 - (last - 1) % 32)
        if firstWord = lastWord then
            words.[firstWord] <- words.[firstWord] ||| (low &&& high)
        else
            words.[firstWord] <- words.[firstWord] ||| low
            for i in firstWord + 1 .. lastWord - 1 do
                words.[i] <- 0xFFFFFFFFul
            words.[lastWord] <- words.[lastWord] ||| high

let show (words: ReadOnlySpan<uint32>) : unit =
    Console.writeInt (count words)
    Console.write ":"
    let mutable number = next words 0
    while number >= 0 do
        Console.write " "
        Console.writeInt number
        number <- next words (number + 1)
    Console.newline ()

let letters : uint32[] = Array.zeroCreate 4
let others : uint32[] = Array.zeroCreate 4

[<EntryPoint>]
let main () =
    // The first digit is the number of words, the characters that follow are members.
    let line : byte[] = Array.zeroCreate 60
    let length = Console.readln line
    let size = if length > 0 then int line.[0] - int '0'B else 0
    if size < 1 || size > letters.Length then
        1
    else
        let set = letters.[0 .. size - 1]
        let other = others.[0 .. size - 1]
        for i in 1 .. length - 1 do
            add set (int line.[i])
        show set
        remove set (int 'e'B)
        remove set 1000
        Console.writeBool (contains set (int 'f'B))
        Console.write " "
        Console.writeBool (contains set (int 'e'B))
        Console.write " "
        Console.writeBool (contains set 500)
        Console.newline ()
        addRange other 30 67
        addRange other 5 9
        addRange other 0 (32 * size + 1)
        show other
        unite set other
        show set
        for _turn in 1 .. 7 do
            Console.writeInt (allocate set)
            Console.write " "
        Console.newline ()
        0
