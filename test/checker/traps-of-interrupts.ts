// Programs that would deceive a reader who forgets that an interrupt handler runs between any two steps. Data only; the notation is that of traps-of-control.ts.

export const trapsOfInterrupts: Readonly<Record<string, string>> = {
  'a shared value is another one at each reading': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- input ()
[<EntryPoint>]
let main () =
    if 0 <= state && state < 16 then items.[state] // fails bounds
    else 0
`,
  'one reading that is kept may be tested and used': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- input ()
[<EntryPoint>]
let main () =
    let now = state
    if 0 <= now && now < 16 then items.[now] // proved bounds
    else 0
`,
  'within a critical section a shared value stays as it is': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- input ()
[<EntryPoint>]
let main () =
    Interrupt.critical (fun () ->
        if 0 <= state && state < 16 then items.[state] // proved bounds
        else 0)
`,
  'what was known before a critical section is not known in it': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- input ()
[<EntryPoint>]
let main () =
    state <- 3
    Interrupt.critical (fun () -> items.[state]) // fails bounds
`,
  'what was known in a critical section is not known after it': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- input ()
[<EntryPoint>]
let main () =
    Interrupt.critical (fun () -> state <- 3)
    items.[state] // fails bounds
`,
  'two critical sections are not one': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- input ()
[<EntryPoint>]
let main () =
    let good = Interrupt.critical (fun () -> 0 <= state && state < 16)
    if good then Interrupt.critical (fun () -> items.[state]) // fails bounds
    else 0
`,
  'a section within a section is the same section': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- input ()
[<EntryPoint>]
let main () =
    Interrupt.critical (fun () ->
        if 0 <= state && state < 16 then Interrupt.critical (fun () -> items.[state]) // open bounds
        else 0)
`,
  'a function that is called in a section may be called outside': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- input ()
let at () =
    if 0 <= state && state < 16 then items.[state] // open bounds
    else 0
[<EntryPoint>]
let main () = Interrupt.critical (fun () -> at ())
`,
  'a call in a section may change what is shared': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- input ()
let change () = state <- input ()
[<EntryPoint>]
let main () =
    Interrupt.critical (fun () ->
        state <- 3
        let a = items.[state] // proved bounds
        change ()
        items.[state] + a) // fails bounds
`,
  'a loop in a section that changes what is shared': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- input ()
[<EntryPoint>]
let main () =
    Interrupt.critical (fun () ->
        state <- 0
        let mutable sum = 0
        for i in 0 .. 3 do
            sum <- sum + items.[state] // fails bounds
            state <- input ()
        sum + items.[state]) // open bounds
`,
  'a loop that waits for what is shared': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- input ()
[<EntryPoint>]
let main () =
    while state < 0 || state >= 16 do
        Cpu.waitForInterrupt ()
    items.[state] // fails bounds
`,
  'what every assignment keeps holds at every reading': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- (state + 1) &&& 15
[<EntryPoint>]
let main () =
    let a = items.[state] // proved bounds
    a + items.[state] // proved bounds
`,
  'an assignment of another function breaks it': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- (state + 1) &&& 15
[<Interrupt("PendSV")>]
let onPending () : unit = state <- input ()
[<EntryPoint>]
let main () =
    let a = items.[state] // fails bounds
    a + items.[state] // fails bounds
`,
  'state of the handler alone: nothing is known when it begins but what it keeps': `
let mutable own = 0
[<Interrupt("SysTick")>]
let onTick () : unit =
    items.[own] <- 1 // fails bounds
    own <- input ()
    if 0 <= own && own < 16 then items.[own] <- 2 // proved bounds
[<EntryPoint>]
let main () = items.[state] // proved bounds
`,
  'a handler finds what main was just doing': `
[<Interrupt("SysTick")>]
let onTick () : unit = items.[state] <- 1 // fails bounds
[<EntryPoint>]
let main () =
    state <- 20
    state <- 3
    items.[2] // proved bounds
`,
  'two handlers share what main does not touch': `
let mutable own = 0
[<Interrupt("SysTick")>]
let onTick () : unit =
    if 0 <= own && own < 16 then items.[own] <- 2 // open bounds
[<Interrupt("PendSV")>]
let onPending () : unit = own <- input ()
[<EntryPoint>]
let main () = 0
`,
  'a handler reaches the value through a function that main calls too': `
let next () =
    state <- state + 1
    state
[<Interrupt("SysTick")>]
let onTick () : unit = ignore (next ())
[<EntryPoint>]
let main () =
    state <- 0
    ignore (next ())
    items.[state] // open bounds
`,
  'a requires about what is shared is a fact about its own reading': `
[<Interrupt("SysTick")>]
let onTick () : unit = state <- input ()
let at (dummy: int) =
    requires (0 <= state && state < 16)
    items.[state + dummy - dummy] // fails bounds
[<EntryPoint>]
let main () = at 3 // fails requires
`,
  'elements that a handler writes': `
let table : int[] = Array.zeroCreate 4
[<Interrupt("SysTick")>]
let onTick () : unit = table.[0] <- input ()
[<EntryPoint>]
let main () =
    table.[0] <- 3
    let at = table.[0]
    items.[at] // fails bounds
`,
  'elements that a handler reads while main is at work on them': `
let table : int[] = Array.zeroCreate 4
[<Interrupt("SysTick")>]
let onTick () : unit =
    let at = table.[0]
    items.[at] <- 1 // fails bounds
[<EntryPoint>]
let main () =
    table.[0] <- 20
    let a = state
    table.[0] <- 3
    a
`,
  'elements that a handler writes through a view that it finds': `
let table : int[] = Array.zeroCreate 4
let mutable view : Span<int> = Span.ofArray items
[<Interrupt("SysTick")>]
let onTick () : unit = Interrupt.critical (fun () -> if view.Length > 0 then view.[0] <- input ())
let take (own: Span<int>) =
    if own.Length > 0 then
        own.[0] <- 3
        let at = own.[0]
        items.[at] // fails bounds
    else 0
[<EntryPoint>]
let main () =
    Interrupt.critical (fun () -> view <- Span.ofArray table)
    take (Span.ofArray table)
`,
  'elements that all stores keep, in the handler and elsewhere': `
let table : int[] = Array.zeroCreate 4
[<Interrupt("SysTick")>]
let onTick () : unit = table.[0] <- input () &&& 15
[<EntryPoint>]
let main () =
    table.[1] <- 3
    let at = table.[0]
    items.[at] // open bounds
`,
};
