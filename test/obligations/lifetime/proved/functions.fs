module Functions
type Handler = { Run: int -> int }
let numbers = [| 1; 2; 3; 4 |]
let mutable hook = fun (i: int) -> numbers.[i &&& 3]
let keep (a: Span<int>) = fun i -> a.[i &&& 1]
let total (f: int -> int) = f 0 + f 1
[<EntryPoint>]
let main () =
    let a = [| 1; 2; 3 |]
    hook <- keep numbers
    let f = keep a
    let mutable g = f
    g <- fun i -> a.[2 - (i &&& 1)]
    let handlers = [| { Run = f }; { Run = g }; { Run = fun i -> i } |]
    let mutable sum = 0
    for handler in handlers do
        let own = [| handler.Run 1; 2 |]
        sum <- sum + total (fun i -> own.[i &&& 1]) + total handler.Run
    sum + total g + total (keep a.[1 ..]) + hook 2
