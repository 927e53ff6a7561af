module LibraryMembers

[<System.Flags>]
type Access =
    | None = 0
    | Read = 1

type Small =
    | A = 1uy

type Shape = Circle of int

let a (view: Span<byte>) = view.Slise(1, 2)
let b (view: ReadOnlySpan<byte>) = view.Fill 1uy
let c (view: Span<byte>) = view.Slice(1, 2, 3)
let d (view: Span<byte>) = view.Slice "1"
let e (view: Span<Shape>) = view.Clear()
let f (text: string) = text.Trin()
let g (text: string) = text.Contains 'c'
let h (value: int option) = value.Vallue
let i (value: Result<int, int>) = value.Value
let j (shape: Shape) = shape.IsSome
let k (access: Access) (small: Small) = access.HasFlag small
let l: Small = enum 1
let m = enum<Shape> 1
let s n = enum n
let n (access: Access) = access <<< 1
let o (access: Access) = access + Access.Read
let p (access: Access) (small: Small) = access ||| small
let q (access: Access) = Console.writeln $"{access}"
let r (items: int[]) = items.Slice(1)
[<System.Struct>]
type S = { X: int }
[<EntryPoint>]
let main () = 0
