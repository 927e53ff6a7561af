module Many


let add a b = a + b

[<Measure>] type m
[<Measure>] type s
[<Measure>] type kg
[<Measure>] type N = kg m / s^2

let speed (d: float<m>) (t: float<s>) = d / t
let force (a: float<m/s^2>) (w: float<kg>) : float<N> = a * w
let sq (x: float<'u>) = x * x
let area = sq 3.0<m> + 1.0<m^2>
let v = speed 10.0<m> 2.0<s>
let zero = 0.0<_> + v

type Color =
    | Red = 0
    | Green = 1
    | Blue = 2

[<Literal>]
let Size = 16
[<Literal>]
let Mask = Size - 1

type Point = { X: int; Y: int }
type Line = { From: Point; To: Point }
type Tree = | Leaf | Pair of int * int | Named of count: int * flag: bool

let mutable counter = 0
let ring: int[] = Array.zeroCreate Size

let push (x: int) =
    ring.[counter &&& Mask] <- x
    counter <- counter + 1

let rec even n = if n = 0 then true else odd (n - 1)
and odd n = if n = 0 then false else even (n - 1)

let id2 x = x
let swap (a, b) = (b, a)
let pairUp x y = (x, y)
let (first, second) = (1, "two")

let inline square x = x * x

let name c =
    match c with
    | Color.Red -> 1
    | Color.Green -> 2
    | Color.Blue -> 3
    | _ -> 0

let test n =
    match n with
    | Size -> "size"
    | Mask -> "mask"
    | 0 | 1 | 2 -> "small"
    | -1 -> "neg"
    | _ when n > 100 -> "big"
    | _ -> "other"

let move (p: Point) dx = { p with X = p.X + dx }
let origin = { X = 0; Y = 0 }
let line = { From = origin; To = { X = 1; Y = 2 } }
let lenx l = l.To.X - l.From.X

let treeSum t =
    match t with
    | Leaf -> 0
    | Pair (a, b) -> a + b
    | Named (count, true) -> count
    | Named (c, _) -> -c

let localFun (a: int[]) =
    let k = 3
    let add x = x + k
    let rec go i acc = if i >= a.Length then acc else go (i + 1) (acc + add a.[i])
    go 0 0

let useGen () =
    let (a, b) = swap (1, true)
    let c = id2 "x"
    let d = square 2.0
    let e = square 3
    if a then b + e else int d

let contains x (a: ReadOnlySpan<'T>) =
    let mutable r = false
    for y in a do
        if x = y then r <- true
    r

let tryFind (a: int[]) (x: int) =
    requires (a.Length > 0)
    ensures (fun r -> r >= -1 && r < a.Length)
    let mutable r = -1
    let mutable i = 0
    while i < a.Length do
        invariant (0 <= i)
        if a.[i] = x then r <- i
        i <- i + 1
    assert (i >= 0)
    r

let spanStuff () =
    let buffer: byte[] = Array.zeroCreate 32
    let view: Span<byte> = buffer
    view.[0] <- 65uy
    let half = buffer.[0 .. 15]
    Span.fill half 0uy
    let t = Format.int 5 buffer
    Console.writeln t
    Console.writeln (String.ofBytes view)
    let x = Array.contains 3uy buffer
    let arr = [| 1 .. 5 |]
    let arr2 = [| 0 .. 2 .. 8 |]
    for i in 10 .. -2 .. 0 do Console.writeInt i
    for i = 10 downto 0 do Console.writeInt i
    contains 3 arr || contains "a" [| "a"; "b" |]

let opt x = if x > 0 then Some x else None
let res x = if x > 0 then Ok x else Error "neg"
let chain x =
    x |> opt |> Option.defaultValue 0 |> add 3
let useRes x =
    match res x with
    | Ok v -> v
    | Error e -> Console.writeln e; 0
let chars (c: char) =
    match c with
    | 'a' | 'e' -> 1
    | _ -> 0
let mutualTuple x y =
    match x, y with
    | true, 0 -> 1
    | true, _ -> 2
    | false, _ -> 3
let hex = 0xFFFFFFFF
let minInt = -2147483648
let stack () =
    let p = NativePtr.stackalloc<uint32> 4
    NativePtr.set p 0 5ul
    let q: NativePtr<uint32, stack, readOnly> = p
    NativePtr.get q 0 + uint32 p.Length
let getp (p: NativePtr<uint32, 'r, readOnly>) = NativePtr.get p 0
let usep () =
    let p = NativePtr.stackalloc 4
    getp p
let shadow x =
    let x = x + 1
    let x = x * 2
    x
module Deep =
    let private secret = 1
    let visible = secret + 1
    module Deeper =
        let z = visible
let deep = Deep.Deeper.z + Deep.visible + Many.Deep.visible
let fl = float 3 * 2.5 + double 1
let tup = fst (1, 2) + snd (3, 4)
let bits = (1ul <<< 3) ||| (~~~0ul >>> 2) &&& 0xFul ^^^ 1ul
let rangeFor (n: uint32) =
    for i in 0ul .. n do ()
let rec gcd a b = if b = 0 then a else gcd b (a % b)
[<EntryPoint>]
let main argv =
    ignore argv
    push 3
    Console.writeInt 3
    0
