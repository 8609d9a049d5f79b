(******************************************************************************)
(*  The tangents of exp and ln, and Hoeffding's lemma                         *)
(*                                                                            *)
(*  1 + x <= exp x and ln x <= x - 1 carry all of this development but its    *)
(*  quadratic rates; those rest on Hoeffding's lemma, for p a distribution    *)
(*  and lo <= f <= hi,                                                        *)
(*                                                                            *)
(*      ln (\sum_a p a * exp (f a)) <= \sum_a p a * f a + (hi - lo)^2 / 8     *)
(*                                                                            *)
(*  Proof: a chord over exp leaves a distribution on the two points lo, hi;   *)
(*  there the second derivative of the left side in hi - lo is a variance     *)
(*  u (1 - u), which is at most 1/4.                                          *)
(******************************************************************************)

From Coquelicot Require Import Coquelicot.
From SoftBellman Require Import Sums.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

(** *** Tangents *)

(** The exponential lies above its tangent at 0, *)
Lemma exp_tangent x : 1 + x <= exp x.
Proof.
have [->|x0] := Req_EM_T x 0; first by rewrite exp_0; lra.
exact/Rlt_le/exp_ineq1.
Qed.

(** and touches it nowhere else. *)
Lemma exp_tangent_eq x : exp x = 1 + x -> x = 0.
Proof. by move=> e; have [//|/exp_ineq1] := Req_EM_T x 0; lra. Qed.

(** The logarithm lies below its tangent at 1, *)
Lemma ln_tangent x : 0 < x -> ln x <= x - 1.
Proof. by move=> x0; have := exp_tangent (ln x); rewrite exp_ln //; lra. Qed.

(** and touches it nowhere else. *)
Lemma ln_tangent_eq x : 0 < x -> ln x = x - 1 -> x = 1.
Proof.
move=> x0 e; suff /(f_equal exp) : ln x = 0 by rewrite exp_ln // exp_0.
by apply: exp_tangent_eq; rewrite exp_ln //; lra.
Qed.

(** Coq's ln is 0 where the logarithm is not defined. *)
Lemma ln_0 : ln 0 = 0.
Proof. by rewrite /ln; case: (Rlt_dec 0 0) => // lt; case: (Rlt_irrefl 0). Qed.

(** The logarithm of a quotient is the difference of the logarithms. *)
Lemma ln_quotient x y : 0 < x -> 0 < y -> ln (x / y) = ln x - ln y.
Proof. by move=> x0 y0; rewrite ln_mult ?ln_Rinv //; exact: Rinv_0_lt_compat. Qed.

(** The logarithm is nondecreasing. *)
Lemma ln_monotone x y : 0 < x -> x <= y -> ln x <= ln y.
Proof. by move=> x0 [/(ln_increasing _ _ x0)|->]; lra. Qed.

(** A number of at least 1 has a logarithm of at least 0. *)
Lemma ln_ge0 x : 1 <= x -> 0 <= ln x.
Proof. by rewrite -ln_1 => x1; apply: ln_monotone; lra. Qed.

(** A number of at most 1 has a logarithm of at most 0. *)
Lemma ln_le0 x : 0 <= x -> x <= 1 -> ln x <= 0.
Proof.
move=> [x0|<-] x1; first by rewrite -ln_1; apply: ln_monotone.
by rewrite ln_0; lra.
Qed.

(** *** Two points *)

(** A function of nonnegative slope on [0, h] does not fall. *)
Lemma nonnegative_slope F F' h :
  0 <= h -> (forall x, 0 <= x -> is_derive F x (F' x)) -> (forall x, 0 <= x -> 0 <= F' x) ->
  F 0 <= F h.
Proof.
move=> h0 dF F'0; have [x xh|x xh|c [ch e]] := @MVT_gen F 0 h F'.
- by apply: dF; move: xh; rewrite Rmin_left //; lra.
- apply: derivable_continuous_pt; exists (F' x); apply/is_derive_Reals/dF.
  by move: xh; rewrite Rmin_left //; lra.
- move: ch; rewrite Rmin_left // Rmax_right // => ch.
  by have := F'0 c (proj1 ch); nra.
Qed.

Section TwoPoints.
Variable theta : R.
Hypothesis theta01 : 0 <= theta <= 1.

Let mass x := 1 - theta + theta * exp x.
Let upper x := theta * exp x / mass x.

Let mass_gt0 x : 0 <= x -> 0 < mass x.
Proof. by move=> x0; have := exp_tangent x; rewrite /mass; nra. Qed.

Let upper_derive x : 0 <= x -> is_derive upper x (upper x * (1 - upper x)).
Proof.
move=> x0; have := mass_gt0 x0; rewrite /upper /mass => m0.
by auto_derive; [lra | field; lra].
Qed.

(** The slope that remains below the parabola is nonnegative, *)
Let slope x : 0 <= x -> 0 <= theta + x / 4 - upper x.
Proof.
move=> x0; have -> : 0 = theta + 0 / 4 - upper 0.
  by rewrite /upper /mass exp_0; field; lra.
apply: (@nonnegative_slope (fun y => theta + y / 4 - upper y)
                           (fun y => / 4 - upper y * (1 - upper y))) => // y y0.
- apply: (is_derive_minus (fun y => theta + y / 4) upper); last exact: upper_derive.
  by auto_derive; [|lra].
- by have := Rle_0_sqr (1 / 2 - upper y); rewrite /Rsqr; lra.
Qed.

(** so a two-point distribution on 0 and h obeys Hoeffding's lemma. *)
Lemma hoeffding_two_points h : 0 <= h -> ln (1 - theta + theta * exp h) <= theta * h + h ^ 2 / 8.
Proof.
move=> h0; suff: 0 <= theta * h + h ^ 2 / 8 - ln (mass h) by rewrite /mass; lra.
have {1}-> : 0 = theta * 0 + 0 ^ 2 / 8 - ln (mass 0).
  by rewrite /mass exp_0 (_ : 1 - theta + theta * 1 = 1) ?ln_1; lra.
apply: (@nonnegative_slope (fun x => theta * x + x ^ 2 / 8 - ln (mass x))
                           (fun x => theta + x / 4 - upper x)) => // x x0.
have := mass_gt0 x0; rewrite /upper /mass => m0.
by auto_derive; [lra | field; lra].
Qed.

End TwoPoints.

(** *** Many points *)

(** The exponential lies below its chord. *)
Lemma exp_chord lo hi x :
  lo <= x <= hi -> (hi - lo) * exp x <= (hi - x) * exp lo + (x - lo) * exp hi.
Proof.
move=> b; have tangent y : exp x * (1 + (y - x)) <= exp y.
  by have -> : exp y = exp x * exp (y - x); [rewrite -exp_plus; congr exp; ring|];
     apply: Rmult_le_compat_l; [apply/Rlt_le/exp_pos | apply: exp_tangent].
by have := tangent lo; have := tangent hi; nra.
Qed.

(** **Hoeffding's lemma.** *)
Theorem hoeffding (A : finType) (p f : A -> R) lo hi :
  dist p -> (forall a, lo <= f a <= hi) ->
  ln (\sum_a p a * exp (f a)) <= \sum_a p a * f a + (hi - lo) ^ 2 / 8.
Proof.
move=> pd fb; have [p0 p1] := pd; have mean := average_bounds pd fb.
set mu := \sum_a p a * f a in mean *.
have sum_gt0 : 0 < \sum_a p a * exp (f a).
  apply: Rlt_le_trans (exp_pos lo) _.
  rewrite -(average_const (exp lo) pd); apply: average_le => // a.
  by case: (fb a) => /Rle_lt_or_eq_dec[/exp_increasing|<-]; lra.
have chord : (hi - lo) * (\sum_a p a * exp (f a)) <= (hi - mu) * exp lo + (mu - lo) * exp hi.
  have -> : (hi - mu) * exp lo + (mu - lo) * exp hi
            = \sum_a p a * ((hi - f a) * exp lo + (f a - lo) * exp hi).
    transitivity (\sum_a (p a * (hi * exp lo - lo * exp hi) + p a * f a * (exp hi - exp lo))).
      by rewrite sumD (average_const _ pd) sumMr -/mu; ring.
    by apply: eq_bigr => a _; ring.
  by rewrite -sumMl; apply: sum_le => a; have := exp_chord (fb a); have := p0 a; nra.
have [lohi|hilo] := Rlt_le_dec lo hi; last first.
  have -> : \sum_a p a * exp (f a) = exp lo.
    rewrite -(average_const (exp lo) pd); apply: eq_bigr => a _.
    by rewrite (_ : f a = lo) //; have := fb a; lra.
  by rewrite ln_exp; have := pow2_ge_0 (hi - lo); lra.
pose theta := (mu - lo) / (hi - lo).
have theta01 : 0 <= theta <= 1.
  by split; [apply: Rdiv_le_0_compat | apply/Rle_div_l]; lra.
have bound : \sum_a p a * exp (f a) <= exp lo * (1 - theta + theta * exp (hi - lo)).
  apply: (Rmult_le_reg_l (hi - lo)); first lra.
  apply: Rle_trans chord (Req_le _ _ _).
  have -> : exp hi = exp lo * exp (hi - lo) by rewrite -exp_plus; congr exp; ring.
  by rewrite /theta; field; lra.
apply: Rle_trans (ln_monotone sum_gt0 bound) _.
have mass : 0 < 1 - theta + theta * exp (hi - lo).
  by have := exp_tangent (hi - lo); nra.
rewrite ln_mult ?ln_exp //; last exact: exp_pos.
have h0 : 0 <= hi - lo by lra.
have := hoeffding_two_points theta01 h0.
have -> : theta * (hi - lo) = mu - lo by rewrite /theta; field; lra.
lra.
Qed.
