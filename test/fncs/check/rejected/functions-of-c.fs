module FunctionsOfC

open System.Runtime.InteropServices

[<DllImport("c")>]
extern int abs(uint n)

extern int32 withoutLibrary()

[<DllImport("sqlite3")>]
extern int32 otherLibrary(byte* p)

[<DllImport("c", CallingConvention = 3)>]
extern int32 convention(int32 n)

[<DllImport("c")>]
let notExtern (n: int32) : int32 = Unchecked.defaultof<int32>

[<FidelityExtern("c", "abs")>]
extern int32 notLet(int32 n)

[<FidelityExtern("c", "setjmp")>]
let setjmp (b: Span<byte>) : int32 = Unchecked.defaultof<_>

[<FidelityExtern("c", "atexit")>]
let atexit (f: unit -> unit) : int32 = Unchecked.defaultof<_>

[<FidelityExtern("c", "puts")>]
let puts (s: string) : int32 = Unchecked.defaultof<_>

[<FidelityExtern("c", "malloc")>]
let malloc (n: unativeint) : Span<byte> = Unchecked.defaultof<_>

[<FidelityExtern("c", "one")>]
let one (n: int32) : int32 = n + 1l

[<FidelityExtern("c", "two")>]
let two n : int32 = Unchecked.defaultof<_>

[<FidelityExtern("c", "three")>]
let three (n: int32) : int32 = Unchecked.defaultof<int64>

[<FidelityExtern("c", "four")>]
let four : int32 = 4l

[<FidelityExtern("c", "five")>]
let five (n: int32) : int32 = Unchecked.defaultof<int32>

[<FidelityExtern("c", "six")>]
let six (n: int32) : int32 =
    requires (five n > 0l)
    Unchecked.defaultof<int32>

[<FidelityExtern("c")>]
let seven (n: int32) : int32 = Unchecked.defaultof<int32>

[<FidelityExtern("c", "__eight")>]
let eight (n: int32) : int32 = Unchecked.defaultof<int32>

[<FidelityExtern("c", "nine; hlt")>]
let nine (n: int32) : int32 = Unchecked.defaultof<int32>

[<FidelityExtern("c", "ten")>]
let ten (n: 'T) (c: char) (pair: int32 * int32) (flags: bool[]) (words: int[]) : int32 = Unchecked.defaultof<int32>

[<FidelityExtern("c", "eleven")>]
let eleven (device: NativePtr<uint32, peripheral, readWrite>) (some: int32 option) (u: unit) (_: int32) : int32 =
    Unchecked.defaultof<int32>

[<FidelityExtern("c", "twelve")>]
let rec twelve (n: int32) : int32 =
    ignore (twelve n)
    Unchecked.defaultof<int32>

[<FidelityExtern("c", "setvbuf")>]
let thirteen (file: nativeint) (buffer: Span<byte>) (mode: int32) (size: unativeint) : int32 = Unchecked.defaultof<int32>

let local () =
    extern int32 abs(int32 n)
    1

let outside () =
    [<FidelityExtern("c", "abs")>]
    let abs (n: int32) : int32 = n
    abs 1l

[<EntryPoint>]
let main () = 0
