module Functions
type Handler = { Run: int -> int }
let add a b = a + b
let inc = add 1
let twice f x = f (f x)
let fold (f: int -> int -> int) (values: int[]) =
    let mutable state = 0
    for i in 0 .. values.Length - 1 do
        state <- f state values.[i]
    state
let handlers = [| { Run = inc }; { Run = fun x -> x * 2 } |]
let rec pick n = if n = 0 then inc else (fun x -> x - n)
[<EntryPoint>]
let main () =
    let offset = fold add [| 1; 2; 3 |]
    let mutable total = twice (fun x -> x + offset) 5
    for handler in handlers do
        total <- total + handler.Run total
    total + pick 2 1 + (if total > 3 then add 4 else inc) 1
