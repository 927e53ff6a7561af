module ClosureTable
// functions in records in an array: one of them indexes too far
type Handler = { Name: string; Run: int -> int }

let items = [| 10; 20; 30 |]
let inside (n: int) = items.[n &&& 1]
let outside (n: int) = items.[n + 2]
let handlers = [| { Name = "in"; Run = inside }; { Name = "out"; Run = outside }; { Name = "own"; Run = fun n -> n } |]

[<EntryPoint>]
let main () =
    for handler in handlers do
        Console.writeInt (handler.Run 1)
    0
