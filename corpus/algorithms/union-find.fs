/// Disjoint sets: who is connected to whom. With union by size and with paths made shorter while they are walked.
module UnionFind

/// Each element alone.
let reset (parents: Span<int>) (sizes: Span<int>) : unit =
    for i in 0 .. parents.Length - 1 do
        parents.[i] <- i
        sizes.[i] <- 1

/// The representative of an element; each second element on the way is hung one step higher.
let find (parents: Span<int>) (element: int) : int =
    let mutable i = element
    while parents.[i] <> i do
        parents.[i] <- parents.[parents.[i]]
        i <- parents.[i]
    i

/// Joins two sets; false when they are one already.
let unite (parents: Span<int>) (sizes: Span<int>) (a: int) (b: int) : bool =
    let rootA = find parents a
    let rootB = find parents b
    if rootA = rootB then
        false
    else
        if sizes.[rootA] < sizes.[rootB] then
            parents.[rootA] <- rootB
            sizes.[rootB] <- sizes.[rootB] + sizes.[rootA]
        else
            parents.[rootB] <- rootA
            sizes.[rootA] <- sizes.[rootA] + sizes.[rootB]
        true

/// The number of sets.
let count (parents: ReadOnlySpan<int>) : int =
    let mutable sum = 0
    for i in 0 .. parents.Length - 1 do
        if parents.[i] = i then sum <- sum + 1
    sum

let parents : int[] = Array.zeroCreate 26
let sizes : int[] = Array.zeroCreate 26

[<EntryPoint>]
let main () =
    // The first line is the last letter that takes part, the second has pairs of letters.
    let line : byte[] = Array.zeroCreate 60
    let first = Console.readln line
    let members = if first > 0 then int line.[0] - int 'a'B + 1 else 0
    let length = Console.readln line
    if members < 1 || members > parents.Length || length < 2 then
        1
    else
        let parent = parents.[0 .. members - 1]
        let size = sizes.[0 .. members - 1]
        reset parent size
        for i in 0 .. length / 2 - 1 do
            let a = int line.[2 * i] - int 'a'B
            let b = int line.[2 * i + 1] - int 'a'B
            if 0 <= a && a < members && 0 <= b && b < members then
                Console.write (if unite parent size a b then "joined " else "known ")
            else
                Console.write "- "
        Console.newline ()
        Console.writeInt (count parent)
        Console.newline ()
        // The size of each element's set.
        for i in 0 .. members - 1 do
            Console.writeInt size.[find parent i]
            Console.write " "
        Console.newline ()
        0
