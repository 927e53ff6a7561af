module Sequences_rejected

let outside () = yield 3
let inside = seq { let f x = yield x in f 3 }
let mixed = seq { yield 1; yield "two" }
let captured () =
    let mutable n = 0
    seq { yield n }
let wrong : seq<int> = seq { 1.0; 2.0 }
let ofSpan (s: Span<int>) = Seq.sum s
let compared = seq { 1 .. 2 } = seq { 1 .. 2 }
let listed = Seq.toList (seq { 1 .. 2 })
let sorted = Seq.sort [| 3; 1 |]
let loose = async { return 1 }
let empty = seq { }
let plain = seq { for x in 3 -> x }
