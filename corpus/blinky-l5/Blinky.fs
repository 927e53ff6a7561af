/// Blinks the three user LEDs of a NUCLEO-L552ZE-Q in turn. Registers and bits as in ST's reference manual RM0438;
/// pins as in the board's manual UM2581: LD1 green on PC7, LD2 blue on PB7, LD3 red on PA9.
module Blinky

// ── registers ──

/// Reset and clock control; only the register that is used here.
[<PeripheralDescriptor("RCC", 0x40021000UL)>]
type ResetAndClock =
    { /// Clock enables of the AHB2 bus. Bits 0, 1 and 2: GPIO ports A, B and C.
      [<Register("AHB2ENR", 0x4Cu, "rw")>]
      AHB2ENR: NativePtr<uint32, peripheral, readWrite> }

/// General-purpose input and output. Three of the eight ports; all are alike.
[<PeripheralDescriptor("GPIOA", 0x42020000UL)>]
[<PeripheralDescriptor("GPIOB", 0x42020400UL)>]
[<PeripheralDescriptor("GPIOC", 0x42020800UL)>]
type Gpio =
    { /// Mode, two bits a pin: 00 input, 01 output, 10 alternate function, 11 analog.
      [<Register("MODER", 0x00u, "rw")>]
      MODER: NativePtr<uint32, peripheral, readWrite>
      /// Levels at the pins.
      [<Register("IDR", 0x10u, "r")>]
      IDR: NativePtr<uint32, peripheral, readOnly>
      /// Bits 0–15 set a pin, bits 16–31 reset it. Reads as zero by design: it is there to be written.
      [<Register("BSRR", 0x18u, "w")>]
      BSRR: NativePtr<uint32, peripheral, writeOnly> }

// ── the board ──

type Led =
    | Green
    | Blue
    | Red

let portOf (led: Led) : Gpio =
    match led with
    | Green -> GPIOC
    | Blue -> GPIOB
    | Red -> GPIOA

let pinOf (led: Led) : int =
    match led with
    | Green -> 7
    | Blue -> 7
    | Red -> 9

/// Green, blue, red, and again.
let next (led: Led) : Led =
    match led with
    | Green -> Blue
    | Blue -> Red
    | Red -> Green

// ── driver ──

/// Feeds the clock to GPIO ports A, B and C: after reset they are off, and writes to them are lost.
let enablePorts () : unit =
    let enabled = NativePtr.read RCC.AHB2ENR
    NativePtr.write RCC.AHB2ENR (enabled ||| 0b111ul)
    // The manual asks for two bus cycles between enabling a clock and using the block; a read back waits for them.
    ignore (NativePtr.read RCC.AHB2ENR)

/// Makes a pin an output, leaving the port's other pins as they are.
let makeOutput (port: Gpio) (pin: int) : unit =
    let shift = 2 * pin
    let others = NativePtr.read port.MODER &&& ~~~(0b11ul <<< shift)
    NativePtr.write port.MODER (others ||| (0b01ul <<< shift))

// BSRR changes one pin and no other: no read-modify-write, so nothing to disturb from an interrupt.
let switchOn (port: Gpio) (pin: int) : unit = NativePtr.write port.BSRR (1ul <<< pin)
let switchOff (port: Gpio) (pin: int) : unit = NativePtr.write port.BSRR (1ul <<< (pin + 16))

/// Burns time. At the 4 MHz that the clock has after reset, 200,000 turns are a fraction of a second.
let delay (turns: int) : unit =
    for _turn in 1 .. turns do
        Cpu.nop ()

let blink (led: Led) : unit =
    let port = portOf led
    let pin = pinOf led
    switchOn port pin
    delay 200000
    switchOff port pin
    delay 200000

[<EntryPoint>]
let main () =
    enablePorts ()
    makeOutput (portOf Green) (pinOf Green)
    makeOutput (portOf Blue) (pinOf Blue)
    makeOutput (portOf Red) (pinOf Red)
    let mutable led = Green
    while true do
        blink led
        led <- next led
    0
