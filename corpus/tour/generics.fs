/// One text for many types: a queue, a table and functions that are made once for each type that they are used with.
module Generics

/// A queue over storage of fixed size.
type Queue<'T> =
    { Items: 'T[]
      mutable First: int
      mutable Count: int }

module Queue =
    let over (items: 'T[]) = { Items = items; First = 0; Count = 0 }

    let isEmpty queue = queue.Count = 0

    let tryAdd (item: 'T) (queue: Queue<'T>) =
        if queue.Count < queue.Items.Length then
            let place = (queue.First + queue.Count) % queue.Items.Length
            queue.Items.[place] <- item
            Some { queue with Count = queue.Count + 1 }
        else
            None

    let tryTake queue =
        if isEmpty queue then
            None
        else
            let item = queue.Items.[queue.First]
            let rest = { queue with First = (queue.First + 1) % queue.Items.Length; Count = queue.Count - 1 }
            Some(item, rest)

type Entry<'Key, 'Value> = { Key: 'Key; Value: 'Value }

/// A sorted table, searched by halving.
let tryLookUp compare (key: 'Key) (table: Entry<'Key, 'Value>[]) =
    let mutable low = 0
    let mutable high = table.Length - 1
    let mutable found = None
    while found = None && low <= high do
        let middle = low + (high - low) / 2
        let order = compare key table.[middle].Key
        if order = 0 then found <- Some middle
        elif order < 0 then high <- middle - 1
        else low <- middle + 1
    found |> Option.map (fun at -> table.[at].Value)

let swap (a, b) = (b, a)

/// The pair of the smallest and the largest.
let extent (items: 'T[]) = Array.min items, Array.max items

let inline squaredLength x y = x * x + y * y

let byInt (a: int) b = if a < b then -1 elif a > b then 1 else 0

let byName (a: string) b = String.compare a b

let errors = [| { Key = 2; Value = "no such file" }; { Key = 13; Value = "permission denied" }; { Key = 28; Value = "no space left" } |]
let ports = [| { Key = "ftp"; Value = 21 }; { Key = "http"; Value = 80 }; { Key = "ntp"; Value = 123 }; { Key = "ssh"; Value = 22 } |]

[<EntryPoint>]
let main () =
    let letters = Array.create 3 ' '
    let mutable queue = Queue.over letters
    for c in "abcd" do
        match Queue.tryAdd c queue with
        | Some longer -> queue <- longer
        | None -> printfn "%c finds no place" c
    while not (Queue.isEmpty queue) do
        match Queue.tryTake queue with
        | Some(c, rest) ->
            printf "%c " c
            queue <- rest
        | None -> ()
    printfn ""

    let jobs: (int * float) Queue = Queue.over (Array.zeroCreate 2)
    let first = jobs |> Queue.tryAdd (7, 0.5) |> Option.bind (Queue.tryAdd (8, 1.5)) |> Option.bind Queue.tryTake
    match first with
    | Some((id, time), rest) -> printfn "job %d takes %.1f s, %d waits" id time rest.Count
    | None -> printfn "no job"

    printfn "%s" (errors |> tryLookUp byInt 13 |> Option.defaultValue "unknown")
    printfn "%s" (errors |> tryLookUp byInt 14 |> Option.defaultValue "unknown")
    printfn "%d" (ports |> tryLookUp byName "ntp" |> Option.defaultValue -1)

    let number, name = swap ("five", 5)
    let low, high = extent [| 2.5; -1.25; 9.75 |]
    printfn "%d %s, from %.2f to %.2f" number name low high
    let small, large = extent "firefly"B
    printfn "%d %d, %d, %.2f" small large (squaredLength 3 4) (squaredLength 1.5 2.0)
    0
