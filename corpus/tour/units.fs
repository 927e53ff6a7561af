/// Numbers with units: a length is no time, and what comes of a division says so. Nothing is left of them in the image.
module Units

[<Measure>] type m
[<Measure>] type km
[<Measure>] type s
[<Measure>] type h
[<Measure>] type kg
[<Measure>] type N = kg m / s^2
[<Measure>] type J = N m
[<Measure>] type W = J / s
[<Measure>] type mV
[<Measure>] type raw

let metresPerKilometre = 1000.0<m/km>
let secondsPerHour = 3600.0<s/h>
let gravity = 9.81<m/s^2>

let toSpeed (speed: float<km/h>) : float<m/s> = speed * metresPerKilometre / secondsPerHour

let square (x: float<'u>) = x * x

type Vehicle =
    { Mass: float<kg>
      Speed: float<m/s>
      Grip: float }

let energy vehicle : float<J> = 0.5 * vehicle.Mass * square vehicle.Speed

/// Until it stands: v² / 2 µ g.
let brakingDistance vehicle = square vehicle.Speed / (2.0 * vehicle.Grip * gravity)

let stoppingDistance (reaction: float<s>) vehicle = vehicle.Speed * reaction + brakingDistance vehicle

let meanPower (work: float<J>) (time: float<s>) : float<W> = work / time

// ── whole numbers have units as well: a converter of 12 bits with a reference of 3.3 V ──

let fullScale = 4096<raw>
let reference = 3300<mV>

let toVoltage (sample: int<raw>) : int<mV> = sample * reference / fullScale

/// Where the sum of any quantities is of that quantity.
let mean (values: int<'u>[]) : int<'u> =
    let mutable sum = 0<_>
    for value in values do
        sum <- sum + value
    sum / values.Length

let isWithin (low: int<'u>) (high: int<'u>) value = low <= value && value <= high

[<EntryPoint>]
let main () =
    let car = { Mass = 1500.0<kg>; Speed = toSpeed 108.0<km/h>; Grip = 0.8 }
    printfn "%.2f m/s, %.0f J" car.Speed (energy car)
    printfn "brakes in %.3f m" (brakingDistance car)
    let wet = { car with Grip = 0.4 }
    printfn "stops in %.3f m, %.3f m when it is wet" (stoppingDistance 1.0<s> car) (stoppingDistance 1.0<s> wet)
    let time = car.Speed / (car.Grip * gravity)
    printfn "%.4f s at %.1f kW" time (float (meanPower (energy car) time) / 1000.0)

    let samples = [| 1000<raw>; 1010<raw>; 1024<raw>; 1006<raw> |]
    let voltage = toVoltage (mean samples)
    printfn "%d mV, in range: %b" voltage (isWithin 500<mV> 1000<mV> voltage)
    let highest = samples |> Array.max |> toVoltage
    printfn "%d mV at most, %d above the mean" highest (highest - voltage)
    0
