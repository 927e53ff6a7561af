; proved: The function's promise about its result holds whenever it returns.
; unproved: The function's promise about its result may fail.
(define-fun ensures ((condition Bool)) Bool condition)
