module Generics

let pair a b = (a, b)
let orElse (fallback: 'T) (value: 'T option) =
    match value with
    | Some v -> v
    | None -> fallback

[<EntryPoint>]
let main () =
    let offset = 10
    let shift n = n + offset
    let (n, _) = pair (shift 3) true
    orElse n (Some 4) + (if orElse false None then 1 else 0)
