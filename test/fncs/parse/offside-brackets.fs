let a =
    foo (
        1,
        2
    )

let b =
    foo
        (1 + 2)
        (fun x ->
            x)

let c = foo (bar 1,
             bar 2)

let d =
    xs |> Array.map (fun x ->
        let y = x
        y + 1) |> Array.sum

let e = [| 1; 2; 3 |]

let f = [|
    1
    2
    3
|]

let g =
    [| 1; 2
       3; 4 |]

let h = {
    X = 1
    Y = 2
}

let i =
    { X = 1; Y = 2
      Z =
          let z = 3
          z }

let j =
    { r with
        X = 1
        Y = f 2 }

let k = { r with X = 1; Y = 2 }

let l =
    begin
        one ()
        2
    end

let m = (one (); two ())

let n =
    (
        a
        |> f
    )

let o = f (
            1
        )

let p = foo (fun x -> x + 1) (fun () ->
    2)

let q = [| (1, 2); (3, 4) |]

let r = [| |]

let s = [| { X = 1 }
           { X = 2 } |]

let t =
    [|
        if a then 1 else 2
        f 3
    |]

let u =
    call(a,
         b,
         fun x ->
             x)
