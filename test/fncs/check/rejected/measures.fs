module Measures

[<Measure>] type m
[<Measure>] type s
[<Measure>] type N = m / s ^ 2

let sum (x: float<m>) = x + 1.0
let sums (x: float<m>) (t: float<s>) = x + t
let product (x: float<m>) : float<m> = x * x
let quotient (x: float<m>) (t: float<s>) : float<m s> = x / t
let force (a: float<m/s>) : float<N> = a
let unknown (x: float<mm>) = x
let notAMeasure (x: int<int>) = x
let notAType : m = 3
let rootOfLength (x: float<m>) = sqrt x
let square x = x * x
let generic (x: float<'u>) (y: float<'u>) = x + y
let mixed = generic 1.0<m> 1.0<s>
let unitless = square 1.0<m>
let dimension (x: int<m, s>) = x
