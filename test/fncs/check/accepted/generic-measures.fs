module GenericMeasures
[<Measure>] type m
[<Measure>] type s
let speed (d: float<'u>) (t: float<'v>) : float<'u/'v> = d / t
let area (a: float<'u>) (b: float<'v>) : float<'u * 'v> = a * b
let inv (x: float<'u>) : float<1/'u> = 1.0 / x
let cube (x: int<'u>) : int<'u^3> = x * x * x
let accel (x: float<'u>) (t: float<'t>) : float<'u 't^-2> = x / (t * t)
let total (xs: float<m>[]) = Array.sum xs
[<EntryPoint>]
let main () =
    let v: float<m/s> = speed 3.0<m> 2.0<s>
    let a: float<m^2> = area 3.0<m> 2.0<m>
    let f: float<1/s> = inv 4.0<s>
    let c: int<m^3> = cube 2<m>
    let g: float<m/s^2> = accel 8.0<m> 2.0<s>
    printfn "%f %f %f %d %f" v a f c g
    printfn "%f %f" (total [| 1.0<m>; 2.0<m> |]) (Array.sumBy (fun x -> x * 2.0<s>) [| 1.0<m>; 2.0<m> |])
    printfn "%d %d %f" (Array.sum [| 1; 2 |]) (Array.sum [| 250uy; 10uy |]) (Array.average [| 1.0<m>; 2.0<m> |])
    printfn "%d %f" (Array.sumBy (fun x -> x * x) [| 1; 2; 3 |]) (Array.averageBy (fun x -> float x) [| 1; 2 |])
    printfn "%d" (defaultArg None 3)
    0
