; proved: The loop invariant holds at the start of each execution of the body.
; unproved: The loop invariant may fail.
(define-fun invariant ((condition Bool)) Bool condition)
