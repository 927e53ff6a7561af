/// Arrays have a fixed length. `Array.zeroCreate`, `Array.create` and `Array.length` are built in.
module Array

let isEmpty (array: ReadOnlySpan<'T>) : bool = array.Length = 0

let get (array: ReadOnlySpan<'T>) (index: int) : 'T =
    requires (0 <= index && index < array.Length)
    array.[index]

let set (array: Span<'T>) (index: int) (value: 'T) : unit =
    requires (0 <= index && index < array.Length)
    array.[index] <- value

/// Fills `count` elements from `start` on.
let fill (array: Span<'T>) (start: int) (count: int) (value: 'T) : unit =
    requires (0 <= start && 0 <= count && start <= array.Length && count <= array.Length - start)
    for i in start .. start + count - 1 do
        array.[i] <- value

/// Copies `count` elements. Within one array the copy is right also when the parts overlap.
let blit (source: ReadOnlySpan<'T>) (sourceIndex: int) (target: Span<'T>) (targetIndex: int) (count: int) : unit =
    requires (0 <= sourceIndex && sourceIndex <= source.Length && 0 <= targetIndex && targetIndex <= target.Length)
    requires (0 <= count && count <= source.Length - sourceIndex && count <= target.Length - targetIndex)
    if targetIndex <= sourceIndex then
        for i in 0 .. count - 1 do
            target.[targetIndex + i] <- source.[sourceIndex + i]
    else
        for i = count - 1 downto 0 do
            target.[targetIndex + i] <- source.[sourceIndex + i]

let contains (value: 'T) (array: ReadOnlySpan<'T>) : bool =
    let mutable found = false
    for i in 0 .. array.Length - 1 do
        if array.[i] = value then found <- true
    found

/// Sum of integers, wrapping.
let sum (array: ReadOnlySpan<int>) : int =
    let mutable total = 0
    for i in 0 .. array.Length - 1 do
        total <- total + array.[i]
    total

let sumFloat (array: ReadOnlySpan<float>) : float =
    let mutable total = 0.0
    for i in 0 .. array.Length - 1 do
        total <- total + array.[i]
    total
