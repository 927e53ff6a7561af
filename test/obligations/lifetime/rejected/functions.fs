module Functions
type Handler = { Run: int -> int }
type Choice =
    | First of (int -> int)
    | Second
let mutable hook = fun (i: int) -> 0
let table = [| { Run = fun i -> i } |]
let capturing () =
    let a = [| 1; 2; 3 |]
    fun i -> a.[i &&& 1] // FS8101
let partly () =
    let a = [| 1; 2; 3 |]
    let at (values: int[]) i = values.[i &&& 1]
    at a // FS8101
let install () =
    let a = [| 1; 2; 3 |]
    hook <- fun i -> a.[i &&& 1] // FS8101
let inRecord () =
    let a = [| 1; 2; 3 |]
    table.[0] <- { Run = fun i -> a.[i &&& 1] } // FS8101
let inCase flag =
    let a = [| 1; 2; 3 |]
    if flag then First (fun i -> a.[i &&& 1]) else Second // FS8101
let inLoop () =
    let mutable f = fun (i: int) -> 0
    for k in 1 .. 3 do
        let a = [| k; 2; 3 |]
        f <- fun i -> a.[i &&& 1] // FS8101
    f 0
let keep (a: Span<int>) = fun i -> a.[i &&& 1]
let through () =
    let a = [| 1; 2; 3 |]
    keep a // FS8101
let composed () =
    let a = [| 1; 2; 3 |]
    keep a >> (fun x -> x + 1) // FS8101
let ofExpanded () =
    let a = Array.init 3 (fun i -> i)
    fun i -> a.[i &&& 1] // FS8101
let rec pick n (a: Span<int>) = if n = 0 then (fun i -> a.[i &&& 1]) else pick (n - 1) a
let store (a: Span<int>) = hook <- pick 2 a
let stored () =
    let a = [| 1; 2 |]
    store a // FS8101
let apply (f: int -> Span<int>) = f 3
let lambdasOwn () =
    let view = apply (fun n ->
        Span.ofArray [| n; n |]) // FS8101
    view.[0]
[<EntryPoint>]
let main () =
    install ()
    inRecord ()
    stored ()
    let choice = match inCase true with First f -> f 1 | Second -> 0
    capturing () 1 + partly () 1 + inLoop () + through () 1 + composed () 1 + ofExpanded () 1 + lambdasOwn () + choice + hook 1
