module Finally

let mutable log = 0
let mismatch (n: int) : string = try n finally log <- 1
let dropped (n: int) = try n finally n + 1
let caught n =
    try
        10 / n
    with
    | _ -> 0
let contract (n: int) =
    try
        requires (n > 0)
        n
    finally
        log <- 1
let alone n =
    try
        n
let after = 3
