/// A small store of spare parts: records in records, records in an array, copies with some fields changed, and equality by what they hold.
module Records

type Size = { Width: int; Height: int; Depth: int }

type Money = { Euros: int; Cents: int }

type Part =
    { Name: string
      Size: Size
      Price: Money
      mutable Stock: int }

type Order = { Part: string; Count: int }

/// What became of an order.
type Receipt = { Delivered: int; Total: Money }

let nothing = { Delivered = 0; Total = { Euros = 0; Cents = 0 } }

let cube edge = { Width = edge; Height = edge; Depth = edge }

let volume { Width = width; Height = height; Depth = depth } = width * height * depth

let toCents money = 100 * money.Euros + money.Cents

let ofCents cents = { Euros = cents / 100; Cents = cents % 100 }

let times count money = ofCents (count * toCents money)

let add a b = ofCents (toCents a + toCents b)

let store =
    [| { Name = "bolt"; Size = { Width = 8; Height = 8; Depth = 40 }; Price = { Euros = 0; Cents = 35 }; Stock = 100 }
       { Name = "bracket"; Size = { Width = 60; Height = 40; Depth = 3 }; Price = { Euros = 2; Cents = 80 }; Stock = 12 }
       { Name = "damper"; Size = cube 25; Price = { Euros = 11; Cents = 5 }; Stock = 4 } |]

/// Delivers what is there, at most as much as was ordered.
let deliver order =
    match store |> Array.tryFindIndex (fun part -> part.Name = order.Part) with
    | None -> nothing
    | Some at ->
        let part = store.[at]
        let count = min order.Count part.Stock
        store.[at].Stock <- part.Stock - count
        { Delivered = count; Total = times count part.Price }

let print part =
    let { Euros = euros; Cents = cents } = part.Price
    printfn "%-8s %3d at %d.%02d, %d mm3" part.Name part.Stock euros cents (volume part.Size)

[<EntryPoint>]
let main () =
    store |> Array.iter print

    let orders = [| { Part = "bolt"; Count = 64 }; { Part = "damper"; Count = 6 }; { Part = "washer"; Count = 10 } |]
    let mutable sum = nothing
    for order in orders do
        let receipt = deliver order
        if receipt = nothing then
            printfn "%s: not sold here" order.Part
        else
            let { Delivered = delivered; Total = { Euros = euros; Cents = cents } } = receipt
            printfn "%s: %d of %d, %d.%02d" order.Part delivered order.Count euros cents
        sum <- { Delivered = sum.Delivered + receipt.Delivered; Total = add sum.Total receipt.Total }
    printfn "%d parts for %d.%02d" sum.Delivered sum.Total.Euros sum.Total.Cents

    // A copy is a value of its own: the store keeps its bolt.
    let longer = { store.[0] with Name = "long bolt"; Size = { store.[0].Size with Depth = 80 } }
    print longer
    print store.[0]
    if longer.Size <> store.[0].Size && longer.Price = store.[0].Price then printfn "another size, the same price"
    0
