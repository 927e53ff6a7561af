namespace Board.Pins

[<RequireQualifiedAccess>]
module Led =
    [<Literal>]
    let Green = 7
module Button =
    let user = 13
