let a () =
    foo (bar (1, 2
    baz ()

let b = foo (bar [| 1; 2 )
let c = (1 + (2 * 3)
let d = f (a b c]) x

let e =
    call (
        one,
        two

let f = begin 1
let g = { X = (1; Y = 2 }
let h = a.[(1]
let i = ok
