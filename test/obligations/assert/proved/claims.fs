// mutant: `doubled = n + n` becomes `doubled = n + n + 1`
// mutant: `total >= 0` becomes `total < 45`
module Claims
let buffer : byte[] = Array.zeroCreate 4
let read () : int = Platform.Bindings.readBytes 0 buffer 0
[<EntryPoint>]
let main () =
    let n = read ()
    let doubled = n * 2
    assert (doubled = n + n)
    let mutable total = 0
    for i in 0 .. 9 do
        if total < 1000 then total <- total + i
    assert (total >= 0)
    let flag = n > 3
    if flag && n < 10 then assert (4 <= n && n <= 9)
    0
