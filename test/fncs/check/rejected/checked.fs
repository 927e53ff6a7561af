module Checked_rejected

let a = Checked.int 1.5
let b = Checked.byte "7"
let c (x: int) (y: int64) = Checked.(+) x y
let d (x: uint32) = Checked.(~-) x
let e = Checked.(/) 4 2
open Checked
let f (x: float) = int x
let g (x: float) = float 3 + x
