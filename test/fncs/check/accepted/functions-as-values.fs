module FunctionsAsValues

let add a b = a + b
let inc = add 1
let apply f x = f x
let twice f = f >> f
let flip f a b = f b a
let compose f g x = g (f x)
let adder n = fun x -> x + n
let minus = flip (-)
let pairUp a = fun b -> (a, b)
let three (a: int) (b: int) (c: int) = a * b + c
let partly = three 2
let further = partly 3
let viaPipe = 4 |> three 1 2
let both = (3, 4) ||> add
let backwards = add 1 <| 2
let round = inc << inc
let sumOf (f: int -> int) (values: ReadOnlySpan<int>) =
    let mutable total = 0
    for v in values do
        total <- total + f v
    total
let squares = [| 1; 2; 3 |] |> sumOf (fun x -> x * x)
let describe =
    function
    | 0 -> "none"
    | 1
    | 2 -> "few"
    | _ -> "many"
type Shape =
    | Circle of float
    | Box of width: float * height: float
let circle: float -> Shape = Circle
let box: float * float -> Shape = Box
let some: int -> option<int> = Some
let nested (x: int) =
    let rec down n = if n <= 0 then x else down (n - 1)
    let f = down
    f 3
type Handler = { Name: string; Run: int -> int }
let handlers = [| { Name = "inc"; Run = inc }; { Name = "neg"; Run = (~-) } |]
let run (h: Handler) n = h.Run n
let first = handlers.[0].Run 3
let unitLike (f: unit -> int) = f ()
let constant = unitLike (fun () -> 5)
let tupled = (fun (a, b) -> a + b) (1, 2)
let nestedLambda = (fun a -> fun b -> a - b) 5 3
let choose flag = if flag then inc else adder 10
let notAll = apply not true
let compare = apply (fun x -> x > 3) 4
let fieldOf (h: Handler) = h |> fun each -> each.Name
let abbreviated: (int -> int)[] = [| inc; round |]
type Step = int -> int
let runStep (s: Step) = s 1
let wide = apply float32 3
let conditional = (if 1 < 2 then (+) else (-)) 3 4
[<EntryPoint>]
let main () = 0
