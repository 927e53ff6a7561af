module Comprehensions_rejected

let mixed = [| for i in 0 .. 2 do (if i = 1 then yield "one" else yield 2) |]
let captured () =
    let mutable n = 3
    [| for i in 0 .. 2 -> i + n |]
let list = [ for i in 0 .. 2 -> i ]
