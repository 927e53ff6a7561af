let a =
    x
    |> f
    |> g 1
    |> h

let b = x
        |> f
        |> g

let c =
       1
     + 2
    && 3

let d =
    first &&
    second &&
        third

let e =
    a + b
    - c
    * d

let minusOne () =
    print x
    -1

let minusName x =
    print x
    -x

let spaced x =
    x
    - 1

let comma =
    1
    , 2

let compared =
    a
    < b
