module Names

let a = undefinedName + 1
let b = Console.writln "x"
let c = Consol.write "x"
let d : strng = "x"
let e : Console.Foo = 1
let f = Console
let g = Option.Some 1

type Point = { X: int; Y: int }
type Color =
    | Red = 0
    | Green = 1

let h (p: Point) = p.Z
let i = Color.Gren
let j (a: int[]) = a.Lenght
let k = (1, 2).Length
let l = 5 .X
let m x = x.Length
let n x = x.[0]
let o x = x.[0 .. 1]
let p x = for y in x do ()

module Inner =
    let private hidden = 1
    type private Secret = { S: int }

let q = Inner.hidden
let r (x: Inner.Secret) = 1

open Nowhere
open Consol

let s = 1
let s = 2
type Point = { A: int }

[<RequireQualifiedAccess>]
module Closed =
    let x = 1

open Closed

[<RequireQualifiedAccess>]
type Door =
    | Open
    | Shut

let t = Open
let u = Door.Open
[<Literal>]
let Width = 8
let Width = 9
