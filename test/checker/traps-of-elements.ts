// Programs that would deceive a careless reader of what elements have to do with each other, with lengths, and with their places. Data only; the marks are those of
// `traps-of-control.ts`. `data` has as many elements as the input says, so that no number bounds an index into it.

const fill = `
let table : int[] = Array.zeroCreate 8
let other : int[] = Array.create 8 100
let room : int[] = Array.zeroCreate 16
let fill (target: Span<int>) (size: int) =
    for i in 0 .. target.Length - 1 do
        target.[i] <- i % size
let pick (places: ReadOnlySpan<int>) (data: Span<int>) (k: int) : int =
    if 0 <= k && k < places.Length then
        let at = places.[k]
        data.[at] // HERE
    else 0
let size () : int =
    let n = input ()
    if 1 <= n && n <= 16 then n else 1
`;

/** The same helpers, with what must become of the element that the table leads to. */
function withTable(wanted: string, program: string): string {
  return `${fill.replace('HERE', wanted)}${program}`;
}

export const trapsOfElements: Readonly<Record<string, string>> = {
  'a table of places': withTable(
    'proved',
    `
[<EntryPoint>]
let main () =
    let data = room.[0 .. size () - 1]
    fill table data.Length
    pick table data (input ())
`,
  ),
  'a table of places, of which a slice is written': withTable(
    'fails',
    `
[<EntryPoint>]
let main () =
    let data = room.[0 .. size () - 1]
    fill table data.Length
    let part = table.[1 .. 3]
    part.[0] <- data.Length
    pick table data (input ())
`,
  ),
  'a table of places, for data that are fewer by now': withTable(
    'fails',
    `
[<EntryPoint>]
let main () =
    let data = room.[0 .. size () - 1]
    fill table data.Length
    pick table data.[1 ..] (input ())
`,
  ),
  'a table of places that was filled for other data': withTable(
    'fails',
    `
[<EntryPoint>]
let main () =
    let first = room.[0 .. size () - 1]
    let data = room.[0 .. size () - 1]
    fill table first.Length
    pick table data (input ())
`,
  ),
  'a table of places, and a loop that did not run': withTable(
    'fails',
    `
[<EntryPoint>]
let main () =
    let data = room.[0 .. size () - 1]
    let n = input ()
    for i in 0 .. n - 1 do
        if i < other.Length then other.[i] <- 0
    pick other data (input ())
`,
  ),
  'a table of places that is filled, but for its last one': withTable(
    'fails',
    `
[<EntryPoint>]
let main () =
    let data = room.[0 .. size () - 1]
    fill other.[0 .. 6] data.Length
    pick other data (input ())
`,
  ),
  'a table of places that a callee spoils': withTable(
    'fails',
    `
let spoil (target: Span<int>) (k: int) =
    if 0 <= k && k < target.Length then target.[k] <- 16
let through (target: Span<int>) (k: int) = spoil target k
[<EntryPoint>]
let main () =
    let data = room.[0 .. size () - 1]
    fill table data.Length
    through table (input ())
    pick table data (input ())
`,
  ),
  'two names for one table': `
let table : int[] = Array.zeroCreate 8
let spare : int[] = Array.zeroCreate 8
let room : int[] = Array.zeroCreate 16
let use' (places: Span<int>) (spoiled: Span<int>) (data: Span<int>) (k: int) : int =
    for i in 0 .. places.Length - 1 do
        places.[i] <- 0
    if data.Length > 0 && 0 <= k && k < places.Length && k < spoiled.Length then
        let before = places.[k]
        data.[before] <- 1 // proved
        spoiled.[k] <- data.Length
        let after = places.[k]
        data.[after] // fails
    else 0
[<EntryPoint>]
let main () =
    let n = input ()
    if 1 <= n && n <= 16 then
        let data = room.[0 .. n - 1]
        use' table spare data (input ()) + use' table table data (input ())
    else 0
`,
  'the same element twice, and one between': `
let table : int[] = Array.zeroCreate 8
let use' (places: Span<int>) (data: Span<int>) (i: int) (j: int) (value: int) : int =
    if 0 <= i && i < places.Length && 0 <= j && j < places.Length then
        if 0 <= places.[i] && places.[i] < data.Length then
            data.[places.[i]] <- 1 // proved
            places.[j] <- value + 1
            let at = places.[i]
            data.[at] // fails
        else 0
    else 0
[<EntryPoint>]
let main () = use' table items.[0 .. (input () &&& 7)] (input ()) (input ()) (input ())
`,
  'an element that was written just now, and its neighbour': `
let table : int[] = Array.create 8 50
let use' (places: Span<int>) (data: Span<int>) (i: int) (value: int) : int =
    if 0 <= i && i + 1 < places.Length && 0 <= value && value < data.Length then
        places.[i] <- value
        let here = places.[i]
        data.[here] <- 1 // proved
        let there = places.[i + 1]
        data.[there] // fails
    else 0
[<EntryPoint>]
let main () = use' table items (input ()) (input ())
`,
  'the elements that have been written, and the next one': `
let use' (data: Span<int>) (n: int) : int =
    let list : int[] = Array.create 8 77
    let mutable count = 0
    for i in 0 .. data.Length - 1 do
        if data.[i] > 0 && count < list.Length then
            list.[count] <- i
            count <- count + 1
    let mutable sum = 0
    for k in 0 .. count - 1 do
        let at = list.[k]
        sum <- sum + data.[at] // proved
    if 0 <= n && n <= count && n < list.Length then
        let at = list.[n]
        data.[at] // fails
    else sum
[<EntryPoint>]
let main () =
    items.[3] <- 1
    use' items.[0 .. (input () &&& 7)] (input ())
`,
  'pairs on a stack': `
let use' (data: Span<int>) (n: int) : int =
    let stack : int[] = Array.zeroCreate 16
    let mutable top = 0
    let mutable sum = 0
    let mutable turns = 0
    while turns < n && turns < 20 do
        turns <- turns + 1
        if top + 2 <= stack.Length && data.Length > turns then
            stack.[top] <- data.Length
            stack.[top + 1] <- data.Length - 1
            top <- top + 2
        elif top >= 2 then
            top <- top - 2
            let high = stack.[top + 1]
            sum <- sum + data.[high] // proved
            let low = stack.[top]
            if turns > 4 then sum <- sum + data.[low] // fails
    sum
[<EntryPoint>]
let main () = use' items.[0 .. (input () &&& 7)] (input ())
`,
  'elements and their places, in a slice': `
let table : int[] = Array.zeroCreate 16
let use' (places: Span<int>) (data: Span<int>) (k: int) : int =
    if places.Length <= data.Length && 0 <= k && k < places.Length then
        let at = places.[k]
        data.[at] // fails
    else 0
[<EntryPoint>]
let main () =
    for i in 0 .. table.Length - 1 do
        table.[i] <- i
    let n = input () &&& 7
    use' table.[1 .. n] items.[1 .. n] (input ())
`,
  'elements that are exchanged': `
let table : int[] = Array.zeroCreate 8
let exchange (places: Span<int>) (i: int) (j: int) =
    if 0 <= i && i < places.Length && 0 <= j && j < places.Length then
        let kept = places.[i]
        places.[i] <- places.[j]
        places.[j] <- kept
let use' (places: Span<int>) (data: Span<int>) (i: int) (j: int) : int =
    for k in 0 .. places.Length - 1 do
        places.[k] <- 0
    exchange places i j
    if data.Length > 0 && 0 <= i && i < places.Length then
        let at = places.[i]
        data.[at] // proved
    else 0
[<EntryPoint>]
let main () = use' table items.[0 .. (input () &&& 7)] (input ()) (input ())
`,
  'elements that are written on one of two ways': `
let table : int[] = Array.zeroCreate 8
let use' (places: Span<int>) (data: Span<int>) (way: int) (k: int) : int =
    for i in 0 .. places.Length - 1 do
        places.[i] <- 0
    if 0 <= k && k < places.Length && data.Length > 0 then
        if way > 0 then places.[k] <- data.Length - 1
        else places.[0] <- data.Length
        let at = places.[k]
        if way > 0 then data.[at] // proved
        else data.[at] // fails
    else 0
[<EntryPoint>]
let main () = use' table items.[0 .. (input () &&& 7)] (input ()) (input ())
`,
  'a table that a recursive function fills and spoils': `
let table : int[] = Array.zeroCreate 8
let rec climb (places: Span<int>) (data: Span<int>) (n: int) : int =
    let at = places.[0]
    let seen = if 0 <= at && at < data.Length then data.[at] else 0 // proved
    if n > 0 && n < 20 then
        places.[0] <- n
        let deeper = climb places data (n - 1)
        let again = places.[0]
        if n < data.Length then deeper + data.[again] // fails
        else seen
    else
        places.[0] <- data.Length
        let last = places.[0]
        if n < 0 then data.[last] else seen // fails
[<EntryPoint>]
let main () = climb table items.[0 .. (input () &&& 7)] (input ())
`,
  'a table that a handler writes': `
let table : int[] = Array.zeroCreate 8
[<Interrupt("SysTick")>]
let onTick () : unit = table.[0] <- 100
let use' (places: Span<int>) (data: Span<int>) : int =
    places.[0] <- 0
    let before = places.[0]
    if before >= 0 && before < data.Length then
        let after = places.[0]
        data.[after] // open
    else 0
[<EntryPoint>]
let main () = use' table items.[0 .. (input () &&& 7)]
`,
  'elements of a narrower type that wrap around': `
let table : sbyte[] = Array.zeroCreate 8
let use' (places: Span<sbyte>) (data: Span<int>) (value: int) : int =
    if 0 <= value && value < data.Length then
        places.[0] <- sbyte value
        let at = int places.[0]
        if value < 100 then data.[at] // proved
        else data.[at] // fails
    else 0
let large : int[] = Array.zeroCreate 300
[<EntryPoint>]
let main () =
    let n = input ()
    if 1 <= n && n <= 300 then use' table large.[0 .. n - 1] (n - 1) else 0
`,
};
