let a x =
    if x then if y then 1 else 2
    else 3

let b x =
    match x with
    | A -> match y with
           | C -> 1
           | D -> 2
    | B -> 3

let c =
    call
        one
        two
    |> other

let d =
    foo (
        1
    ) (
        2
    )
    + bar [|
        3
    |]

let e x =
    requires (x >= 0
              && x < 10)
    ensures (fun r ->
        r >= 0)
    let y =
        x
        |> f
        |> fun z ->
            z + 1
    for i in 0 ..
             y do
        g i
    y

let f
    x
    y
    =
    x + y

let g (
        x: int,
        y: int
      ) : int =
    x

let h = fun x ->
            x + 1

let i =
    fun x ->
        let y = x
        y

let j x = match x with
          | 1 -> 2
          | _ ->
              3

let k =
    let z = if a then 1
            else 2
    z

let l () =
    x <-
        y
        + 1
    a.[i] <- if b then 1 else 2
    r.F <-
        let q = 1
        q

let m =
    { r with X =
                1
             Y = 2 }

let n = a,
        b

let o () =
    if a then b ()
    (c ())
    -d
    [| 1 |] |> ignore

let p =
    a +
    b +
    c

let q =
    not (f x)
    && g y
    || (h z
        && i)

module Inner =
    let r = 1

    let s =
        2
    module Deep =

        let t = 3

let last = Inner.s
