(******************************************************************************)
(*  The density of a squashed Gaussian action                                 *)
(*                                                                            *)
(*  gaussian_density mu sigma u  ==  that of the normal distribution at u     *)
(*                                                                            *)
(*  The action c tanh u has that density over the slope c (1 - tanh u ^ 2),   *)
(*  and 1 - tanh u ^ 2 = 1 / cosh u ^ 2: what squashed_gaussian_log_density   *)
(*  sums are the logarithms.                                                  *)
(******************************************************************************)

From SoftBellman Require Import Sums Definitions.

Set Implicit Arguments.
Unset Strict Implicit.
Unset Printing Implicit Defensive.

Open Scope R_scope.

Definition gaussian_density (mu sigma u : R) : R := exp (- (1 / 2) * ((u - mu) / sigma) ^ 2) / (sigma * sqrt (2 * PI)).

Lemma cosh_gt0 u : 0 < cosh u.
Proof. by rewrite /cosh; have := exp_pos u; have := exp_pos (- u); lra. Qed.

(** The derivative of [tanh]. *)
Lemma tanh_slope u : 1 - tanh u ^ 2 = / cosh u ^ 2.
Proof.
have c0 : cosh u <> 0 by apply/Rgt_not_eq/cosh_gt0.
have id : cosh u ^ 2 - sinh u ^ 2 = 1.
  by rewrite /cosh /sinh /= ; have := exp_plus u (- u); rewrite Rplus_opp_r exp_0; nra.
rewrite /tanh; have -> : 1 - (sinh u / cosh u) ^ 2 = (cosh u ^ 2 - sinh u ^ 2) / cosh u ^ 2 by field.
by rewrite id; field.
Qed.

(** The density of the image under [c tanh] is that of the Gaussian over the slope, [c (1 - tanh^2)]: every coordinate adds a logarithm. *)
Theorem squashed_gaussian_density (I : finType) (u mu log_sigma log_c : I -> R) :
  squashed_gaussian_log_density u mu log_sigma log_c
  = \sum_i ln (gaussian_density (mu i) (exp (log_sigma i)) (u i) / (exp (log_c i) * (1 - tanh (u i) ^ 2))).
Proof.
apply: eq_bigr => i _; rewrite tanh_slope /gaussian_density.
have s0 := exp_pos (log_sigma i); have c0 := exp_pos (log_c i); have h0 : 0 < cosh (u i) by exact: cosh_gt0.
have p0 : 0 < 2 * PI by have := PI_RGT_0; lra.
have r0 := sqrt_lt_R0 _ p0; set z := (u i - mu i) / exp (log_sigma i).
have sc0 : 0 < exp (log_sigma i) * sqrt (2 * PI) by exact: Rmult_lt_0_compat.
have e0 := exp_pos (- (1 / 2) * z ^ 2); have hh0 : 0 < cosh (u i) * cosh (u i) by nra.
have -> : exp (- (1 / 2) * z ^ 2) / (exp (log_sigma i) * sqrt (2 * PI)) / (exp (log_c i) * / cosh (u i) ^ 2)
  = exp (- (1 / 2) * z ^ 2) * (cosh (u i) * cosh (u i)) * / (exp (log_sigma i) * sqrt (2 * PI) * exp (log_c i)).
  by field; repeat split; lra.
have root : ln (sqrt (2 * PI)) = 1 / 2 * ln (2 * PI).
  by rewrite -{2}(sqrt_sqrt (2 * PI)) ?(ln_mult (sqrt _)) //; lra.
move: root; set log_2pi := ln (2 * PI) => root.
rewrite ln_mult; [|exact: Rmult_lt_0_compat|by apply: Rinv_0_lt_compat; exact: Rmult_lt_0_compat].
rewrite ln_Rinv; last exact: Rmult_lt_0_compat.
rewrite !(ln_mult (exp _ * _)) // !(ln_mult (exp _)) ?(ln_mult (cosh _)) ?ln_exp //; try exact: Rmult_lt_0_compat.
by rewrite root; ring.
Qed.
