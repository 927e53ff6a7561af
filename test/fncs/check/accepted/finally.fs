module Finally

let mutable log = 0

let note (n: int) = log <- log * 10 + n

let line n = try n + log finally note 1

let block n =
    try
        note 2
        n
    finally
        note 3
        note 4

let nested n =
    try
        try note n finally note 5
        log
    finally
        note 6

let between n = 1 + try n finally note 7
let rec down n = if n = 0 then 0 else try down (n - 1) finally note n
let chosen b = (try (if b then block else nested) finally note 8) 9
let text n = try (if n > 0 then "yes" else "no") finally note 9

let loop (a: int[]) =
    let mutable sum = 0
    for x in a do
        try
            match x with
            | 0 -> ()
            | y -> sum <- sum + y
        finally
            note 0
    sum

[<EntryPoint>]
let main () = line 1 + block 2 + nested 3 + between 4 + down 3 + chosen true + (text 1).Length + loop [| 1; 0; 2 |]
