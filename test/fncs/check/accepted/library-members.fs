module LibraryMembers

[<System.Flags>]
type Access =
    | None = 0
    | Read = 1
    | Write = 2

[<Literal>]
let Both = Access.Read ||| Access.Write

let part (view: Span<byte>) = view.Slice(1, 2)
let rest (view: ReadOnlySpan<int>) = view.Slice 1
let sliceOf (view: Span<byte>) = view.Slice
let send (view: ReadOnlySpan<'T>) (target: Span<'T>) = view.CopyTo target
let trySend (view: ReadOnlySpan<'T>) (target: Span<'T>) = view.TryCopyTo(target)
let reset (view: Span<float>) = view.Clear()
let fill (view: Span<'T>) value = view.Fill value
let isEmpty (view: Span<'T>) = view.IsEmpty
let trimmed (text: string) = text.Trim().Substring(1, 2).Length
let has (text: string) = text.Contains "a" || text.StartsWith "b" && text.IndexOf "c" > text.LastIndexOf "d"
let orZero (value: int option) = if value.IsSome then value.Value else 0
let orOne (value: int voption) = if value.IsNone then 1 else value.Value
let may (access: Access) = access.HasFlag Access.Read
let without (access: Access) = access &&& ~~~Access.Write
let ofNumber n: Access = enum n
let named n = enum<Access> n
let all = [| Access.Read; Access.Write |] |> Array.fold (|||) Access.None
let mask value = value &&& 255
type Slice = { Slice: int; Value: int }
let own (record: Slice) = record.Slice + record.Value

[<EntryPoint>]
let main () =
    let buffer: byte[] = Array.zeroCreate 4
    let view = Span.ofArray buffer
    view.Fill 3uy
    view.Slice(1).CopyTo(view)
    part view |> Span.length
