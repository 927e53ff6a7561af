module Mutability

type Cell = { Fixed: int; mutable Free: int }

let local () =
    let x = 1
    x <- 2
let parameter x = x <- 2
let loop () =
    for i in 0 .. 3 do
        i <- i + 1
let field (r: Cell) = r.Free <- 3
let fixedField () =
    let mutable r = { Fixed = 1; Free = 2 }
    r.Free <- 3
    r.Fixed <- 4
let element (a: Cell[]) =
    a.[0].Free <- 1
    a.[0].Fixed <- 1
let readOnlySpan (s: ReadOnlySpan<byte>) = s.[0] <- 1uy
let text (s: string) = s.[0] <- 'a'
let length (a: int[]) = a.Length <- 3
let nowhere () = 1 + 1 <- 3
let shared = 1
let change () = shared <- 2
let wrong () =
    let mutable x = 1
    x <- "a"
