// Programs that would deceive a careless reader of numbers, slices, unions and arrays. Data only; the marks are those of `traps-of-control.ts`.

export const trapsOfValues: Readonly<Record<string, string>> = {
  'the next number after the largest': `
[<EntryPoint>]
let main () =
    let i = input ()
    if 0 <= i && i < 15 then items.[i + 1] <- 1 // proved
    if i >= 0 && i + 1 < 16 then items.[i + 1] <- 2 // fails
    let b = uint8 i
    if b + 1uy < 16uy then items.[int (b + 1uy)] <- 3 // proved
    if b + 1uy < 17uy then items.[int b] <- 3 // fails
    0
`,
  'a checked sum, where it ran and where it did not': `
[<EntryPoint>]
let main () =
    state <- input ()
    let i = input ()
    let j = input ()
    if state < 5 && i >= 0 && j >= 0 && i + j < 16 then ignore items.[i + j] // fails
    let sum = if state < 0 then Checked.(+) i j else 0 // fails overflow
    if state > 5 && i >= 0 && j >= 0 && sum < 16 then ignore items.[i] // fails
    if state < 0 && i >= 0 && j >= 0 && sum < 16 then ignore items.[sum] // proved
    if state < 0 && i >= 0 && j >= 0 && i + j < 16 then ignore items.[j] // proved
    let k = Checked.(+) i 1 // fails overflow
    if 0 < k && k < 17 then ignore items.[k - 1] // proved
    if state < -16 && k < 17 then ignore items.[k - 1] // fails
    let b = Checked.byte k // fails overflow
    if b < 16uy then ignore items.[k] // proved
    if b < 16uy then ignore items.[i + 1] // proved
    if b < 16uy then ignore items.[i] // fails
    ignore (Checked.(-) (int b) 1) // proved overflow
    0
`,
  'slices of slices': `
[<EntryPoint>]
let main () =
    let a = items.[2 .. 9] // proved slice
    let b = a.[1 .. 3] // proved slice
    let n = input ()
    if 0 <= n && n < 3 then
        ignore b.[n] // proved
    if n = 3 then ignore b.[n] // fails
    if n = 4 then ignore a.[.. 8] // fails slice
    if 0 <= n && n <= 8 then
        let c = a.[n .. n - 1] // proved slice
        if n = 7 then ignore c.[0] // fails
        let d = a.[n ..] // proved slice
        if n < 8 then ignore d.[0] // proved
        if n < 8 then ignore d.[7 - n] // proved
        if n > 0 then ignore d.[8 - n] // fails
    0
`,
  'an empty slice of an empty slice, and its length': `
let sum (s: ReadOnlySpan<int>) (n: int) : int =
    if 0 <= n && n <= s.Length then
        let t = s.[n ..] // proved slice
        let u = t.[0 .. t.Length - 1] // proved slice
        if u.Length > 0 then u.[u.Length - 1] // proved bounds
        else t.[0] // fails bounds
    else 0
[<EntryPoint>]
let main () = sum items (input ())
`,
  'a payload read where the case may be another': `
[<EntryPoint>]
let main () =
    let n = input ()
    let mutable r = None
    if n > 0 then r <- Some (n &&& 15)
    match r with
    | Some x -> items.[x] <- 1 // proved
    | None -> ()
    let mutable s = Some n
    if input () > 0 then s <- Some 3
    match s with
    | Some x -> items.[x] // fails
    | None -> 0
`,
  'payloads of two cases with one place': `
type Key =
    | Near of int
    | Far of int
[<EntryPoint>]
let main () =
    let n = input ()
    match (if 0 <= n && n < 16 then Near n else Far n) with
    | Near x -> items.[x] // proved
    | Far x -> items.[x] // fails
`,
  'a union that a loop changes': `
[<EntryPoint>]
let main () =
    let mutable o = Some 3
    while input () > 0 do
        match o with
        | Some x ->
            items.[x] <- 1 // fails
            o <- if input () > 5 then None else Some (x + 5)
        | None -> o <- Some 0
    0
`,
  'an array variable that is replaced by a shorter array': `
let small : int[] = Array.zeroCreate 3
[<EntryPoint>]
let main () =
    let mutable a = items
    items.[2] <- a.Length
    let n = input ()
    if 0 <= n && n < a.Length then
        a.[n] <- 1 // proved
        if input () > 0 then a <- small
        a.[n] <- 2 // fails
    a.[2] // proved
`,
  'quotients that do not exist': `
[<EntryPoint>]
let main () =
    let a = input ()
    let b = input ()
    if b > 0 then ignore (a / b) // proved
    if b <> 0 && b <> -1 then ignore (a % b) // proved
    if b <> 0 && a >= 0 then ignore (a / b) // proved
    let u = uint16 b
    if u <> 0us then ignore (uint16 a / u) // proved
    if b <> 0 then ignore (a / b) // fails
    ignore (8y / int8 b) // fails
    0
`,
  'the smallest number: its negation, its absolute value, its remainder': `
[<EntryPoint>]
let main () =
    let n = input ()
    if n > -16 && n <= 0 then items.[-n] <- 1 // proved
    if n > -16 && n < 16 then items.[abs n] <- 1 // proved
    if n % 16 >= 0 then items.[n % 16] <- 1 // proved
    if input () < 0 then
        if abs n < 16 then items.[abs n] <- 1 // fails
    elif -n < 16 && n <= 0 then items.[-n] <- 1 // fails
    items.[n % 16] // fails bounds
`,
  'shifts by the width and more': `
[<EntryPoint>]
let main () =
    let n = input ()
    items.[(n &&& 255) >>> 68] <- 1 // proved
    items.[1 <<< 67] <- 1 // proved
    items.[15 >>> n] <- 1 // proved
    if n = 3 then items.[1 <<< 68] <- 1 // fails
    if n = 5 then items.[int (1uy <<< 12)] <- 1 // fails
    if n >= 16 then items.[(n &&& 255) >>> 64] <- 1 // fails
    items.[(1 <<< n) &&& 31] // fails
`,
  'a left shift that loses bits': `
[<EntryPoint>]
let main () =
    let n = input ()
    let b = uint8 n
    items.[int (b <<< 4) / 16] <- 1 // proved
    if b < 16uy then items.[int (b <<< 4) >>> 4] <- 1 // proved
    if b >= 1uy && (b <<< 4) < 16uy then items.[int b] <- 1 // fails
    0
`,
  'unsigned differences': `
[<EntryPoint>]
let main () =
    let a = uint (input ())
    let b = uint (input ())
    if a - b < 16u then items.[int (a - b)] <- 1 // proved
    if b <= a && a < 16u then items.[int (a - b)] <- 1 // proved
    if a < 16u && b < 16u then items.[int (a - b)] <- 1 // fails
    0
`,
  'conversions that lose bits': `
[<EntryPoint>]
let main () =
    let n = input ()
    items.[int (uint8 n) / 16] <- 1 // proved
    let x = int64 n * 3L
    if 0L <= x && x < 16L then items.[int x] <- 1 // proved
    let b = int8 n
    if b >= 0y && b < 16y then items.[int b] <- 1 // proved
    if n = 128 || n = 255 then items.[int b] <- 1 // fails
    if int16 n < 16s && n >= 0 then items.[n] <- 1 // fails
    items.[int (int32 (int64 n + 1L)) / 2] // fails bounds
`,
  'a test behind "or" says less than one behind "and"': `
[<EntryPoint>]
let main () =
    let i = input ()
    let j = input ()
    if not (i < 0 || 15 < i) then items.[i] <- 1 // proved
    if (0 <= i && i < 16) && not (j < 0) && j <= i then items.[j] <- 1 // proved
    if 0 <= i || i < 16 then items.[i] <- 1 // fails
    0
`,
  'a truth value that is older than the number': `
[<EntryPoint>]
let main () =
    let mutable i = input ()
    let isInside = 0 <= i && i < 16
    if isInside then items.[i] <- 1 // proved
    if input () > 0 then i <- i + 1
    if isInside then items.[i] <- 1 // fails
    0
`,
  'bits of negative numbers': `
[<EntryPoint>]
let main () =
    let n = input ()
    items.[n &&& 15] <- 1 // proved
    items.[(n &&& 5) ||| (n &&& 10)] <- 1 // proved
    items.[(n &&& 5) ^^^ (n &&& 10)] <- 1 // proved
    items.[(~~~n) &&& 15] <- 1 // proved
    if n > 0 then items.[(n &&& -16) &&& 16] <- 1 // fails
    if n = 3 then items.[n ||| 16] <- 1 // fails
    items.[n ^^^ 1] // fails
`,
  'products that wrap': `
[<EntryPoint>]
let main () =
    let n = input ()
    if 0 <= n && n < 4 then items.[n * n] <- 1 // proved
    if n >= 0 && n * 4 < 16 then items.[n] <- 1 // fails
    0
`,
  'a table of constants, and one that something writes': `
let fixed' : int16[] = [| 1s; 5s; 15s |]
let loose : int8[] = [| 1y; 5y; 15y |]
[<EntryPoint>]
let main () =
    let n = input ()
    if 0 <= n && n < 3 then
        let i = int fixed'.[n]
        items.[i] <- 1 // proved
        let j = int loose.[n]
        items.[j] <- 1 // open
        loose.[n] <- int8 (n * 9)
        let k = int loose.[n]
        items.[k] <- 1 // fails
    0
`,
};
