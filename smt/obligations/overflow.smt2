; proved: The exact result fits the type.
; unproved: The exact result may not fit the type.
; exact: the result as an integer; least, greatest: of the type
(define-fun overflow ((exact Int) (least Int) (greatest Int)) Bool
  (and (<= least exact) (<= exact greatest)))
