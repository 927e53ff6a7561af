// Programs that would deceive a careless reader of calls, loops, contracts and matches. Data only. What stands behind a line says what must become of its checks:
// `proved`: the checker confirms them; `open`: it must not; `fails`: it must not, and in some run they fail. A kind may follow, when not all of the line are meant.

export const trapsOfControl: Readonly<Record<string, string>> = {
  'a requires whose own evaluation reads out of bounds': `
let first (a: ReadOnlySpan<int>) (i: int) =
    requires (a.[i] >= 0) // fails bounds
    a.[i] // proved bounds
[<EntryPoint>]
let main () = first items (input ())
`,
  'what is done last spoils what the body found, and not its value': `
[<EntryPoint>]
let main () =
    state <- input ()
    let i = try (if 0 <= state && state < 16 then state else 0) finally state <- input ()
    ignore items.[i] // proved
    ignore items.[state] // fails
    state <- input ()
    try
        if 0 <= state && state < 16 then ignore items.[state] // proved
    finally
        ignore items.[state] // fails
    0
`,
  'a value that is disposed of writes when its block ends, and not before': `
type Restore =
    { Old: int }
    interface System.IDisposable with
        member this.Dispose() = state <- this.Old
let inside () =
    use restore = { Old = input () }
    state <- 3
    ignore items.[state] // proved
    state
[<EntryPoint>]
let main () =
    ignore items.[inside ()] // proved
    ignore items.[state] // fails
    for i in 0 .. 1 do
        use restore = { Old = 20 + i }
        state <- i
        ignore items.[state] // proved
    ignore items.[state - 6] // open
    ignore items.[using { Old = 16 } (fun it -> it.Old - 1)] // proved
    ignore items.[state] // fails
    0
`,
  'a requires that is proved is not evaluated: nothing is learnt from a call in it that never returns': `
let rec forever (n: int) : bool =
    ensures (fun r -> r <> r)
    forever n
let at (i: int) =
    requires (forever i || true)
    items.[i] // open bounds
[<EntryPoint>]
let main () =
    at (input ()) // proved requires
`,
  'an invariant, an ensures and an assert around a call that never returns': `
let rec forever (n: int) : bool =
    ensures (fun r -> r <> r)
    forever n
let give (n: int) : int =
    ensures (fun r -> forever r || true)
    n
[<EntryPoint>]
let main () =
    let i = input ()
    if input () > 0 then items.[give i] <- 1 // open bounds
    let mutable k = 0
    while k < 3 do
        invariant (forever k || true)
        items.[i] <- 1 // open bounds
        k <- k + 1
    items.[give i] // open bounds
`,
  'a claim that holds at entry and is not kept': `
[<EntryPoint>]
let main () =
    let mutable i = 0
    while input () > 0 do
        items.[i] <- 1 // fails
        i <- i + 1
    i
`,
  'an invariant of the programmer that holds at entry and is not kept': `
[<EntryPoint>]
let main () =
    let mutable i = 0
    while input () > 0 do
        invariant (i <= 2) // fails invariant
        invariant (i >= 0) // proved invariant
        items.[i] <- 1 // proved bounds
        i <- i + 1
    i
`,
  'an invariant that says nothing before the first turn': `
[<EntryPoint>]
let main () =
    let mutable i = input ()
    let mutable n = 0
    while n < 4 && i < 10 do
        invariant (i < 10) // proved invariant
        invariant (i >= 0) // fails invariant
        items.[i] <- 1 // proved bounds
        i <- i + 1
        n <- n + 1
    items.[i] // fails bounds
`,
  'nested counted loops': `
[<EntryPoint>]
let main () =
    for i in 0 .. 3 do
        for j in 0 .. 3 do
            items.[i * 4 + j] <- 1 // proved
            if input () > 3 then items.[i * 4 + j + 1] <- 1 // fails
        items.[i * 5] <- 1 // proved
        if input () > 4 then items.[i * 6] <- 1 // fails
    0
`,
  'an inner loop that moves the counter of the outer one': `
[<EntryPoint>]
let main () =
    let mutable i = 0
    while i < 16 do
        let mutable j = i
        while j < 16 do
            items.[j] <- 0 // proved
            j <- j + 1
            if input () > 1 then i <- i + 1
        items.[i] <- 1 // fails
        i <- i + 1
    0
`,
  'a loop that assigns through a function': `
let bump () = state <- state + 1
[<EntryPoint>]
let main () =
    while input () > 0 do
        items.[state] <- 1 // fails
        bump ()
    for k in 0 .. 3 do
        state <- k
        items.[state] <- 1 // proved
        bump ()
    state
`,
  'a function that assigns, through another, between a test and its use': `
let bump () = state <- state + 1
let twice () = (bump (); bump ())
[<EntryPoint>]
let main () =
    state <- input ()
    if 0 <= state && state < 16 then
        items.[state] <- 1 // proved
        twice ()
        items.[state] <- 1 // fails
    0
`,
  'an operand that assigns what was read before it': `
let put (n: int) : int = (state <- n; n)
[<EntryPoint>]
let main () =
    state <- 3
    let sum = state + put 20
    items.[sum - 8] <- 1 // proved
    if input () > 0 then items.[sum - 7] <- 1 // fails
    state <- 3
    items.[state] <- put 99 // proved
    0
`,
  'a module-level value that every assignment keeps, and one that not all keep': `
let mutable kept = 3
let mutable lost = 3
let set (n: int) =
    if 0 <= n && n < 16 then
        kept <- n
        lost <- n
let spoil (n: int) = if n = 5 then lost <- 16
[<EntryPoint>]
let main () =
    set (input ())
    spoil (input ())
    items.[kept] <- 1 // proved
    items.[lost] // fails
`,
  'recursion that is entered too high': `
let rec down (n: int) : int =
    if n <= 0 then 0
    else
        items.[n - 1] <- n // fails
        down (n - 1)
let rec within (n: int) : int =
    requires (n <= 16)
    if n <= 0 then 0
    else
        items.[n - 1] <- n // proved bounds
        within (n - 1) // proved requires
[<EntryPoint>]
let main () =
    ignore (within 16) // proved requires
    down 17
`,
  'recursion whose result depends on itself': `
let rec pick (n: int) : int =
    if n > 3 then pick (n - 1)
    elif n < 0 then pick (n + 1)
    else n
let rec miss (n: int) : int =
    if n > 20 then n
    elif n > 3 then miss (n - 1)
    else n
[<EntryPoint>]
let main () =
    let n = input ()
    items.[pick n] <- 1 // proved
    items.[miss n] // fails
`,
  'two calls of one function, one of them wrong': `
let at (i: int) = items.[i] // fails
let near (i: int) = items.[i] // proved
[<EntryPoint>]
let main () =
    let n = input ()
    near 3 + near (n &&& 7) + at 3 + at n
`,
  'loops that count down': `
[<EntryPoint>]
let main () =
    for i = 15 downto 0 do
        items.[i] <- 1 // proved
    for i = 16 downto 1 do
        items.[i - 1] <- 1 // proved
    if input () > 0 then
        for i = 16 downto 1 do
            items.[i] <- 1 // fails
    let mutable i = 15
    while i >= 0 do
        items.[i] <- 1 // proved
        i <- i - 1
    let mutable u = 5u
    while u >= 0u do
        items.[int u] <- 1 // fails
        u <- u - 1u
    0
`,
  'counted loops that never run, or run to the end of the numbers': `
[<EntryPoint>]
let main () =
    let n = input ()
    let mutable k = 20
    for i in 1 .. n do
        k <- i &&& 3
        assert (n >= 1) // proved assert
    if n > 0 && n < 9 then items.[k] <- 1 // open bounds
    if input () > 5 then items.[k] <- 1 // fails
    for i in 253uy .. 255uy do
        items.[int i - 240] <- 1 // proved
        if input () > 5 then items.[int i - 239] <- 1 // fails
    for i in n .. n do
        assert (i = n) // proved assert
    0
`,
  'what holds after a counted loop': `
[<EntryPoint>]
let main () =
    let mutable last = 0
    for i in 0 .. 15 do
        last <- i
    items.[last] <- 1 // proved
    let n = input ()
    let mutable sum = 0
    for i in 1 .. n do
        if sum < 16 then sum <- sum + 1
    items.[sum] // fails
`,
  'a local variable across a call that changes a module-level one': `
let bump () = state <- state + 20
[<EntryPoint>]
let main () =
    let mutable i = 3
    bump ()
    items.[i] <- 1 // proved
    i <- state
    bump ()
    items.[i] // fails
`,
  'two executions of one expression': `
let next () : int = (state <- state + 9; state)
let peek () : int = items.[0]
[<EntryPoint>]
let main () =
    items.[0] <- input ()
    if peek () >= 0 && peek () < 16 then items.[peek ()] <- 1 // proved bounds
    if next () < 16 then items.[next ()] <- 1 // fails
    0
`,
  'an invariant whose own evaluation may fail in a later turn': `
[<EntryPoint>]
let main () =
    let mutable i = 0
    while input () > 0 do
        invariant (items.[i] >= 0 || true) // fails bounds
        items.[i] <- 1 // proved bounds
        i <- i + 1
    0
`,
  'an ensures whose own evaluation may fail': `
let last (s: ReadOnlySpan<int>) (n: int) : int =
    ensures (fun r -> s.[r] >= 0 || true) // fails bounds
    n - 1
[<EntryPoint>]
let main () =
    let i = last items (input ())
    items.[i] // proved bounds
`,
  'an assert whose own evaluation may fail': `
[<EntryPoint>]
let main () =
    let i = input ()
    assert (items.[i] >= 0 || true) // fails bounds
    items.[i] // proved bounds
`,
  'a requires of a function that a requires calls': `
let isSmall (i: int) : bool =
    requires (i < 100)
    items.[i &&& 15] < 16 && i < 90
let at (i: int) =
    requires (i >= 0)
    requires (isSmall i) // fails requires
    items.[i] // open bounds
[<EntryPoint>]
let main () = at (input ()) // fails requires
`,
  'a requires of a function that a proved requires calls: its guard stands, though nobody asks for the value': `
let isSmall (i: int) : bool =
    requires (i < 16)
    items.[i &&& 15] < 16
let at (i: int) =
    requires (i >= 0)
    requires (isSmall i) // fails requires
    items.[i] // proved bounds
[<EntryPoint>]
let main () = at (input () &&& 127) // proved requires
`,
  'a match that does not take every value': `
[<EntryPoint>]
let main () =
    let n = input ()
    let a = match n &&& 3 with 0 -> 1 | 1 -> 5 | 2 -> 9 | 3 -> 15 // proved exhaustive
    items.[a] <- 1 // proved
    let b = match n &&& 7 with 0 -> 1 | 1 -> 5 | 2 -> 9 | 3 -> 15 // fails exhaustive
    items.[b] // proved
`,
  'a match that a rule with a condition may take: its claim is tested behind all rules': `
[<EntryPoint>]
let main () =
    let n = input ()
    if n < 2 then
        match n with // fails exhaustive
        | x when items.[x] > 0 -> 1 // fails bounds
        | 0 -> 2
        | 1 -> 3
    else
        let kind =
            match n with // fails exhaustive
            | x when x > 2 -> 1
            | 0 -> 2
            | 1 -> 3
        items.[n * 5] + kind // fails bounds
`,
  'what is known behind a match that stops for some values': `
[<EntryPoint>]
let main () =
    let n = input ()
    let a =
        match n with // fails exhaustive
        | 3 -> 1
        | 7 -> 2
        | 9 -> 3
    items.[n + a] // proved
`,
  'tests of a match, in their order': `
[<EntryPoint>]
let main () =
    let n = input ()
    match n with
    | x when x < 0 -> 0
    | x when x < 16 -> items.[x] // proved
    | x when x > 20 -> 1
    | x -> items.[x - 4] // fails
`,
};
