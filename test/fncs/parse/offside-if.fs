let a x =
    if x then 1 else 2

let b x =
    if x then
        1
    else
        2

let c x =
    if x
    then 1
    else 2

let d x =
    if x > 1
       && x < 3
       || x = 7
    then
        one ()
        two ()
    elif x = 5 then
        three ()
    else if x = 6 then four ()
    else
        five ()

let e x = if x then 1
          elif y then 2
          else 3

let f x =
    if x then
        if y then 1
        else 2
    else 3

let g x =
    if x then
        noElse ()
    after ()

let h x = 1 + if x then 2 else 3

let i x =
    if (match x with
        | 1 -> true
        | _ -> false) then
        2
    else
        3
