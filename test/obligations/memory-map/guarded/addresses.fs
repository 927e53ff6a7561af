// target: cortex-m33 nucleo-l552ze-q
module Addresses
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
[<EntryPoint>]
let main () =
    let address = 0x42020000un + unativeint (read ())
    Ptr.write<uint32> address 1ul // stays
    int (Ptr.read<uint32> (unativeint (read ()))) // stays
