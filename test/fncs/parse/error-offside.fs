let a =
    if x then
        one ()
      two ()
    three ()

let b =
        one ()
    two ()

let c x =
    match x with
    | 1 ->
        one ()
      two ()
    | 2 -> 3

let d = foo (bar
    baz)

let e x = match x with
  | 1 -> 2
  | 3 -> 4

  let f = 2
let g = 3

let h =
    let i = 1

let j =
	tabbed ()

let k x = if x then
    1
else
    2

let l = foo [|
        1
      2
    |]
let m = x
+ y
