; The rules of src/proofs/interval.ts (deciding a term inside a box) and src/proofs/box.ts (narrowing the box by a fact). Each function is a
; lemma: true for all values of its parameters.

; ── deciding ──
; A comparison is the sign of a difference, whose range is known.
(define-fun at-most-by-difference ((a Int) (b Int) (high Int)) Bool (=> (and (<= (- a b) high) (<= high 0)) (<= a b)))
(define-fun above-by-difference ((a Int) (b Int) (low Int)) Bool (=> (and (<= low (- a b)) (> low 0)) (not (<= a b))))
(define-fun below-is-at-most ((a Int) (b Int)) Bool (= (< a b) (<= (+ (- a b) 1) 0)))
(define-fun at-least-is-at-most ((a Int) (b Int)) Bool (= (>= a b) (<= (- b a) 0)))
(define-fun above-is-below ((a Int) (b Int)) Bool (= (> a b) (<= (+ (- b a) 1) 0)))
(define-fun equal-by-difference ((a Int) (b Int)) Bool (=> (<= 0 (- a b) 0) (= a b)))
(define-fun distinct-by-difference ((a Int) (b Int) (low Int)) Bool (=> (and (<= low (- a b)) (> low 0)) (not (= a b))))
(define-fun chain ((a Int) (b Int) (c Int)) Bool (= (<= a b c) (and (<= a b) (<= b c))))
(define-fun chain-of-equals ((a Int) (b Int) (c Int)) Bool (= (= a b c) (and (= a b) (= b c))))
(define-fun or-by-and ((p Bool) (q Bool)) Bool (= (or p q) (not (and (not p) (not q)))))
(define-fun implies-by-and ((p Bool) (q Bool) (r Bool)) Bool (= (=> p q r) (not (and p q (not r)))))
(define-fun distinct-by-equal ((a Int) (b Int)) Bool (= (distinct a b) (not (= a b))))

; ── narrowing ──
; k·x + rest ≤ 0 with rest ≥ low bounds x from above (k > 0) by ⌊−low / k⌋, or from below (k < 0) by −⌊−low / −k⌋;
; the floor q is stated as it is computed: m·q ≤ −low < m·(q + 1).
(define-fun bound-from-above ((k Int) (x Int) (rest Int) (low Int) (q Int)) Bool
  (=> (and (> k 0) (<= (+ (* k x) rest) 0) (<= low rest) (< (- low) (* k (+ q 1)))) (<= x q)))
(define-fun bound-from-below ((m Int) (x Int) (rest Int) (low Int) (q Int)) Bool
  (=> (and (> m 0) (<= (+ (- (* m x)) rest) 0) (<= low rest) (< (- low) (* m (+ q 1)))) (<= (- q) x)))
(define-fun hole-at-low-end ((x Int) (hole Int)) Bool (=> (and (<= hole x) (distinct x hole)) (<= (+ hole 1) x)))
(define-fun hole-at-high-end ((x Int) (hole Int)) Bool (=> (and (<= x hole) (distinct x hole)) (<= x (- hole 1))))
(define-fun hole-between-multiples ((k Int) (x Int) (c Int) (hole Int)) Bool
  (=> (and (distinct k 0) (= (+ (* k hole) c) 0) (distinct (+ (* k x) c) 0)) (distinct x hole)))
(define-fun last-of-or ((p Bool) (q Bool)) Bool (=> (and (or p q) (not p)) q))
(define-fun last-of-broken-and ((p Bool) (q Bool)) Bool (=> (and (not (and p q)) p) (not q)))
(define-fun last-of-implication ((p Bool) (q Bool)) Bool (=> (and (=> p q) (not q)) (not p)))
(define-fun broken-implication ((p Bool) (q Bool)) Bool (=> (not (=> p q)) (and p (not q))))
(define-fun chosen-branch ((p Bool) (q Bool) (r Bool)) Bool (=> (and (ite p q r) p) q))
(define-fun other-branch ((p Bool) (q Bool) (r Bool)) Bool (=> (and (ite p q r) (not p)) r))
(define-fun equal-both-ways ((a Int) (b Int)) Bool (= (= a b) (and (<= (- a b) 0) (<= (- b a) 0))))
(define-fun same-truth ((p Bool) (q Bool)) Bool (=> (and (= p q) p) q))
(define-fun other-truth ((p Bool) (q Bool)) Bool (=> (and (distinct p q) p) (not q)))
