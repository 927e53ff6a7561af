/// Functions that call themselves last are loops: a hundred thousand calls take one frame. The others take a frame for each call.
module Recursion

let show label (n: int) =
    Console.write label
    Console.write " "
    Console.writeInt n
    Console.newline ()

let rec sumTo total n = if n = 0 then total else sumTo (total + n % 7) (n - 1)

let rec gcd a b = if b = 0 then a else gcd b (a % b)

let rec power result value exponent =
    match exponent with
    | 0 -> result
    | n when n % 2 = 0 -> power result (value * value) (n / 2)
    | n -> power (result * value) value (n - 1)

/// Both ends move toward each other; every element it reads is proved to be there.
let rec search (values: ReadOnlySpan<int>) wanted low high =
    if low > high then
        -1
    else
        let middle = low + (high - low) / 2
        if values.[middle] = wanted then middle
        elif values.[middle] < wanted then search values wanted (middle + 1) high
        else search values wanted low (middle - 1)

let rec steps (count: int) (n: int64) =
    if n <= 1L then count
    elif n % 2L = 0L then steps (count + 1) (n / 2L)
    else steps (count + 1) (3L * n + 1L)

/// Not last: the sum is made after the calls.
let rec fibonacci n = if n < 2 then n else fibonacci (n - 1) + fibonacci (n - 2)

let rec isEven n = if n = 0 then true else isOdd (n - 1)
and isOdd n = if n = 0 then false else isEven (n - 1)

let rec hanoi count (from: char) (target: char) (spare: char) =
    if count = 0 then
        0
    else
        let before = hanoi (count - 1) from spare target
        if count = 3 then
            Console.writeChar from
            Console.writeChar target
            Console.newline ()
        before + 1 + hanoi (count - 1) spare target from

[<EntryPoint>]
let main () =
    show "sum" (sumTo 0 100_000)
    show "gcd" (gcd 1071 462)
    show "power" (power 1 3 13)
    let values = [| 1; 4; 9; 16; 25; 36; 49 |]
    show "found at" (search values 25 0 (values.Length - 1))
    show "found at" (search values 26 0 (values.Length - 1))
    show "steps" (steps 0 27L)
    show "fibonacci" (fibonacci 15)
    if isEven 10 && isOdd 7 then Console.writeln "ten is even, seven is odd"
    show "moves" (hanoi 3 'a' 'c' 'b')

    let limit = 50
    let rec count found n = if n > limit then found else count (if n % 6 = 1 then found + 1 else found) (n + 1)
    show "counted" (count 0 1)
    0
