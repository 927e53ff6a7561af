; proved: Some rule of the match takes every value.
; unproved: There may be a value that no rule of the match takes.
(define-fun exhaustive ((matched Bool)) Bool matched)
