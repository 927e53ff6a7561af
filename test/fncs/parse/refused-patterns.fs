let a x =
    match x with
    | [] -> 1
    | [a; b] -> 2
    | x :: rest -> 3
    | [| a |] -> 4
    | A :: B -> 5
    | null -> 6
    | :? int as i -> 7
    | struct (a, b) -> 8
    | Circle (radius = r) -> 9
    | (|Even|) -> 10
    | _ -> 11
let b ([<X>] y) = y
let c (?z) = z
let d (x: ^T) = x
let e<[<Measure>] 'u> (x: float<'u>) = x
let f<'T when 'T : equality> (x: 'T) = x
let g (x: {| A: int |}) = x
let h (x: struct (int * int)) = x
