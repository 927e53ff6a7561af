// input: 07
module ClosureDispatch
// which function is called depends on input; only one of them keeps the result inside
let items = [| 1; 2; 3; 4 |]
let wrap (n: int) = n &&& 3
let keep (n: int) = n

let choose (flag: bool) = if flag then wrap else keep

[<EntryPoint>]
let main () =
    let buffer : byte[] = Array.zeroCreate 1
    let count = Console.readBytes buffer
    let n = int buffer.[0]
    Console.writeInt items.[(choose true) n]
    Console.writeInt items.[(choose (count > 5)) n]
    0
