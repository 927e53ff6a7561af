; proved: The asserted condition holds.
; unproved: The asserted condition may fail.
(define-fun assert ((condition Bool)) Bool condition)
