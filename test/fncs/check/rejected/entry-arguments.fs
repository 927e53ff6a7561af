module Entry

let used (a: string[]) = a.Length

[<EntryPoint>]
let main argv =
    ignore argv
    argv |> ignore
    used argv
