/// Types with functions of their own: properties, methods, static members and operators.
module Members

[<Struct>]
type Vector =
    { X: int
      Y: int }

    member this.LengthSquared = this.X * this.X + this.Y * this.Y
    member this.Scale k = { X = this.X * k; Y = this.Y * k }
    member this.Move(dx, dy) = { X = this.X + dx; Y = this.Y + dy }
    member this.Map f = { X = f this.X; Y = f this.Y }
    static member Zero = { X = 0; Y = 0 }
    static member Of(x, y) = { X = x; Y = y }
    static member (+) (a, b) = { X = a.X + b.X; Y = a.Y + b.Y }
    static member (-) (a, b) = { X = a.X - b.X; Y = a.Y - b.Y }
    static member (*) (k: int, v: Vector) = v.Scale k
    static member (~-) (v: Vector) = v.Scale -1

/// A unit of its own: a number that is no other number.
type Celsius =
    | Celsius of int

    member this.Degrees =
        let (Celsius degrees) = this
        degrees

    member this.IsWarmerThan(other: Celsius) = this.Degrees > other.Degrees
    static member (+) (Celsius a, b: int) = Celsius(a + b)

type Range<'T> =
    { First: 'T
      Last: 'T }

    member this.Reversed = { First = this.Last; Last = this.First }
    static member Of(first: 'T, last: 'T) = { First = first; Last = last }

module Vector =
    let print (v: Vector) =
        Console.write "("
        Console.writeInt v.X
        Console.write ", "
        Console.writeInt v.Y
        Console.writeln ")"

[<EntryPoint>]
let main () =
    let v = { X = 3; Y = 4 }
    Console.writeInt v.LengthSquared
    Console.newline ()
    Vector.print (v + Vector.Of(10, 20))
    Vector.print (3 * v - Vector.Of(1, 1))
    Vector.print -v
    Vector.print ((v.Move(1, 1)).Scale 2)
    Vector.print (v.Map(fun c -> c * c))

    let path = [| v; Vector.Of(1, -2); Vector.Of(0, 7) |]
    Vector.print (path |> Array.fold (+) Vector.Zero)
    let longest = path |> Array.maxBy (fun step -> step.LengthSquared)
    Vector.print longest

    let today = Celsius 21
    let tomorrow = today + 4
    if tomorrow.IsWarmerThan today then Console.writeln "warmer"
    Console.writeInt tomorrow.Degrees
    Console.newline ()

    let range = Range.Of('a', 'f').Reversed
    Console.writeChar range.First
    Console.writeChar range.Last
    Console.newline ()
    0
