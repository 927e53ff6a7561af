// input: ff
module M
[<System.Flags>]
type Mode = None = 0 | A = 1 | B = 2 | Both = 3
let a : int[] = Array.zeroCreate 4
let input : byte[] = Array.zeroCreate 8
let getInt () : int =
    ignore (Platform.Bindings.readBytes 0 input 1)
    int (sbyte input.[0])
let pick (mode: Mode) = if mode.HasFlag Mode.Both then a.[int (mode ||| Mode.A)] else a.[int (mode &&& Mode.Both)]
[<EntryPoint>]
let main () =
    pick Mode.B + pick (enum (getInt ()))
