/// The head of a file.
[<AutoOpen>]
module Demo.Inner.Ring

open Platform.Bindings
open Demo

module Nested =
    let a = 1

    module Deeper =
        let b = a
        type T = int

    let c = Deeper.b

let d = Nested.Deeper.b
do printn d
printn (d + 1)
