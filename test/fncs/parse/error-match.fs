let a x =
    match x with
    | 1 -> one ()
    | 2 two ()
    | -> three ()
    | 3 when -> four ()
    | 4 ->
    | Some x y -> 5
    | 5 -> )
    | 6 -> six ()
let b x =
    match x
    | 1 -> 2
let c x =
    match with
    | 1 -> 2
let d = 1
