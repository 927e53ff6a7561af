/// The controller: proportional, integral and derivative part, the integral held while the output is at its limit (no windup),
/// the derivative taken of the measured speed, so that a new set point gives no kick.
module Pid.Controller

open Pid.Fixed

type Gains = { P: Fixed; I: Fixed; D: Fixed }

type Controller =
    { Gains: Gains
      Limit: Fixed
      Sum: Fixed
      Last: Fixed
      Output: Fixed }

let create gains limit = { Gains = gains; Limit = limit; Sum = zero; Last = zero; Output = zero }

let reset controller = { controller with Sum = zero; Output = zero }

let step (target: Fixed) (measured: Fixed) controller =
    let error = target - measured
    let change = measured - controller.Last
    let sum = controller.Sum + controller.Gains.I * error
    let wanted = controller.Gains.P * error + sum - controller.Gains.D * change
    let output = wanted |> clamp (zero - controller.Limit) controller.Limit
    // Only an integral that leads back from the limit is taken over.
    let isHeld =
        output <> wanted && ((wanted.Raw > 0l && error.Raw > 0l) || (wanted.Raw < 0l && error.Raw < 0l))
    { controller with
        Sum = (if isHeld then controller.Sum else clamp (zero - controller.Limit) controller.Limit sum)
        Last = measured
        Output = output }
