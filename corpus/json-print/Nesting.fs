/// The objects and arrays that are open, from the outermost to the innermost.
module Json.Nesting

[<Literal>]
let MaxDepth = 32

type Container =
    | Object
    | Array

let private containers: Container[] = Array.create MaxDepth Object
let mutable private depth = 0

/// How many values each open container has printed so far.
let private counts: int[] = Array.zeroCreate MaxDepth

let clear () = depth <- 0

let current () = depth

/// False when there is no room.
let enter (container: Container) : bool =
    if 0 <= depth && depth < MaxDepth then
        containers.[depth] <- container
        counts.[depth] <- 0
        depth <- depth + 1
        true
    else
        false

let innermost () : Container option =
    if 0 < depth && depth <= MaxDepth then Some containers.[depth - 1] else None

/// Counts a value of the innermost container; gives how many there were before.
let count () : int =
    if 0 < depth && depth <= MaxDepth then
        let before = counts.[depth - 1]
        counts.[depth - 1] <- before + 1
        before
    else
        0

/// Leaves the innermost container; gives how many values it had.
let leave () : int =
    if 0 < depth && depth <= MaxDepth then
        depth <- depth - 1
        counts.[depth]
    else
        0
