; proved: The divisor is not 0 and the quotient fits the type.
; unproved: The divisor may be 0, or the quotient may not fit the type (the least value divided by -1).
; overflows: the type is signed; least: its least value
(define-fun division ((dividend Int) (divisor Int) (least Int) (overflows Bool)) Bool
  (and (distinct divisor 0)
       (=> overflows (not (and (= dividend least) (= divisor (- 1)))))))
