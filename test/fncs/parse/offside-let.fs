let a =
    let b = 1
    let c =
        2
    b + c

let f x =
    let g y =
        let h = y
        h
    g x

let long
    (first: int)
    (second: int)
    : int =
    first + second

let sameLine = let z = 1 in z

let mid = let y = 2
          y + 1

let shadow x =
    let x = x + 1
    let x = x * 2
    x

let statements () =
    one ()
    two (); three ()
    let four = 4

    // a comment at another column
  // and another
    five four
(* at column 0 *)
    six
