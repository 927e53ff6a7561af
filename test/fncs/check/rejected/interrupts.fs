module Interrupts

let mutable count = 0

[<Interrupt("SysTick")>]
let onTick () : unit = count <- count + 1

[<Interrupt(7)>]
let byNumber () : unit = count <- 0

[<Interrupt>]
let without () : unit = count <- 0

[<Interrupt("PendSV")>]
let takes (n: int) : unit = count <- n

[<Interrupt("PendSV")>]
let gives () : int = count

[<Interrupt("PendSV")>]
let asks () : unit =
    requires (count > 0)
    count <- 0

[<Interrupt("PendSV")>]
let value = 3

let called () : unit = onTick ()
let named = onTick

let reset () : unit = count <- 0
let a () : unit = Interrupt.critical reset
let b () : int = Interrupt.critical (fun x -> x + 1)
let c () : int = Interrupt.critical (fun () -> count) 1
let d () : int = Interrupt.critical (fun () -> "text")
let e = Interrupt.critical
let f () : unit =
    assert (Interrupt.critical (fun () -> count > 0))
    ()
