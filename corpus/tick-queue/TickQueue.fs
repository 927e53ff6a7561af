/// The timer's interrupt handler measures and queues; the program takes what is queued and prints it. What both touch is read and written in critical sections,
/// or whole: one number at a time.
module TickQueue

[<PeripheralDescriptor("SYSTICK", 0xE000E010UL)>]
type SysTickTimer =
    { [<Register("CSR", 0x00u, "rw")>]
      CSR: NativePtr<uint32, systemControl, readWrite>
      [<Register("RVR", 0x04u, "rw")>]
      RVR: NativePtr<uint32, systemControl, readWrite>
      [<Register("CVR", 0x08u, "rw")>]
      CVR: NativePtr<uint32, systemControl, readWrite> }

[<Struct>]
type Reading = { Tick: int; Level: int }

let places = 8
let queue: int[] = Array.zeroCreate 8

/// Positions count up and wrap around; the mask makes an index of them.
let mutable head = 0u
let mutable tail = 0u
let mutable ticks = 0
let mutable lost = 0

/// Only the handler uses it: it needs no critical section, wide as it is.
let mutable last: Reading = { Tick = 0; Level = 100 }

let next (reading: Reading) : Reading =
    let level = reading.Level + (if reading.Tick % 3 = 0 then 7 else -3)
    { Tick = reading.Tick + 1
      Level = level }

[<Interrupt("SysTick")>]
let onTick () : unit =
    last <- next last
    ticks <- ticks + 1
    let end' = head
    if end' - tail < 8u then
        queue.[int (end' &&& 7u)] <- last.Level
        head <- end' + 1u
    else
        lost <- lost + 1

let take () : int option =
    Interrupt.critical (fun () ->
        if head = tail then
            None
        else
            let item = queue.[int (tail &&& 7u)]
            tail <- tail + 1u
            Some item)

/// A tick each millisecond, at 20 MHz.
let start () : unit =
    NativePtr.write SYSTICK.RVR 19999ul
    NativePtr.write SYSTICK.CVR 0ul
    NativePtr.write SYSTICK.CSR 7ul

let stop () : unit = NativePtr.write SYSTICK.CSR 0ul

[<EntryPoint>]
let main () =
    start ()
    let mutable taken = 0
    while taken < 12 do
        match take () with
        | Some level ->
            taken <- taken + 1
            Console.write "level "
            Console.writeInt level
            Console.newline ()
        | None -> Cpu.waitForInterrupt ()
    stop ()
    Console.writeln (if ticks >= taken then "as many ticks as readings" else "a reading without a tick")
    0
