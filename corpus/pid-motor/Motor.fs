/// A model of the motor, so that the controller can be tried without one: speed in rad/s, drive in volts, a step of 10 ms.
module Pid.Motor

open Pid.Fixed

/// What the motor does in one step: `speed + (gain * drive - speed - load) * share`.
type Motor =
    { Speed: Fixed
      /// Resistance of what the motor drives, as the speed that it costs.
      Load: Fixed }

let gain = ofInt 20
let share = ratio 1 12
let atRest = { Speed = zero; Load = zero }

/// The supply gives no more.
let limit = ofInt 12

let advance drive motor =
    let pull = gain * clamp (zero - limit) limit drive
    // Load works against the movement and cannot turn the motor around.
    let drag =
        if motor.Speed.Raw > 0l then motor.Load
        elif motor.Speed.Raw < 0l then zero - motor.Load
        else zero
    { motor with Speed = motor.Speed + (pull - motor.Speed - drag) * share }
