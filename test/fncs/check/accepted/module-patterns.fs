/// A pattern at module level that names nothing is a statement; where it may not fit, it is a match.
module ModulePatterns

[<Literal>]
let Wanted = 3

module Start =
    let (Wanted) = 1 + 1
    let Wanted = 2
    let local (x: int) =
        let Wanted = x
        let None = Wanted
        None
    let 5 = 3 + 1
    let None = Some 3
    let _ = 7
    let () = ignore 3
