let f v =
    match v with
    | 0 -> 0
    | -1 -> 1
    | 0x10 -> 2
    | 'a' -> 3
    | "text" -> 4
    | true -> 5
    | () -> 6
    | _ -> 7
    | x -> 8
    | None -> 9
    | Some x -> 10
    | Some (a, b) -> 11
    | Color.Red -> 12
    | Shape.Circle (r, _) -> 13
    | Some (Some 1) -> 14
    | (1 | 2) as n -> 15
    | a, b, c -> 16
    | { X = 1; Y = y } -> 17
    | { P.X = (a, b) } -> 18
    | (x: int) -> 19
    | (x: int, y: float<m>) -> 20
    | 1.5 -> 21
    | -2.5f -> 22
    | Some -1 -> 23
    | 'a'B -> 24
    | Some _ | None -> 25
    | 1, (2 | 3), Some { X = x } -> 26
    | x as y -> 27
    | { X = 1
        Y = 2 } -> 28
    | ``quoted name`` -> 29
    | Ok x
    | Error x -> 30
