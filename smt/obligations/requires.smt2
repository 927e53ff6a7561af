; proved: The called function's requirement holds at the call.
; unproved: The called function's requirement may fail at the call.
(define-fun requires ((condition Bool)) Bool condition)
