module Members

type Vector =
    { X: int
      Y: int }
    member this.X = 1
    member this.Length = this.X + this.Z
    member this.Length = 2
    member this.Scale k = this.X * k
    member this.Change() = this.X <- 3
    static member Zero = { X = 0; Y = 0 }
    static member (+) (a: Vector, b: Vector) = { X = a.X + b.X; Y = a.Y + b.Y }
    static member Bad = this.X

type Color =
    | Red
    | Green
    member this.Red = 1
    member this.Name = match this with Red -> "red" | Green -> 3

type Level =
    | Low = 1
    | High = 2
    member this.IsHigh = true

type Celsius = float
    with member this.Kelvin = 1.0

let v = { X = 1; Y = 2 }
let missing = v.Lenght
let ofType = Vector.Length
let ofValue = v.Zero
let notStatic = Vector.Zeros
let tooMany = v.Scale 1 2
let wrongArgument = v.Scale "a"
let wrongOperand = v + 1
let noOperator = v - v
let noUnary = -v
let method: int = v.Scale
let unionMember = Red.Nam
[<EntryPoint>]
let main () = 0
