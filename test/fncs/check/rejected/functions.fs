module Functions

let add a b = a + b
let partly = add 1
let tooMany = add 1 2 3
let notAFunction = 3 4
let asValue = add
let lambda = [| fun x -> x |]
let higher (f: int -> int) = f 1
let unknown f = f 1
let compose = add >> add
let backwards = add << add
let mapped = [| 1; 2 |] |> Array.map (fun x -> x)
let doublePipe = (1, 2) ||> add
let caseAsValue = Some
let intrinsicAsValue = [| 1 |] |> Array.zeroCreate |> Array.create
let twice a a = a
let mutable f x = x
let mutable anyFunction = fun x -> x
let inline g = 3
let rec h = 1
let rec i x = i x and j = 2
let capture () =
    let mutable count = 0
    let increase () = count <- count + 1
    let read () = count
    increase ()
    count
let attributed () =
    [<Literal>]
    let Local = 1
    Local
let generic (x: 'T) = x + 1
let piped = 3 |> 4
let contract = requires
let notAlone = not
let tooFew: int = add 1
let forgotten = add 1 + 2
let inCondition = if add 1 then 2 else 3
let wrongResult: int -> string = add 1
let wrongLambda: int -> int = fun x -> 'a'
let notEqual = add 1 = add 2
let captureLambda () =
    let mutable count = 0
    let read = fun () -> count
    read ()
let conversions = int 1 2
let first (n: int) = n
and second (n: int) = n
let memberOfFunction = add.Length
let memberOfCase = Some.Length

let converted (a: int[]) = int (fun index -> index < a.Length)
