; proved: The place may be read or written as the operation does.
; unproved: The place may not permit the operation.
; one range of the map or one typed pointer; permitted: its access kind allows the operation
(define-fun access-kind ((address Int) (start Int) (size Int) (permitted Bool)) Bool
  (and (<= start address) (< address (+ start size)) permitted))
