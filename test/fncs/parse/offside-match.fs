let a x =
    match x with
    | 0 -> 1
    | 1 | 2 -> 3
    | n when n > 5 && n < 9 ->
        let m = n
        m
    | _ -> 4

let b x =
    match x with
        | A -> 1
        | B ->
            2

let c x = match x with A -> 1 | B -> 2

let d x =
    match x with
    | A ->
        match y with
        | C -> 1
        | D -> 2
    | B -> 3

let e x =
    let r =
        match x with
        | A
        | B -> 1
        | C -> 2
    r

let f x =
    match
        long x
    with
    | A -> 1
    | B -> 2

let g x =
    (match x with
     | A -> 1
     | B -> 2) + 3

let h x y =
    match x, y with
    | (0, _) | _, 0 -> 0
    | a, b when
        a = b -> 1
    | _ ->
    // a comment
        2

let i x =
    y <- match x with
         | A -> 1
         | B -> 2
    y
