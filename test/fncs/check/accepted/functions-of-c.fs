module FunctionsOfC

[<Measure>]
type mm

type Handle = nativeint

[<DllImport("c")>]
extern int32 abs(int32 n)

[<DllImport("libc", EntryPoint = "write")>]
extern nativeint writeTo(int32 file, byte[] data, unativeint count)

[<DllImport("c")>]
extern void abort()

[<FidelityExtern("c", "getpid")>]
let processId () : int32 = Unchecked.defaultof<int32>

[<FidelityExtern("c", "memset")>]
let fill (target: Span<byte>, value: int32, count: unativeint) : nativeint =
    requires (count <= unativeint target.Length)
    Unchecked.defaultof<_>

[<FidelityExtern("m", "hypot")>]
let private hypot (x: float<mm>) (y: float<mm>) : float<mm> =
    ensures (fun r -> r >= 0.0<mm>)
    Unchecked.defaultof<_>

[<FidelityExtern("c", "fclose")>]
let close (file: Handle) : bool = Unchecked.defaultof<_>

[<FidelityExtern("c", "sum")>]
let sum (values: NativePtr<int16, stack, readOnly>) (count: unativeint) : float32 =
    Unchecked.defaultof<_>

let twice = abs >> abs
let partly = writeTo

[<EntryPoint>]
let main () =
    let values = NativePtr.stackalloc<int16> 4
    ignore (sum values 4un)
    ignore (hypot 3.0<mm> 4.0<mm>)
    if close 0n then abort ()
    int (abs (twice (processId ())))
