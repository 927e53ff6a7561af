; proved: Control never gets to the failure.
; unproved: Control may get to the failure, where the program stops with its message.
(define-fun failure ((matched Bool)) Bool matched)
