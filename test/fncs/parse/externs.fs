module Externs

[<DllImport("c")>]
extern int32 abs(int32 n)

[<DllImport("c", EntryPoint = "write")>]
extern nativeint writeTo(int32 file, byte[] data, unativeint count)

[<DllImport("c")>]
extern void abort()

[<DllImport("c")>]
extern int32 unnamed(int32, byte[])
let after = 1
