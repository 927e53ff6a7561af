module Members
let say (x: int) =
    Console.writeInt x
    Console.write " "

[<Struct>]
type Vector =
    { X: int
      Y: int }

    member this.LengthSquared = this.X * this.X + this.Y * this.Y
    member this.Scale k = { X = this.X * k; Y = this.Y * k }
    member this.Move(dx, dy) = { X = this.X + dx; Y = this.Y + dy }
    member _.Name = "vector"
    static member Zero = { X = 0; Y = 0 }
    static member Of(x, y) = { X = x; Y = y }
    static member (+) (a, b) = { X = a.X + b.X; Y = a.Y + b.Y }
    static member (*) (a: Vector, k: int) = a.Scale k
    static member (*) (k: int, a: Vector) = a.Scale k
    static member (~-) (a: Vector) = a.Scale -1
    member inline this.Map f = { X = f this.X; Y = f this.Y }

type Shape =
    | Circle of radius: int
    | Box of Vector
    with
        member this.Area =
            match this with
            | Circle r -> 3 * r * r
            | Box v -> v.X * v.Y
        member this.IsLarge limit = this.Area > limit
        static member Unit = Box { X = 1; Y = 1 }

type Id = Id of int with member this.Value = (let (Id n) = this in n)

type Pair<'A, 'B> =
    { First: 'A
      Second: 'B }
    member this.Swap() = { First = this.Second; Second = this.First }
    static member Make(a: 'A, b: 'B) = { First = a; Second = b }
type Tree = { Depth: int }
            member this.Countdown n = if n <= 0 then this.Depth else this.Countdown (n - 1)

[<EntryPoint>]
let main () =
    let v = { X = 3; Y = 4 }
    say v.LengthSquared
    say (v.Scale 2).LengthSquared
    say (v.Move(1, 1)).X
    say (v + Vector.Of(10, 20)).Y
    say (v * 3).X
    say (3 * v).Y
    say (-v).X
    say (v.Map (fun c -> c + 100)).X
    Console.write v.Name
    say (Box v).Area
    say (if Shape.Unit.IsLarge 0 then 1 else 0)
    say (Id 7).Value
    let p = { First = 1; Second = true }
    say (if p.Swap().First then p.First else 0)
    say (Pair.Make(5, "a")).First
    let mutable total = Vector.Zero
    for k in 1 .. 3 do total <- total + v.Scale k
    say total.X
    let vs = [| v; Vector.Of(1, 1) |]
    say (vs |> Array.fold (+) Vector.Zero).X
    say (vs |> Array.map (fun w -> w.LengthSquared) |> Array.max)
    let scale = v.Scale
    say (scale 5).X
    say vs.[1].LengthSquared
    say ({ Depth = 9 }.Countdown 100000)
    0
