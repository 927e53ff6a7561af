module Checked_arithmetic

[<Measure>]
type m

let sum (a: int) (b: int) = Checked.(+) a b
let plus = Checked.(+) 1
let back (a: sbyte) = Checked.(~-) a
let narrow (a: int64) = Checked.byte a
let ofChar (c: char) = Checked.uint16 c
let total (items: ReadOnlySpan<int>) = Span.fold Checked.(+) 0 items
let inline twice x = Checked.(+) x x

module Opened =
    open Checked
    let area (a: int<m>) (b: int<m>) : int<m^2> = a * b
    let middle (a: float) (b: float) = (a + b) * 0.5
    let shift (a: byte) : sbyte = sbyte a - 1y
    let wrapped (a: uint32) = a / 3ul % 7ul ^^^ a
    let negative (a: int16) = -a

let twices = twice 2 + int (twice 1.5)

[<EntryPoint>]
let main () = twices
