type A = int
type B = int -> int -> unit
type C = (int * float) -> bool
type D = int[] * array<int> * int option * int[][] * int[,]
type E = NativePtr<uint32, peripheral, readWrite>
type F<'T> = { Value: 'T; Next: 'T option }
type 'T G = 'T
type H<'K, 'V> = Pair of 'K * 'V
type I =
    | One
    | Two of int
    | Three of x: int * y: float<m/s^2>
    | Four of (int * int)
type J = | Single
type K = Single of int
type L = One | Two | Three
type M = Red = 0 | Green = 1 | Blue = 0x2
type N =
    | Zero = 0uy
    | One = 1uy
type O = { mutable X: int; Y: float }
type P =
    { X: int
      mutable Y: int[]

      Z: string }
type Q = {
    X: int
    Y: int;
    Z: int
}
type R =
    {
        X: int
    }
type private S = int
[<Struct>]
type T = { X: int }
[<Measure>] type m
[<Measure>] type s
[<Measure>] type speed = m / s
[<Measure>] type area = m^2
type U =
| First
| Second of int
type V = { W: W }
and W = { V: int }
and [<Struct>] X = { A: int }
[<PeripheralDescriptor("GPIOA", 0x42020000UL)>]
[<PeripheralDescriptor("GPIOB", 0x42020400UL)>]
type Gpio =
    { [<Register("MODER", 0x00u, "rw")>]
      MODER: NativePtr<uint32, peripheral, readWrite>
      [<Register("IDR", 0x10u, "r")>] IDR: NativePtr<uint32, peripheral, readOnly> }
type Y = Foo.Bar<int, Baz.Qux>
type Z = Span<byte> -> ReadOnlySpan<'T> -> _
type AA = Result<int,
                 string>
