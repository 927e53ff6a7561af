module Blinky

[<Measure>] type ms

[<PeripheralDescriptor("GPIOA", 0x42020000UL)>]
[<PeripheralDescriptor("GPIOC", 0x42020800UL)>]
type Gpio =
    { [<Register("MODER", 0x00u, "rw")>] MODER: NativePtr<uint32, peripheral, readWrite>
      [<Register("IDR", 0x10u, "r")>] IDR: NativePtr<uint32, peripheral, readOnly>
      [<Register("ODR", 0x10u, "w")>] ODR: NativePtr<uint32, peripheral, writeOnly>
      [<Register("BSRR", 0x18u, "w")>] BSRR: Ptr<uint32, Peripheral, WriteOnly>
      [<Register("AFR", 0x20u, "rw", 2)>] AFR: NativePtr<uint32, peripheral, readWrite> }

type Port =
    | A
    | C

let portOf p =
    match p with
    | A -> GPIOA
    | C -> GPIOC

let delay (time: int<ms>) =
    for i = 1 to int time * 1000 do
        Cpu.nop ()

let setPin port pin = NativePtr.write port.BSRR (1ul <<< pin)
let toggle p = NativePtr.write p (NativePtr.read p ^^^ 1ul)
let readOnly : NativePtr<uint32, peripheral, readOnly> = GPIOA.MODER
let mode (port: Gpio) pin =
    ensures (fun m -> m < 4ul)
    (NativePtr.get port.MODER 0 >>> (2 * pin)) &&& 3ul
let alternate (port: Gpio) i = NativePtr.get port.AFR i
let clock () : uint32 = Ptr.read 0x40021000un
let setClock (value: uint32) = Ptr.write 0x40021000un value

while true do
    setPin (portOf A) 5
    toggle GPIOC.MODER
    delay 500<ms>
