module Entry

[<EntryPoint>]
let main a b = 1
