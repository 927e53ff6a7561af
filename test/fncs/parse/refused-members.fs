module RefusedMembers
type G = { W: int }
    member private this.Hidden = 1
    member this.Both with get () = 1
    member val V = 3
    new () = { W = 1 }
    override this.ToString() = ""
    interface I with
        member this.Foo = 1
    member Name = 1
    [<X>]
    member this.Ok = 1
let last = 1
