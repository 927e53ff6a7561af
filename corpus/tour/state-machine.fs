/// A vending machine: its table of transitions holds functions, which are tests and actions of each row.
module StateMachine

type State =
    | Idle
    | Ready
    | Serving
    | Broken

type Input =
    | Coin of int
    | Select of int
    | Done
    | Kick

type Machine = { State: State; Credit: int; Sold: int }

type Transition =
    { From: State
      Accepts: Machine -> Input -> bool
      Next: Machine -> Input -> Machine }

let prices = [| 50; 80; 120 |]
let priceOf item = if 0 <= item && item < prices.Length then Some prices.[item] else None

let isCoin (_: Machine) input =
    match input with
    | Coin _ -> true
    | Select _ | Done | Kick -> false

let is wanted (_: Machine) (input: Input) = input = wanted

let canPay machine input =
    match input with
    | Select item -> priceOf item |> Option.exists (fun price -> price <= machine.Credit)
    | Coin _ | Done | Kick -> false

let enter state (machine: Machine) (_: Input) = { machine with State = state }

let addCoin machine input =
    match input with
    | Coin value -> { machine with State = Ready; Credit = machine.Credit + value }
    | Select _ | Done | Kick -> machine

let serve machine input =
    match input with
    | Select item ->
        let price = priceOf item |> Option.defaultValue 0
        { State = Serving; Credit = machine.Credit - price; Sold = machine.Sold + 1 }
    | Coin _ | Done | Kick -> machine

let finish machine (_: Input) = { machine with State = (if machine.Credit > 0 then Ready else Idle) }

let table =
    [| { From = Idle; Accepts = isCoin; Next = addCoin }
       { From = Ready; Accepts = isCoin; Next = addCoin }
       { From = Ready; Accepts = canPay; Next = serve }
       { From = Serving; Accepts = is Done; Next = finish }
       { From = Ready; Accepts = is Kick; Next = enter Broken }
       { From = Serving; Accepts = is Kick; Next = enter Broken } |]

let step machine input =
    match table |> Array.tryFind (fun row -> row.From = machine.State && row.Accepts machine input) with
    | Some row -> row.Next machine input
    | None -> machine

let nameOf state =
    match state with
    | Idle -> "idle"
    | Ready -> "ready"
    | Serving -> "serving"
    | Broken -> "broken"

let print machine =
    Console.write (nameOf machine.State)
    Console.write " credit "
    Console.writeInt machine.Credit
    Console.write " sold "
    Console.writeInt machine.Sold
    Console.newline ()

[<EntryPoint>]
let main () =
    let inputs = [| Select 0; Coin 50; Select 1; Coin 50; Select 7; Select 1; Coin 10; Done; Select 0; Coin 30; Select 0; Done; Coin 20; Kick; Coin 100 |]
    let last =
        inputs
        |> Array.fold (fun machine input ->
            let next = step machine input
            print next
            next) { State = Idle; Credit = 0; Sold = 0 }
    if last.State = Broken then Console.writeln "call the service"
    0
