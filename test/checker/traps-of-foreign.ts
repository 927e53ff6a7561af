// Programs that would deceive a reader who believes something of C: of a result, of an array that it was given, or that it forgets an address. Data only; the notation is that of
// traps-of-control.ts.

const c = `
[<DllImport("c")>]
extern int32 abs(int32 n)
[<FidelityExtern("c", "length")>]
let length (text: ReadOnlySpan<byte>) : nativeint = Unchecked.defaultof<_>
[<FidelityExtern("c", "fill")>]
let fill (data: Span<byte>) : unit = Unchecked.defaultof<_>
[<FidelityExtern("c", "tick")>]
let tick () : unit = Unchecked.defaultof<_>
[<FidelityExtern("c", "isReady")>]
let isReady () : bool = Unchecked.defaultof<_>
let bytes : byte[] = Array.create 16 3uy
let other : byte[] = Array.create 16 3uy
let table = [| 1uy; 2uy; 3uy |]
`;

/** Only there is a C library. */
export const targetOfForeign = 'x86_64-linux' as const;

export const trapsOfForeign: Readonly<Record<string, string>> = {
  'a result of C is no index, whatever its name promises': `${c}
[<EntryPoint>]
let main () =
    let i = int (abs 5l)
    items.[i] // fails bounds
`,
  'a result of C that is tested is an index': `${c}
[<EntryPoint>]
let main () =
    let i = int (abs 5l)
    if 0 <= i && i < 16 then items.[i] // proved bounds
    else 0
`,
  'two calls with the same argument give two results': `${c}
[<EntryPoint>]
let main () =
    if abs 5l >= 0l && abs 5l < 16l then
        items.[int (abs 5l)] // fails bounds
    else 0
`,
  'a promise of C is tested, and then known': `${c}
[<FidelityExtern("c", "abs")>]
let size (n: int32) : int32 =
    ensures (fun r -> 0l <= r && r < 16l) // fails ensures
    Unchecked.defaultof<_>
[<EntryPoint>]
let main () = items.[int (size 5l)] // proved bounds
`,
  'what C requires is claimed at the call': `${c}
[<FidelityExtern("c", "memset")>]
let set (data: Span<byte>) (value: int32) (count: unativeint) : unit =
    requires (count <= unativeint data.Length)
    Unchecked.defaultof<_>
[<EntryPoint>]
let main () =
    set bytes 0l 16un // proved requires
    set bytes 0l (unativeint (input ())) // fails requires
    0
`,
  'what C may write to holds anything': `${c}
[<EntryPoint>]
let main () =
    bytes.[2] <- 3uy
    fill bytes
    let i = int bytes.[2]
    items.[i] // fails bounds
`,
  'an element that was tested before C ran is another one': `${c}
[<EntryPoint>]
let main () =
    fill bytes
    if bytes.[2] < 16uy then
        tick ()
        let i = int bytes.[2]
        items.[i] // fails bounds
    else 0
`,
  'an address that C kept is written to in a later call, through another function': `${c}
let later () = tick ()
[<EntryPoint>]
let main () =
    fill bytes
    bytes.[2] <- 3uy
    later ()
    let i = int bytes.[2]
    items.[i] // fails bounds
`,
  'C writes through a slice of the array, and of the frame': `${c}
[<EntryPoint>]
let main () =
    let own : byte[] = Array.create 8 3uy
    fill own.[2 .. 4]
    own.[3] <- 3uy
    tick ()
    let i = int own.[3]
    items.[i] // fails bounds
`,
  'an array in a record, chosen by an if': `${c}
[<Struct>]
type Pair = { First: byte[]; Second: byte[] }
[<EntryPoint>]
let main () =
    let pair = { First = bytes; Second = other }
    fill (if input () > 0 then pair.First else pair.Second)
    let i = int other.[2]
    items.[i] // fails bounds
`,
  'C that only reads may still give the address back as a number': `${c}
[<EntryPoint>]
let main () =
    let p = length bytes
    tick ()
    let i = int bytes.[2]
    items.[i] // open bounds
`,
  'what C was never given stays as it is': `${c}
[<EntryPoint>]
let main () =
    fill bytes
    tick ()
    let i = int other.[2]
    items.[i] // proved bounds
`,
  'a table in flash that C reads stays as it is': `${c}
[<EntryPoint>]
let main () =
    let n = length table
    tick ()
    let i = int table.[2]
    items.[i] // proved bounds
`,
  'a local or module-level number is out of the reach of C': `${c}
[<EntryPoint>]
let main () =
    let mutable i = 3
    state <- 4
    fill bytes
    items.[i] <- 1 // proved bounds
    items.[state] // proved bounds
`,
  'a loop asks C each time': `${c}
[<EntryPoint>]
let main () =
    let mutable i = 0
    while isReady () && i < 1000 do
        i <- i + 1
    items.[i] // fails bounds
`,
  'a call of C in a function that looks plain': `${c}
let half (n: int32) : int = int (abs n)
[<EntryPoint>]
let main () =
    if half 1l < 16 && half 1l >= 0 then items.[half 1l] // fails bounds
    else 0
`,
  'an extern as a value writes too': `${c}
let apply (f: Span<byte> -> unit) (data: Span<byte>) = f data
[<EntryPoint>]
let main () =
    bytes.[1] <- 3uy
    apply fill bytes
    let i = int bytes.[1]
    items.[i] // fails bounds
`,
  'arguments by the tuple': `${c}
[<DllImport("c")>]
extern void copy(byte[] target, byte[] source, unativeint count)
[<EntryPoint>]
let main () =
    copy (bytes, other, 4un)
    let i = int other.[1]
    items.[i] // fails bounds
`,
};
