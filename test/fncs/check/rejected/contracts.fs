module Contracts

let mutable shared = 0
let bump () = shared <- shared + 1

let peek () =
    shared <- shared + 1
    shared

[<PeripheralDescriptor("GPIOA", 0x42020000UL)>]
type Gpio = { [<Register("IDR", 0x10u, "r")>] IDR: NativePtr<uint32, peripheral, readOnly> }

let readInput () = NativePtr.read GPIOA.IDR

let bumped x =
    bump ()
    x

let late (a: int) =
    let b = a + 1
    requires (a > 0)
    b
let invariantOutside (a: int) =
    invariant (a > 0)
    a
let requiresInLoop (a: int) =
    while true do
        requires (a > 0)
        ()
let notTruth (a: int) =
    requires a
    a
let writes (a: int) =
    requires (peek () > 0)
    a
let volatileRead (a: int) =
    requires (NativePtr.read GPIOA.IDR > 0ul)
    a
let volatileThroughCall () =
    ensures (fun r -> readInput () > 0ul)
    1
let prints () = assert ((Console.writeln "a"; true))
let raw () = assert (Ptr.read<uint32> 0x40000000un > 0ul)
let nested () = assert ((assert true; true))
let noLambda (a: int) =
    ensures (a > 0)
    a
let twoNames (a: int) =
    ensures (fun a b -> true)
    a
let resultType () : int =
    ensures (fun r -> r = "a")
    1
let refutable (Some x) =
    requires (x > 0)
    x
let twoConditions (a: int) =
    requires (a > 0) (a < 5)
    a
let two () = assert true false

let rec self (n: int) : int =
    ensures (fun r -> self r = r)
    n

let rec even (n: int) : bool =
    requires (odd n || n >= 0)
    n % 2 = 0

and odd (n: int) : bool =
    requires (even n || n >= 0)
    n % 2 <> 0

let rec fine (n: int) : int =
    requires (plainly n > 0)
    if n > 5 then fine (n - 1) else n

and plainly (n: int) : int = if n > 5 then fine n else 1
let unknownFunction (f: int -> bool) (a: int) =
    requires (f a)
    a
let passed (f: int -> bool) (a: int) = f a
let throughCall (f: int -> bool) (a: int) =
    requires (passed f a)
    a
let lambdaWrites (a: int) =
    requires (passed (fun x -> x < bumped x) a)
    a
