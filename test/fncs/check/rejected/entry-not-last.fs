module Entry

[<EntryPoint>]
let main () = 0

let after = 1
