/// Sieves: of Eratosthenes with one byte a number, with odd numbers only, with least factors, and linear with a list of primes.
module Sieve

/// `composite.[n]` says that n is not prime; gives the number of primes.
let eratosthenes (composite: Span<bool>) : int =
    for i in 0 .. composite.Length - 1 do
        composite.[i] <- i < 2
    let mutable n = 2
    while n * n < composite.Length do
        if not composite.[n] then
            let mutable multiple = n * n
            while multiple < composite.Length do
                composite.[multiple] <- true
                multiple <- multiple + n
        n <- n + 1
    let mutable primes = 0
    for i in 0 .. composite.Length - 1 do
        if not composite.[i] then primes <- primes + 1
    primes

/// Odd numbers only: element i stands for 2i + 1. Gives the greatest prime.
let oddOnly (composite: Span<bool>) : int =
    let count = composite.Length
    for i in 0 .. count - 1 do
        composite.[i] <- false
    let mutable greatest = 2
    for i in 1 .. count - 1 do
        if not composite.[i] then
            let prime = 2 * i + 1
            greatest <- prime
            // The first that is left is prime², at index (prime² − 1) / 2.
            let mutable j = 2 * i * (i + 1)
            while j < count do
                composite.[j] <- true
                j <- j + prime
    greatest

/// The least prime factor of each number.
let leastFactors (factors: Span<int>) : unit =
    for i in 0 .. factors.Length - 1 do
        factors.[i] <- i
    for n in 2 .. factors.Length - 1 do
        if factors.[n] = n then
            let mutable multiple = n + n
            while multiple < factors.Length do
                if factors.[multiple] = multiple then factors.[multiple] <- n
                multiple <- multiple + n

/// Each composite number is crossed out once, by its least factor. Gives how many primes there are; as many as fit are listed.
let linear (composite: Span<bool>) (primes: Span<int>) : int =
    for i in 0 .. composite.Length - 1 do
        composite.[i] <- false
    let mutable count = 0
    for n in 2 .. composite.Length - 1 do
        if not composite.[n] then
            if count < primes.Length then
                primes.[count] <- n
                count <- count + 1
        let mutable k = 0
        while k < count && primes.[k] * n < composite.Length do
            composite.[primes.[k] * n] <- true
            // Greater primes are not the least factor any more.
            if n % primes.[k] = 0 then k <- count else k <- k + 1
    count

/// Writes n as a product by the table of least factors.
let showFactors (factors: ReadOnlySpan<int>) (number: int) : unit =
    let mutable rest = number
    while 1 < rest && rest < factors.Length do
        Console.write " "
        Console.writeInt factors.[rest]
        rest <- rest / factors.[rest]
    Console.newline ()

let flags : bool[] = Array.zeroCreate 400
let factors : int[] = Array.zeroCreate 400
let primes : int[] = Array.zeroCreate 100

[<EntryPoint>]
let main () =
    let line : byte[] = Array.zeroCreate 8
    let mutable length = Console.readln line
    while length > 0 do
        match Parse.tryInt (String.ofBytes line.[0 .. length - 1]) with
        | Some limit when limit >= 3 && limit <= flags.Length ->
            Console.writeInt (eratosthenes flags.[0 .. limit - 1])
            Console.write " "
            Console.writeInt (oddOnly flags.[0 .. limit / 2 - 1])
            Console.write " "
            let count = linear flags.[0 .. limit - 1] primes
            Console.writeInt count
            leastFactors factors.[0 .. limit - 1]
            showFactors factors.[0 .. limit - 1] (limit - 1)
        | _ -> Console.writeln "no limit"
        length <- Console.readln line
    0
