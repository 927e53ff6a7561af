let a = 1 +
let b =
let c = * 2
let d = f (1, )
let e x = if x 1 else 2
let f = if then 1
let g = match x with
let h = (1 + 2
let i = 3
let j = [| 1; 2
let k = a.[1
let l = { X = 1
let m = f )
let n = a.
let o = let p = 1
let q = fun -> 1
let r = fun x 1
let s = 1 2 }
let t () =
    one ()
    two (
    three ()
    let u = ]
    four ()
let v = x = = y
let w = for i in 0 .. do ()
let x = while do ()
let y = a.[]
let z = { }
let aa = { 1 }
let bb = { r with }
let cc = [| 1, |]
let dd = 5 6 7 then
let ee = if a then b else
let ff = { X 1; Y = 2 }
let gg = ok
