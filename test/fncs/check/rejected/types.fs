module Types

let f x = x + 1.0
let intoFloat = f 1
let branches = if true then 1 else "a"
let condition = if 1 then 2 else 3
let noElse (a: bool) = if a then 1
let index (a: int[]) = a.[1.0]
let sum (a: uint32) (b: int) = a + b
let elements = [| 1; 2; "a" |]
let word : int32 = 5
let fixed32 : int = 0x10l
let register : uint32 = 0x10u
let pair : int * string = (1, 2)
let negated = not 3
let minus (x: uint32) = -x
let bits (x: float) = x &&& 1.0
let shift (x: int) (n: uint32) = x <<< n
let compare (a: int[]) (b: int[]) = a = b
let order (a: string) (b: string) = a < b
let convert (s: string) = int s
let truth (b: bool) = int b
let root (x: int) = sqrt x
let result () : string = 1
let ignored () =
    1 + 1
    5 = 6
    ()
let infinite x = (x, infinite x)
let rec itself x = itself
