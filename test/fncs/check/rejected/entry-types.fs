module Entry

[<EntryPoint>]
let main (x: int) = 1.0
