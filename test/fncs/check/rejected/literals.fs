module Literals

let a = 300uy
let b = 128y
let c = -128y
let d = -129y
let e = 0xFFy
let f = 40000s
let g = 70000us
let h = 2147483647
let i = 2147483648
let j = -2147483648
let k = 0xFFFFFFFF
let l = 0x1FFFFFFFF
let m = 4294967296u
let n = 9223372036854775808L
let o = 18446744073709551616UL
let p = -1u
let q = 5000000000ul
let r = 0xFFFFFFFFn

[<Literal>]
let Big = 2147483647 + 1
[<Literal>]
let Shifted = 1 <<< 40
[<Literal>]
let NotConstant = Console.newline ()
[<Literal>]
let Fine = 3 * 4 - 1
[<Literal>]
let mutable Changing = 3

let range = [| 1 .. h |]
let endless = [| 0 .. 100000 |]
let step n = for i in 0 .. n .. 10 do ()
let still () = for i in 0 .. 0 .. 10 do ()
let wrongStep () = for i in 0 .. 1ul .. 10 do ()
let wrongEnd () = for i in 0 .. 3ul do ()
let floatLoop () = for i in 0.0 .. 1.0 do ()
