// Programs that would deceive a careless reader of what arrays hold. Data only; the marks are those of `traps-of-control.ts`.

export const trapsOfArrays: Readonly<Record<string, string>> = {
  'a table that is written in one place, from one range': `
let table : int[] = Array.zeroCreate 8
let fill (n: int) =
    for i in 0 .. 7 do
        table.[i] <- (i * n) &&& 15
[<EntryPoint>]
let main () =
    fill (input ())
    let k = input () &&& 7
    let at1 = table.[k]
    items.[at1] <- 1 // proved
    let at2 = table.[k] + 1
    items.[at2] // fails
`,
  'a table that a callee writes through a parameter': `
let table : int[] = Array.zeroCreate 8
let other : int[] = Array.zeroCreate 8
let put (into: Span<int>) (i: int) (value: int) =
    if 0 <= i && i < into.Length then into.[i] <- value
[<EntryPoint>]
let main () =
    let k = input () &&& 7
    put other k 100
    let at1 = table.[k]
    items.[at1] <- 1 // proved
    put other k (input ())
    let at2 = other.[k]
    items.[at2] // fails
`,
  'a table that a callee writes through a parameter that once was another': `
let table : int[] = Array.zeroCreate 8
let other : int[] = Array.zeroCreate 8
let put (into: Span<int>) (i: int) (value: int) =
    if 0 <= i && i < into.Length then into.[i] <- value
[<EntryPoint>]
let main () =
    let k = input () &&& 7
    put other k 3
    put table k (input ())
    let at1 = table.[k]
    items.[at1] // fails
`,
  'a table that is written through a slice of a slice': `
let table : int[] = Array.zeroCreate 8
[<EntryPoint>]
let main () =
    let part = table.[2 ..]
    let inner = part.[1 .. 3]
    inner.[0] <- input ()
    let at1 = table.[3]
    items.[at1] // fails
`,
  'a table that is written through one of two views, and read through the other': `
let table : int[] = Array.zeroCreate 8
let other : int[] = Array.zeroCreate 8
let spare : int[] = Array.zeroCreate 8
[<EntryPoint>]
let main () =
    let chosen : Span<int> = if input () > 0 then table else other
    chosen.[0] <- input ()
    let at1 = spare.[0]
    items.[at1] <- 1 // proved
    let at2 = table.[0]
    items.[at2] // fails
`,
  'a table that is written through a view in a record': `
type Holder = { View: Span<int>; Size: int }
let table : int[] = Array.zeroCreate 8
let spare : int[] = Array.zeroCreate 8
let put (holder: Holder) (value: int) =
    if holder.View.Length > 0 then holder.View.[0] <- value
[<EntryPoint>]
let main () =
    put { View = table; Size = 3 } (input ())
    let at1 = spare.[0]
    items.[at1] <- 1 // proved
    let at2 = table.[0]
    items.[at2] // fails
`,
  'a table that is written through a view in an option': `
let table : int[] = Array.zeroCreate 8
let find (n: int) : Span<int> option = if n > 0 then Some (table.[1 ..]) else None
[<EntryPoint>]
let main () =
    match find (input ()) with
    | Some view -> view.[0] <- input ()
    | None -> ()
    let at1 = table.[1]
    items.[at1] // fails
`,
  'a table that is written through a view that a function gives back': `
let table : int[] = Array.zeroCreate 8
let spare : int[] = Array.zeroCreate 8
let pass (view: Span<int>) : Span<int> = view
[<EntryPoint>]
let main () =
    let view = pass table
    view.[0] <- input ()
    let at1 = spare.[0]
    items.[at1] <- 1 // proved
    let at2 = table.[0]
    items.[at2] // fails
`,
  'a table that is written through a module-level name for it': `
let table : int[] = Array.zeroCreate 8
let again : int[] = table
[<EntryPoint>]
let main () =
    again.[0] <- input ()
    let at1 = table.[0]
    items.[at1] // fails
`,
  'a table that is written through a mutable name for it': `
let table : int[] = Array.zeroCreate 8
let other : int[] = Array.zeroCreate 8
[<EntryPoint>]
let main () =
    let mutable view : Span<int> = other
    for i in 0 .. 3 do
        view.[i] <- input ()
        view <- table
    let at1 = table.[1]
    items.[at1] // fails
`,
  'elements that are zero at first': `
let ones : int[] = Array.zeroCreate 4
let more : int[] = Array.create 4 1
[<EntryPoint>]
let main () =
    let k = input () &&& 3
    if input () > 0 then
        ones.[k] <- 1
        more.[k] <- 2
    let at1 = more.[k] - 1
    items.[at1] <- 1 // proved
    let at2 = ones.[k] - 1
    items.[at2] // fails
`,
  'elements of an array that is made anew in each turn': `
[<EntryPoint>]
let main () =
    for i in 0 .. 2 do
        let own : int[] = Array.create 3 i
        let at1 = own.[1]
        items.[at1] <- 1 // open
        own.[1] <- i + 14
        let at2 = own.[1]
        items.[at2] <- 1 // fails
    0
`,
  'elements that the platform writes': `
let bytes : byte[] = Array.zeroCreate 4
[<EntryPoint>]
let main () =
    bytes.[0] <- 3uy
    let n = Platform.Bindings.readBytes 0 bytes 4
    let at1 = int bytes.[0] &&& 15
    items.[at1] <- 1 // proved
    let at2 = int bytes.[0]
    items.[at2] // open
`,
  'elements that the platform writes through a slice': `
let bytes : byte[] = Array.zeroCreate 4
[<EntryPoint>]
let main () =
    let n = Platform.Bindings.readBytes 0 bytes.[1 .. 2] 2
    let at1 = int bytes.[1]
    items.[at1] // open
`,
  'elements of a narrower type': `
let bytes : byte[] = Array.zeroCreate 4
let signs : sbyte[] = Array.zeroCreate 4
let table : int[] = Array.zeroCreate 256
[<EntryPoint>]
let main () =
    let n = input ()
    bytes.[0] <- byte n
    signs.[0] <- sbyte n
    table.[int bytes.[0]] <- 1 // proved
    table.[int signs.[0] + 128] <- 1 // proved
    let at1 = int bytes.[0]
    if input () > 0 then items.[at1] <- 1 // fails
    let at2 = int signs.[0]
    items.[at2] // fails
`,
  'elements that wrap around when they are written': `
let words : uint16[] = Array.zeroCreate 4
[<EntryPoint>]
let main () =
    let n = input () &&& 15
    words.[0] <- uint16 n - 1us
    words.[1] <- uint16 n
    let k = input () &&& 1
    let at1 = int words.[k]
    items.[at1] // fails
`,
  'elements that count up': `
let counts : int[] = Array.zeroCreate 4
[<EntryPoint>]
let main () =
    let k = input () &&& 3
    for i in 0 .. 40 do
        counts.[k] <- counts.[k] + 1
        if counts.[k] > 15 then counts.[k] <- 15
    let at1 = counts.[k]
    items.[at1] <- 1 // open
    counts.[k] <- 16
    let at2 = counts.[k]
    items.[at2] // fails
`,
  'records in an array': `
type Pair = { mutable Small: int; mutable Large: int }
let pairs : Pair[] = Array.create 4 { Small = 1; Large = 100 }
[<EntryPoint>]
let main () =
    let k = input () &&& 3
    pairs.[k] <- { Small = input () &&& 7; Large = input () }
    let at1 = pairs.[k].Small
    items.[at1] <- 1 // proved
    let at2 = pairs.[k].Large
    items.[at2] // fails
`,
  'one field of a record in an array': `
type Pair = { mutable Small: int; mutable Large: int }
let pairs : Pair[] = Array.create 4 { Small = 1; Large = 2 }
let others : Pair[] = Array.create 4 { Small = 1; Large = 2 }
[<EntryPoint>]
let main () =
    let k = input () &&& 3
    pairs.[k].Large <- input ()
    others.[k].Large <- input () &&& 7
    let at1 = pairs.[k].Small
    items.[at1] <- 1 // proved
    let at2 = others.[k].Large
    items.[at2] <- 1 // proved
    let at3 = pairs.[k].Large
    items.[at3] // fails
`,
  'an array that an initialiser writes': `
let table : int[] = Array.zeroCreate 4
let spoil () : int =
    table.[0] <- 16
    3
let three = spoil ()
[<EntryPoint>]
let main () =
    items.[three] <- 1 // proved
    let at1 = table.[0]
    items.[at1] // fails
`,
  'an array that a recursive function writes': `
let table : int[] = Array.zeroCreate 4
let rec climb (n: int) (i: int) : int =
    if n > 0 && i < 20 then
        table.[i &&& 3] <- i
        climb (n - 1) (i + 1)
    else table.[i &&& 3]
[<EntryPoint>]
let main () =
    let at1 = climb (input ()) 0
    items.[at1] // fails
`,
  'a view of text, and a view of bytes': `
let bytes : byte[] = Array.zeroCreate 4
let first (view: ReadOnlySpan<byte>) : int = if view.Length > 0 then int view.[0] else 0
[<EntryPoint>]
let main () =
    bytes.[0] <- 3uy
    let n = first bytes
    let letter = first (String.bytes "a")
    let at1 = int bytes.[0]
    items.[at1] <- 1 // proved
    items.[letter] // fails
`,
};
