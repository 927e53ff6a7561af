let
let x
let 5x = 1
let f (x = 1
let g x) = 2
type
type T
type U =
type V = { X }
type W = { X: }
type X = | 
type Y = A of
type Z = A = 1 | B
let h (a, = 3
let i : = 4
module =
module M
module N =
let j = 1
open
open A.
[<Literal
let k = 5
[<>]
let l = 6
[<A>]
type AA = int list<
type BB = int *
let mutable mutable m = 1
let rec rec n = 1
] let o = 1
let p = 1 ;;
let q = 2
and r = 3
else
