module Pointers
let get (cell: NativePtr<int, stack, readOnly>) = NativePtr.read cell
[<EntryPoint>]
let main () =
    let cell = NativePtr.stackalloc<int> 1
    NativePtr.write cell 7
    get cell
